// The address of a link that is put into the text. Loaded when it is asked for.
import { t } from '../i18n';
import { editor } from './composer_state';

export default function LinkField({ onDone }: { onDone(): void }) {
  return (
    <input
      class="input link-input"
      type="url"
      placeholder="https://"
      aria-label={t('composer.linkAddress')}
      ref={(element) => { if (element && document.activeElement !== element && !element.value) element.focus(); }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        onDone();
        if (event.key === 'Enter') editor.value?.link(event.currentTarget.value.trim());
        else editor.value?.focus();
      }}
    />
  );
}
