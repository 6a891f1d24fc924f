import { useSignal } from '@preact/signals';
import { Button } from '../parts/button.tsx';
import { ConfirmDialog } from '../parts/dialog.tsx';
import type { OfferedFix } from './fix.ts';

type Props = { offer: OfferedFix; onTake: () => void };

/**
 * Applies what was found to work. Where that is another server, it is asked first: whoever answers in
 * another's place could offer a server of their own, and the password would go there.
 */
export const FixButton = ({ offer: { words, fix, leaves }, onTake }: Props) => {
  const asking = useSignal(false);
  const ask = (open: boolean) => () => {
    asking.value = open;
  };
  return (
    <>
      <Button look="primary" onClick={leaves === null ? onTake : ask(true)}>
        {leaves === null ? words : `${words}…`}
      </Button>
      {asking.value && leaves !== null && (
        <ConfirmDialog
          title={
            <>
              Use <bdi>{fix.host}</bdi>?
            </>
          }
          confirm="Use it and test"
          cancel="Cancel"
          onConfirm={() => {
            asking.value = false;
            onTake();
          }}
          onCancel={ask(false)}
        >
          <p>
            The username and the password will be sent to <bdi>{fix.host}</bdi> instead of{' '}
            <bdi>{leaves}</bdi>.
          </p>
          <p>
            It is a mail server with a valid certificate of its own. Only go on if you know that it
            belongs to your mail provider.
          </p>
        </ConfirmDialog>
      )}
    </>
  );
};
