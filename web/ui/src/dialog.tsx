// A modal dialog on the platform's <dialog>: it opens on its first field, else on its main button; Esc and a press on the backdrop
// close it, focus returns to where it was. `light` is for what must be there at once and holds a single field (the palette): it lies
// over the page without making all of it inert, which costs a look at every element; Tab stays inside, and aria-modal says the rest.
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { X } from 'lucide-preact';

export interface DialogProps {
  title: string;
  closeLabel: string;
  class?: string;
  headless?: boolean;
  light?: boolean;
  onClose(): void;
  children: ComponentChildren;
}

export function Dialog({ title, closeLabel, class: extra = '', headless, light, onClose, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    const dialog = element.current!;
    if (light) dialog.show();
    else dialog.showModal();
    const release = beginInside(dialog);
    return () => { release(); before?.focus?.(); };
  }, []);
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Tab') event.preventDefault();
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    onClose();
  };
  return (
    <>
    {light && <div class="dialog-scrim" onPointerDown={onClose} />}
    <dialog
      ref={element}
      class={`dialog ${extra}${light ? ' light' : ''}`}
      aria-label={title}
      aria-modal={light ? 'true' : undefined}
      onKeyDown={light ? keys : undefined}
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
    </>
  );
}

const fields = 'input:not([type=hidden], [type=file], [hidden], :disabled), select:not(:disabled), textarea:not(:disabled), [contenteditable=true]';

/** Moves the focus off the close button to where work begins; what loads late still gets it, until somebody presses something. */
function beginInside(dialog: HTMLDialogElement): () => void {
  const stop = () => {
    late.disconnect();
    for (const kind of ['keydown', 'pointerdown'] as const) dialog.removeEventListener(kind, stop, true);
  };
  const begin = () => {
    const now = document.activeElement;
    if (now && now !== dialog && dialog.contains(now) && now.matches(fields)) return stop();
    const first = [...dialog.querySelectorAll<HTMLElement>(fields)].find((each) => each.checkVisibility?.() ?? true);
    if (first instanceof HTMLInputElement && first.type === 'radio') (dialog.querySelector<HTMLElement>(`input[name="${first.name}"]:checked`) ?? first).focus();
    else (first ?? dialog.querySelector<HTMLElement>('.button.primary:not(:disabled), .dialog-foot .button'))?.focus();
    if (first) stop();
  };
  const late = new MutationObserver(begin);
  for (const kind of ['keydown', 'pointerdown'] as const) dialog.addEventListener(kind, stop, true);
  late.observe(dialog, { childList: true, subtree: true });
  begin();
  return stop;
}
