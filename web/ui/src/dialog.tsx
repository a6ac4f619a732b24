// A modal dialog on the platform's <dialog>: Esc and a press on the backdrop close it, focus returns to where it was.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { X } from 'lucide-preact';

export interface DialogProps {
  title: string;
  closeLabel: string;
  class?: string;
  headless?: boolean;
  onClose(): void;
  children: ComponentChildren;
}

export function Dialog({ title, closeLabel, class: extra = '', headless, onClose, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    element.current?.showModal();
    return () => before?.focus?.();
  }, []);
  return (
    <dialog
      ref={element}
      class={`dialog ${extra}`}
      aria-label={title}
      onCancel={(event) => { event.preventDefault(); onClose(); }}
      onPointerDown={(event) => { if (event.target === element.current) onClose(); }}
    >
      {!headless && (
        <div class="dialog-head">
          <h2>{title}</h2>
          <button type="button" class="icon-button" aria-label={closeLabel} onClick={onClose}><X class="icon" size={18} aria-hidden="true" /></button>
        </div>
      )}
      {children}
    </dialog>
  );
}
