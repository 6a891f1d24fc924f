import { PAGE_SIZE, sqlText } from './events.ts';
import type { Source } from './source.ts';

/** The slugs of organizations without any event, by slug. */
export async function* silentOrganizations({ ask }: Source): AsyncGenerator<string> {
  let after = '';
  for (;;) {
    const page = await ask(
      `SELECT slug FROM organizations WHERE slug > ${sqlText(after)} AND NOT EXISTS (SELECT 1 FROM audit_events WHERE tenant = organizations.id) ORDER BY slug LIMIT ${PAGE_SIZE}`,
    );
    for (const { slug } of page) yield String(slug);
    if (page.length < PAGE_SIZE) return;
    after = String(page.at(-1)?.slug);
  }
}
