import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Button } from './button.tsx';

type FrameProps = {
  title: ComponentChildren;
  children: ComponentChildren;
  /** Starts at the title instead of at the first control, where what follows is still to be read. */
  startsAtTitle?: boolean;
  onCancel: () => void;
};

/** Something to settle before going on. The browser keeps the focus inside; it goes back to where it was. */
export const Dialog = ({ title, children, startsAtTitle = false, onCancel }: FrameProps) => {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const id = useId();
  useEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    if (startsAtTitle) heading.current?.focus();
    // The dialog is out of the page by then, so that the browser does not give the focus back.
    return () => {
      if (document.activeElement === document.body) (opener as HTMLElement | null)?.focus();
    };
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
      <h2 id={id} ref={heading} tabIndex={startsAtTitle ? -1 : undefined} class="dialog-title">
        {title}
      </h2>
      {children}
    </dialog>
  );
};

type ConfirmProps = {
  title: ComponentChildren;
  children: ComponentChildren;
  confirm: string;
  cancel: string;
  busy?: boolean;
  onConfirm: () => void;
  onCancel: () => void;
};

/** A question that must be answered first. */
export const ConfirmDialog = (props: ConfirmProps) => {
  const { title, children, confirm, cancel, busy = false, onConfirm, onCancel } = props;
  return (
    <Dialog title={title} onCancel={onCancel}>
      <div class="dialog-text">{children}</div>
      <div class="dialog-actions">
        <Button onClick={onCancel}>{cancel}</Button>
        <Button look="danger" busy={busy} onClick={onConfirm}>
          {confirm}
        </Button>
      </div>
    </Dialog>
  );
};

type NoteProps = { title: ComponentChildren; children: ComponentChildren; onClose: () => void };

/** Something to be read, and nothing to decide. */
export const NoteDialog = ({ title, children, onClose }: NoteProps) => (
  <Dialog title={title} onCancel={onClose}>
    <div class="dialog-text">{children}</div>
    <div class="dialog-actions">
      <Button onClick={onClose}>Close</Button>
    </div>
  </Dialog>
);
