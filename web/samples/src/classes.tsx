// What components.css draws without a component: each of its classes, in each of its kinds.
import { Bell, Lock, Reply, X } from 'lucide-preact';
import { t } from '../../console/src/i18n';
import { statuses, statusWord } from '../../console/src/words';
import type { Sample } from './sample';

const Buttons: Sample = () => (
  <>
    {['', 'primary', 'ghost', 'danger', 'note'].map((kind) => <button key={kind} type="button" class={`button ${kind}`}>{t('composer.send')}</button>)}
    {['', 'primary'].map((kind) => <button key={kind} type="button" class={`button ${kind}`} disabled>{t('composer.send')}</button>)}
    <button type="button" class="button wide" aria-disabled="true">{t('ui.tryAgain')}</button>
    <a class="link" href="#top">{t('ui.open')}</a>
  </>
);

const IconButtons: Sample = () => (
  <>
    <button type="button" class="icon-button" aria-label={t('ui.close')} data-tip={t('ui.close')} data-keys="Esc"><X class="icon" size={18} aria-hidden="true" /></button>
    <button type="button" class="icon-button" aria-label={t('ui.undo')} aria-pressed="true"><Bell class="icon" size={18} aria-hidden="true" /></button>
    <button type="button" class="icon-button" aria-label={t('ui.open')} aria-expanded="true"><Bell class="icon" size={18} aria-hidden="true" /></button>
    <kbd>Ctrl K</kbd>
  </>
);

const Fields: Sample = () => (
  <>
    <div class="field"><label for="plain">{t('list.search')}</label><input id="plain" class="input" placeholder={t('list.searchHint')} /><p class="hint">{t('list.searchHint')}</p></div>
    <div class="field"><label for="wrong">{t('list.search')}</label><input id="wrong" class="input" aria-invalid="true" aria-describedby="why" value="…" /><p class="error" id="why">{t('outbox.notSent')}</p></div>
    <div class="field"><label for="chosen">{t('ui.choose')}</label><select id="chosen" class="select">{statuses.map((status) => <option key={status}>{statusWord(status)}</option>)}</select></div>
    <label class="switch"><input type="checkbox" checked /> {t('list.unread')}</label>
    <fieldset class="radio-set" aria-label={t('composer.kind')}>
      <label><input type="radio" name="kind" checked /> {t('composer.reply')}</label>
      <label><input type="radio" name="kind" /> {t('composer.note')}</label>
    </fieldset>
  </>
);

const Chips: Sample = () => (
  <>
    {(['new', ...statuses, 'closed'] as const).map((status) => <span key={status} class={`chip ${status}`}>{statusWord(status)}</span>)}
    <span class="chip failed">{t('outbox.notSent')}</span>
  </>
);

const Tabs: Sample = () => (
  <div class="whole">
    <div class="tabs" role="tablist" aria-label={t('composer.kind')}>
      <button type="button" role="tab" id="tab-reply" aria-selected="true" aria-controls="tab-panel"><Reply class="icon" size={14} aria-hidden="true" />{t('composer.reply')}</button>
      <button type="button" role="tab" id="tab-note" aria-selected="false" aria-controls="tab-panel" tabIndex={-1}><Lock class="icon" size={14} aria-hidden="true" />{t('composer.note')}</button>
    </div>
    <div role="tabpanel" id="tab-panel" aria-labelledby="tab-reply" tabIndex={0}><p class="sm t2">{t('list.emptyHint')}</p></div>
  </div>
);

const Options: Sample = () => (
  <div class="whole" role="listbox" aria-label={t('ui.choose')} tabIndex={0}>
    {statuses.map((status, index) => <div key={status} class="option" role="option" aria-selected={index === 0} data-active={index === 1} aria-disabled={index === 3 ? 'true' : undefined}><span class="grow">{statusWord(status)}</span></div>)}
  </div>
);

const ToastSample: Sample = () => (
  <div class="stage">
    <div class="toasts">
      <div class="toast"><span class="grow">{t('outbox.copied')}</span><button type="button">{t('ui.undo')}</button><button type="button" aria-label={t('ui.close')}><X size={16} aria-hidden="true" /></button></div>
    </div>
  </div>
);

const Tooltips: Sample = () => (
  <>
    <button type="button" class="icon-button" aria-label={t('composer.later')} data-tip={t('composer.later')} data-keys="Ctrl Alt Enter"><Bell class="icon" size={18} aria-hidden="true" /></button>
    <button type="button" class="button" data-keys="Ctrl Enter">{t('composer.send')}</button>
    <button type="button" class="button" data-tip={t('ui.undo')}>{t('ui.undo')}</button>
    <p class="clip" style={{ width: '96px' }}>{t('list.emptyHint')}</p>
    <p class="clip" style={{ width: '96px' }}>…</p>
    <span class="tooltip" role="tooltip">{t('composer.later')}<kbd>Ctrl Alt Enter</kbd></span>
  </>
);

const Type: Sample = () => (
  <>
    <p class="whole">{t('list.emptyHint')}</p><p class="sm">{t('list.emptyHint')}</p><p class="xs t3">{t('list.emptyHint')}</p><p class="strong">{t('list.emptyHint')}</p>
    <p class="whole" lang="bn">স্কুল স্কুলে স্কৃল র্টিঁ উদ্ধৃতি ঊর্ধ্ব ৳ ১২৩</p><p class="num">0123456789 Il1</p><p class="whole" lang="ru">Съешь же ещё этих мягких французских булок</p>
  </>
);

export const classes: Record<string, Sample> = { button: Buttons, 'icon-button': IconButtons, field: Fields, chip: Chips, tabs: Tabs, option: Options, toast: ToastSample, tooltip: Tooltips, type: Type };
