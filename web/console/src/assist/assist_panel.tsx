// Beside the thread: what the assistant asked and was told, and the articles it showed, so that nobody asks twice.
import type { TicketScreen } from '@sahay/shared/api';
import { t } from './texts';
import { giveWord, speaking } from './model';

export function AssistPanel({ read }: { read: TicketScreen }) {
  const now = speaking(read);
  if (!now || (!now.talk && now.speaker !== 'bot')) return null;
  const { answers = [], articles = [] } = now.talk ?? {};
  return (
    <section class="assist">
      <h2>{t('assist.title')}</h2>
      {answers.length > 0 && <dl class="assist-answers">{answers.map((each) => <div key={each.question}><dt class="sm t2" dir="auto">{each.question}</dt><dd dir="auto">{each.answer}</dd></div>)}</dl>}
      {articles.length > 0 && (
        <>
          <p class="sm t2">{t('assist.articles')}</p>
          <ul class="assist-articles">{articles.map((each) => <li key={each.url}><a href={each.url} target="_blank" rel="noopener" dir="auto">{each.title}</a></li>)}</ul>
        </>
      )}
      {answers.length === 0 && articles.length === 0 && <p class="sm t3">{t('assist.nothing')}</p>}
      {now.speaker === 'human' && now.available && read.ticket.status !== 'closed' && (
        <button type="button" class="link sm" onClick={() => void giveWord(read.ticket.id, 'bot', now.speaker_version)}>{t('assist.giveToBot')}</button>
      )}
    </section>
  );
}
