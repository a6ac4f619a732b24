// A saved answer as a customer of each language would get it, with the values of a real request; what has no value is marked.
import type { Values } from '../machine/types';
import { Marked, SeenNow, useSeen } from './seen_now';
import { t, useTexts } from './texts';

interface Words { language: string; text: string; missing: string[]; sample: { ticket_id: number; name: string; own_language: boolean } | null }

export default function SeenMacro({ values }: { values: Values }) {
  const texts = useTexts();
  const { shown, fault } = useSeen<Words[]>('/macros/preview', { macro: { actions: values.actions } });
  if (!texts) return null;
  return (
    <SeenNow lead={t('seen.macro.lead')} fault={fault}>
      {(language) => {
        if (shown?.length === 0) return <p class="sm t3">{t('seen.macro.silent')}</p>;
        const words = shown?.find((each) => each.language === language);
        if (!words) return null;
        const { sample } = words;
        return (
          <>
            <figure class="seen-figure"><Marked text={words.text} names={words.missing} lang={language} /></figure>
            {words.missing.length > 0 && <p class="sm seen-shut">{t('seen.macro.missing')} <span class="mono" dir="ltr">{words.missing.join(', ')}</span></p>}
            <p class="sm t3">{sample === null ? t('seen.macro.nobody') : sample.own_language ? t('seen.macro.sample', { name: sample.name, id: String(sample.ticket_id) }) : t('seen.macro.borrowed', { name: sample.name, id: String(sample.ticket_id) })}</p>
          </>
        );
      }}
    </SeenNow>
  );
}
