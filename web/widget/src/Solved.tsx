// "Did this solve it?" below a conversation that is solved: one press answers; how the help was and a word are optional.
import { useState } from 'preact/hooks';
import { answer_solved, cut_off, head } from './state';
import { t } from './text';

const five = [5, 4, 3, 2, 1] as const;

export function Solved() {
  const [stars, set_stars] = useState(0);
  const [words, set_words] = useState('');
  const press = (solved: 'yes' | 'no') => () => answer_solved(solved, stars, words.trim());
  return (
    <form class="question" onSubmit={(e) => e.preventDefault()} aria-label={t('widget.solved_question')}>
      <b>{t('widget.solved_question')}</b>
      {head.value?.stars && (
        <fieldset>
          <legend>{t('widget.solved_stars')}</legend>
          {five.map((n) => (
            <label key={n}>
              <input type="radio" name="stars" checked={stars === n} onChange={() => set_stars(n)} /> {t(`widget.stars_${n}`)}
            </label>
          ))}
        </fieldset>
      )}
      <label for="solved-words">{t('widget.solved_comment')}</label>
      <textarea id="solved-words" rows={2} maxLength={2000} dir="auto" value={words} onInput={(e) => set_words(e.currentTarget.value)} />
      <div>
        <button type="button" class="button" disabled={cut_off.value} onClick={press('yes')}>
          {t('widget.solved_yes')}
        </button>
        <button type="button" class="button quiet" disabled={cut_off.value} onClick={press('no')}>
          {t('widget.solved_no')}
        </button>
      </div>
    </form>
  );
}
