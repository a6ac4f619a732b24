// Changing a mood: which, and why. A newer change of somebody else refuses it.
import { useState } from 'preact/hooks';
import { Dialog } from '@sahay/ui/dialog';
import { shortTime } from '../format';
import { t } from '../i18n';
import { change } from '../promises/model';
import { moodOpen, moods, moodWord, uneasySoon, type MoodWord } from './model';

export default function MoodDialog() {
  const wish = moodOpen.value!;
  const [mood, setMood] = useState<MoodWord>(wish.now.mood);
  const [reason, setReason] = useState('');
  const close = () => { moodOpen.value = null; };
  const save = async () => {
    const body = { mood: { mood, reason, version: wish.now.version, ticket_id: wish.ticket } };
    if (!(await change(wish.ticket, wish.path, body, t('care.said', { mood: moodWord(mood) }), 'PUT'))) return;
    uneasySoon();
    close();
  };
  return (
    <Dialog title={t('care.of', { name: wish.name })} closeLabel={t('ui.close')} class="narrow" onClose={close}>
      <form class="dialog-body form mood-form" onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <fieldset class="setting">
          <legend class="strong">{t('care.title')}</legend>
          <div class="radio-set">
            {moods.map((each) => (
              <label key={each}><input type="radio" name="mood" checked={mood === each} autofocus={mood === each} onChange={() => setMood(each)} />{moodWord(each)}</label>
            ))}
          </div>
        </fieldset>
        <label>{t('care.reason')}<textarea class="input" rows={3} dir="auto" required value={reason} onInput={(event) => setReason(event.currentTarget.value)} /></label>
        <button type="submit" class="button primary">{t('care.save')}</button>
        {wish.now.history.length > 0 && (
          <>
            <h3 class="sm">{t('care.history')}</h3>
            <ul class="xs t2">{wish.now.history.slice(0, 5).map((each, at) => <li key={at} dir="auto">{shortTime(each.at)} · {moodWord(each.mood)} · {each.reason}</li>)}</ul>
          </>
        )}
      </form>
    </Dialog>
  );
}
