import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Button } from './button.tsx';

type Props = {
  title: string;
  children: ComponentChildren;
  confirm: string;
  cancel: string;
  busy?: boolean;
  onConfirm: () => void;
  onCancel: () => void;
};

/** A question that must be answered first. The browser keeps the focus inside and gives it back. */
export const ConfirmDialog = (props: Props) => {
  const { title, children, confirm, cancel, busy = false, onConfirm, onCancel } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onCancel();
      }}
    >
      <h2 id={id} class="dialog-title">
        {title}
      </h2>
      <div class="dialog-text">{children}</div>
      <div class="dialog-actions">
        <Button onClick={onCancel}>{cancel}</Button>
        <Button look="danger" busy={busy} onClick={onConfirm}>
          {confirm}
        </Button>
      </div>
    </dialog>
  );
};
