// Toasts of the pane they stand in, above the composer; they pause under the pointer or focus.
import { X } from 'lucide-preact';
import { t } from '../i18n';
import { dismiss, holdToast, resumeToast, toasts } from '../state/toasts';

export function Toasts() {
  return (
    <div class="toasts" role="status">
      {toasts.value.map((toast) => (
        <div
          key={toast.id}
          class="toast"
          onPointerEnter={() => holdToast(toast.id)}
          onPointerLeave={() => resumeToast(toast.id)}
          onFocusIn={() => holdToast(toast.id)}
          onFocusOut={() => resumeToast(toast.id)}
        >
          <span class="grow">{toast.text}</span>
          {toast.action && (
            <button type="button" onClick={() => { dismiss(toast.id); toast.action!.run(); }}>{toast.action.label}</button>
          )}
          <button type="button" aria-label={t('ui.close')} onClick={() => dismiss(toast.id)}><X size={16} aria-hidden="true" /></button>
        </div>
      ))}
    </div>
  );
}
