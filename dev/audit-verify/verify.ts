import { verifyChain } from '../../worker/domains/audit/verify.ts';
import { chainsOf, eventsOf, sqlText } from './events.ts';
import type { Finding } from './report.ts';
import { silentOrganizations } from './silent.ts';
import { type Source, UnavailableError } from './source.ts';

const tenantOf = async ({ ask }: Source, slug: string): Promise<string> => {
  const [row] = await ask(`SELECT id FROM organizations WHERE slug = ${sqlText(slug)}`);
  if (row) return String(row.id);
  throw new UnavailableError(`There is no organization "${slug}".`);
};

/** Verifies the chain of every tenant, or of one. Throws {@link UnavailableError}. */
export async function* verifyDatabase(source: Source, org: string | null): AsyncGenerator<Finding> {
  const tenant = org === null ? null : await tenantOf(source, org);
  let chains = 0;
  for await (const chain of chainsOf(eventsOf(source, tenant))) {
    chains += 1;
    const name = chain.slug ?? `(no organization) ${chain.tenant}`;
    yield { org: name, verdict: await verifyChain(chain.events) };
  }
  if (org !== null && chains === 0) yield { org, verdict: null };
  if (org !== null) return;
  for await (const slug of silentOrganizations(source)) yield { org: slug, verdict: null };
}
