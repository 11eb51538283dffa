// A window over the page: the browser's own <dialog>, which keeps the focus inside and gives it back.
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';

import { Icon } from './icon.tsx';

export function Dialog({ title, onClose, children }: { title: string; onClose: () => void; children: ComponentChildren }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog ref={dialog} aria-labelledby={id} onCancel={(event) => {
      // A file picker inside that is closed without a choice says "cancel" too, and it bubbles.
      if (event.target !== event.currentTarget) return;
      event.preventDefault();
      onClose();
    }}>
      <div class="dialog-head">
        <h2 id={id}>{title}</h2>
        <button class="quiet square" aria-label="Close" onClick={onClose}><Icon name="cross" /></button>
      </div>
      {children}
    </dialog>
  );
}
