// One source of truth about hours: the same words in the header, in the rows of the card and above the chat.
import { agents, hours } from './state';
import type { Hours } from './protocol';
import { duration, moment, t } from './text';

export function open_words(h: Hours | null): { text: string; open: boolean } {
  if (!h || h.open)
    return { text: h?.eta_s ? t('widget.usual_reply', { time: duration(h.eta_s) }) : t('widget.open_now'), open: true };
  return {
    text: h.opens_at ? t('widget.opens_at', { time: moment(new Date(h.opens_at)) }) : t('widget.closed_now'),
    open: false,
  };
}

export function Availability() {
  const h = hours.value;
  if (!h) return null;
  if (!h.open) {
    const opens = h.opens_at ? ` · ${t('widget.opens_at', { time: moment(new Date(h.opens_at)) })}` : '';
    return <small class="shut">{t('widget.closed_now') + opens}</small>;
  }
  const names = agents.value.filter((a) => a.online).map((a) => a.name.split(' ')[0]!);
  const answer =
    names.length > 1
      ? t('widget.two_answer', { one: names[0]!, two: names[1]! })
      : names.length === 1
        ? t('widget.one_answers', { name: names[0]! })
        : h.eta_s
          ? t('widget.usual_reply', { time: duration(h.eta_s) })
          : '';
  return <small class="open">{t('widget.online_now') + (answer ? ` · ${answer}` : '')}</small>;
}
