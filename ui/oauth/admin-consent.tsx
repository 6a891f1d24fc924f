import { useSignal } from '@preact/signals';
import { useId, useRef } from 'preact/hooks';
import { Button } from '../parts/button.tsx';
import { FieldFrame } from '../parts/field.tsx';
import { ExternalLink } from './external-link.tsx';

type Copied = 'not-yet' | 'copied' | 'refused';

const words: Record<Copied, string> = {
  'not-yet': '',
  copied: 'Copied.',
  refused: 'Your browser doesn’t allow copying. The link is selected: copy it by hand.',
};

/** The link that an administrator agrees at: to be sent to one, or opened by whoever is one. */
export const AdminConsent = ({ url }: { url: string }) => {
  const copied = useSignal<Copied>('not-yet');
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(url);
      copied.value = 'copied';
    } catch {
      field.current?.select();
      copied.value = 'refused';
    }
  };
  return (
    <div class="admin-consent">
      <FieldFrame id={id} label="Link for an administrator">
        <div class="admin-consent-row">
          <input
            ref={field}
            id={id}
            class="input"
            readOnly
            value={url}
            onFocus={(event) => event.currentTarget.select()}
          />
          <Button look="primary" onClick={() => void copy()}>
            Copy link
          </Button>
        </div>
      </FieldFrame>
      <p class="admin-consent-foot">
        <span role="status">{words[copied.value]}</span>{' '}
        <ExternalLink href={url}>I am an administrator: open it</ExternalLink>
      </p>
    </div>
  );
};
