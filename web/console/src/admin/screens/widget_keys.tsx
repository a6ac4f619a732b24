// Chat on your site, below the snippet: the keys that sites sign the names of their visitors with, how to sign, and whether the
// widget may store anything on visitors' devices.
import { useEffect, useState } from 'preact/hooks';
import { get, request } from '@sahay/shared/client';
import { Dialog } from '@sahay/ui/dialog';
import { longTime } from '../../format';
import { Problem, RowBones } from '../../shell/states';
import { say } from '../../state/toasts';
import node from '../examples/token.mjs?raw';
import php from '../examples/token.php?raw';
import python from '../examples/token.py?raw';
import { t } from '../texts';
import { faultsOf, readRows } from '../machine/store';
import type { Row } from '../machine/types';
import { CopyBox } from '../widgets/copy_box';
import { SettingSwitch } from '../widgets/setting_switch';

interface Key { id: number; brand_id: number | null; prefix: string; hint: string; created_at: string; last_used_at: string | null; secret?: string }

export default function WidgetKeys() {
  const [keys, setKeys] = useState<Key[] | null>(null);
  const [brands, setBrands] = useState<Row[]>([]);
  const [failed, setFailed] = useState('');
  const [made, setMade] = useState<Key | null>(null);
  const [removing, setRemoving] = useState<Key | null>(null);
  const load = () => {
    setFailed('');
    Promise.all([get<{ widget_keys: Key[] }>('/widget_keys'), readRows('/brands', 'brands')]).then(([own, all]) => { setKeys(own.widget_keys); setBrands(all); }, (error) => setFailed(faultsOf(error, []).whole));
  };
  useEffect(load, []);
  if (!keys) return failed ? <Problem title={failed} action={t('ui.tryAgain')} onAction={load} /> : <RowBones rows={2} />;
  const nameOf = (id: number | null) => (id === null ? t('arrange.site.everyBrand') : String(brands.find((brand) => brand.id === id)?.name ?? id));
  const remove = (key: Key) => {
    setRemoving(null);
    request('DELETE', `/widget_keys/${key.id}`).then(() => { say(t('arrange.site.removed')); if (made?.id === key.id) setMade(null); }, (error) => say(faultsOf(error, []).whole)).finally(load);
  };
  return (
    <>
      <SettingSwitch name="widget_keeps_nothing" label={t('arrange.site.keepNothing')}>{t('arrange.site.keepHint')} <code>data-keep="nothing"</code></SettingSwitch>
      <section class="admin-section" aria-labelledby="site-keys">
        <h2 id="site-keys">{t('arrange.site.title')}</h2>
        <p class="sm t2">{t('arrange.site.hint')}</p>
        {keys.length > 0 && (
          <ul class="admin-rows">
            {keys.map((key) => (
              <li key={key.id} class="admin-row">
                <span class="grow admin-name">
                  <span class="strong" dir="auto">{nameOf(key.brand_id)} <span class="mono t2">{key.hint}</span></span>
                  <span class="sm t3">
                    {key.prefix && <><bdi class="mono">{key.prefix}</bdi> · </>}
                    {t('admin.tokens.made')} {longTime(key.created_at)} · {key.last_used_at ? t('admin.tokens.used', { when: longTime(key.last_used_at) }) : t('admin.tokens.never')}
                  </span>
                </span>
                <button type="button" class="button ghost" onClick={() => setRemoving(key)}>{t('arrange.site.remove')}</button>
              </li>
            ))}
          </ul>
        )}
        {made?.secret && (
          <div role="status">
            <p class="strong">{t('admin.tokens.once')}</p>
            <CopyBox label={t('admin.tokens.token')} text={made.secret} />
          </div>
        )}
        <Make brands={brands} onMade={(key) => { setMade(key); load(); }} />
      </section>
      <Examples />
      {removing && (
        <Dialog title={t('arrange.site.remove')} closeLabel={t('ui.close')} class="narrow" onClose={() => setRemoving(null)}>
          <div class="dialog-body form">
            <p>{t('arrange.site.removeSure')}</p>
            <div class="admin-buttons">
              <button type="button" class="button primary" onClick={() => setRemoving(null)}>{t('arrange.site.leave')}</button>
              <button type="button" class="button danger" onClick={() => remove(removing)}>{t('arrange.site.remove')}</button>
            </div>
          </div>
        </Dialog>
      )}
    </>
  );
}

function Make({ brands, onMade }: { brands: Row[]; onMade(key: Key): void }) {
  const [brand, setBrand] = useState('');
  const [prefix, setPrefix] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState('');
  const submit = (event: Event) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setFault('');
    request<{ widget_key: Key }>('POST', '/widget_keys', { widget_key: { brand_id: brand ? Number(brand) : null, prefix: prefix.trim() } })
      .then((answer) => onMade(answer.widget_key), (error) => { const faults = faultsOf(error, ['prefix', 'brand_id']); setFault(Object.values(faults.fields)[0] ?? faults.whole); })
      .finally(() => setBusy(false));
  };
  return (
    <form class="form" noValidate onSubmit={submit}>
      {brands.length > 1 && (
        <>
          <div class="field">
            <label for="key-brand">{t('arrange.site.brand')}</label>
            <select class="select" id="key-brand" value={brand} onChange={(event) => setBrand(event.currentTarget.value)}>
              <option value="">{t('arrange.site.everyBrand')}</option>
              {brands.map((each) => <option key={each.id} value={String(each.id)}>{String(each.name)}</option>)}
            </select>
          </div>
          <div class="field">
            <label for="key-prefix">{t('arrange.site.prefix')}</label>
            <span class="hint" id="key-prefix-hint">{t('arrange.site.prefixHint')}</span>
            <input class="input" id="key-prefix" dir="ltr" autocomplete="off" spellcheck={false} maxLength={40} aria-describedby="key-prefix-hint" value={prefix} onInput={(event) => setPrefix(event.currentTarget.value)} />
          </div>
        </>
      )}
      {fault && <p class="banner bad" role="alert">{fault}</p>}
      <p class="sm t3">{t('arrange.site.rotate')}</p>
      <div><button type="submit" class="button primary" aria-disabled={busy}>{t('arrange.site.make')}</button></div>
    </form>
  );
}

const page = "<script>\n  addEventListener('load', () => Sahay.identify('TOKEN'));\n</script>";
const languages = [['Node.js', node], ['PHP', php], ['Python', python]] as const;

function Examples() {
  const [shown, setShown] = useState(0);
  return (
    <section class="admin-section" aria-labelledby="site-example">
      <h2 id="site-example">{t('arrange.site.example')}</h2>
      <p class="sm t2">{t('arrange.site.exampleHint')}</p>
      <div class="admin-buttons" role="group" aria-labelledby="site-example">
        {languages.map(([name], at) => <button key={name} type="button" class="button" aria-pressed={at === shown} onClick={() => setShown(at)}>{name}</button>)}
      </div>
      <CopyBox key={shown} label={languages[shown]![0]} text={languages[shown]![1].trim()} />
      <p class="sm t2">{t('arrange.site.page')}</p>
      <CopyBox label={t('arrange.site.page')} text={page} />
      <p class="sm t3">{t('arrange.site.forget')} <code>Sahay.forget()</code></p>
    </section>
  );
}

