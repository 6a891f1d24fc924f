import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Organization } from '../../contract/member.ts';
import { changeAlertPreference, fetchAlertPreference } from '../api.ts';
import { Switch } from '../auto-response/switch.tsx';
import { describe } from '../messages.ts';
import { LoadFailure } from '../parts/load-failure.tsx';
import { Notice } from '../parts/notice.tsx';
import { PageHeading, useTitle } from '../parts/page.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { toast } from '../parts/toast.tsx';
import * as model from './model.ts';

const NoMail = () => (
  <Notice tone="warn" title="This Letterbox can’t send mail yet.">
    Nobody is mailed until it can. Ask whoever runs it to set up outgoing mail (docs/deploy.md);
    your choice is kept until then.
  </Notice>
);

/** Whether a person is mailed about the inboxes of a workspace. */
export default function AlertsPage({ organization }: { organization: Organization }) {
  const { slug, name } = organization;
  useTitle('Alert mails', name);
  const state = useSignal<model.Alerts>({ kind: 'loading' });
  const load = async () => {
    state.value = { kind: 'loading' };
    try {
      state.value = { kind: 'shown', preference: await fetchAlertPreference(slug) };
    } catch (error) {
      state.value = { kind: 'failed', error };
    }
  };
  useEffect(() => void load(), [slug]);

  const choose = async (mails: boolean) => {
    if (state.peek().kind !== 'shown') return;
    state.value = model.startStoring(state.peek(), mails);
    try {
      const preference = await changeAlertPreference(slug, { mails });
      state.value = { kind: 'shown', preference };
      toast(model.storedWords(preference));
    } catch (error) {
      state.value = model.putBack(state.peek());
      toast(describe(error).title, { tone: 'bad' });
    }
  };

  const alerts = state.value;
  return (
    <>
      <PageHeading
        title="Alert mails"
        lead={
          <span>
            What Letterbox mails you about the inboxes of <bdi>{name}</bdi>.
          </span>
        }
      />
      {alerts.kind === 'loading' && <Skeleton rows={1} label="Loading your choice" />}
      {alerts.kind === 'failed' && <LoadFailure error={alerts.error} onRetry={() => void load()} />}
      {'preference' in alerts && (
        <div class="alerts">
          {!alerts.preference.canSend && <NoMail />}
          <section class="card" aria-busy={alerts.kind === 'storing'}>
            <Switch
              label="Mail me when an inbox stops working, and when it works again"
              name="mails"
              checked={alerts.preference.mails}
              hint="One mail for one cause, however many inboxes it stops. Also before a mail server’s certificate expires."
              error={undefined}
              onToggle={(mails) => void choose(mails)}
            />
          </section>
        </div>
      )}
    </>
  );
}
