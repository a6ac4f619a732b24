// The mood of a customer: a word with its reason. Calm takes no room in lists; beside the thread it is the way to change it.
import { Frown, Smile } from 'lucide-preact';
import type { TicketScreen } from '@sahay/shared/api';
import { t } from '../i18n';
import { changeMood, moodOf, moodWord, type MoodOf, type MoodWord } from './model';

export function MoodMark({ mood }: { mood: MoodWord }) {
  if (mood === 'calm') return null;
  return <span class={`chip mood ${mood}`}><Frown class="icon" size={12} aria-hidden="true" />{moodWord(mood)}</span>;
}

export function MoodLine({ read }: { read: TicketScreen }) {
  const found = moodOf(read);
  if (!found) return null;
  return (
    <div class="mood-line">
      <OneMood of={found.person} onChange={() => changeMood(read)} />
      {found.organization && found.organization.mood !== 'calm' && <OneMood of={found.organization} company onChange={() => changeMood(read, true)} />}
      {found.withheld && <p class="xs t2" role="note">{t('care.held')}</p>}
    </div>
  );
}

function OneMood({ of, company, onChange }: { of: MoodOf; company?: boolean; onChange(): void }) {
  const calm = of.mood === 'calm';
  const Face = calm ? Smile : Frown;
  const word = company ? t('care.company', { mood: moodWord(of.mood) }) : moodWord(of.mood);
  const why = [of.why, of.reason].filter(Boolean).join(': ');
  return (
    <div>
      <button type="button" class={`chip mood ${of.mood}`} data-tip={t('care.change')} data-keys="M" aria-label={`${t('care.title')}: ${word}`} onClick={onChange}>
        <Face class="icon" size={14} aria-hidden="true" />{word}
      </button>
      {!calm && why && <p class="xs t2 mood-why" dir="auto">{why}</p>}
    </div>
  );
}
