import type { AutoResponse } from '../../contract/auto-response.ts';
import type { Inbox } from '../../contract/inbox.ts';
import { isBlank, preview, sampleCustomer, senderName } from './form.ts';

type Props = { form: AutoResponse; inbox: Inbox };

/** The mail as somebody would get it, with sample values. Text, whatever was typed. */
export const Preview = ({ form, inbox }: Props) => {
  const { subject, body } = preview(form, inbox);
  return (
    <section class="preview" aria-label="Preview">
      <h2 class="preview-title">Preview</h2>
      <p class="preview-lead">With sample values, as a customer gets it.</p>
      <div class="letter">
        <dl class="letter-head">
          <dt>From</dt>
          <dd>
            <bdi>{senderName(inbox)}</bdi> <bdi class="letter-address">{inbox.emailAddress}</bdi>
          </dd>
          <dt>To</dt>
          <dd>
            {sampleCustomer.name} <span class="letter-address">{sampleCustomer.email}</span>
          </dd>
          <dt>Subject</dt>
          <dd class="letter-subject" dir="auto">
            {subject.trim() === '' ? <span class="letter-none">No subject yet</span> : subject}
          </dd>
        </dl>
        {body.trim() === '' ? (
          <p class="letter-body letter-none">
            {isBlank(form) ? 'What you write appears here.' : 'No text yet'}
          </p>
        ) : (
          <p class="letter-body" dir="auto">
            {body}
          </p>
        )}
      </div>
    </section>
  );
};
