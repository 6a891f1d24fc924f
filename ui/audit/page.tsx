import { useEffect, useMemo } from 'preact/hooks';
import type { Organization } from '../../contract/member.ts';
import { logReader } from '../activity/log-reader.ts';
import { LogView } from '../activity/log-view.tsx';
import { fetchAudit } from '../api.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { PageHeading, useTitle } from '../parts/page.tsx';
import { inboxesPath } from '../session/model.ts';

/** What was done in the whole workspace. */
export default function AuditPage({ organization }: { organization: Organization }) {
  const { slug, name } = organization;
  useTitle('Audit log', name);
  const reader = useMemo(() => logReader((cursor) => fetchAudit(slug, cursor)), [slug]);
  useEffect(() => void reader.load(), [reader]);
  const list = inboxesPath(slug);
  return (
    <>
      <PageHeading
        title="Audit log"
        lead={
          <span>
            Who did what with the inboxes of <bdi>{name}</bdi>, and when. Entries can’t be changed
            or removed.
          </span>
        }
      />
      <LogView
        reader={reader}
        link={(id) => `${list}/${id}`}
        empty={
          <EmptyState title="Nothing has been done yet">
            Whoever creates, changes or deletes an inbox is named here.
          </EmptyState>
        }
      />
    </>
  );
}
