// The choices of commands that take a value: whom to assign, which status, which saved answer, which order, which language.
import { longTime } from '../format';
import { languageNames, languages, t, useLanguage } from '../i18n';
import { orderNames } from '../inbox/order';
import { assignChosen, restChosen, setPriorityOfChosen, setStatusOfChosen } from '../inbox/bulk_actions';
import { chooseOrder } from '../own/choose_order';
import { t as ownText } from '../own/texts';
import { go, viewPath } from '../router';
import { savedKey, savedTitle, shownViews } from '../state/saved_views';
import { selection } from '../state/selection';
import { viewKeys } from '../state/session';
import { setPrefs } from '../state/prefs';
import { changeTicket } from '../state/ticket';
import { composerMode, write } from '../ticket/composer_state';
import { insertAnswer, readMacros } from '../ticket/insert_menu';
import { restTimes } from '../ticket/snooze_times';
import { rest } from '../ticket/snooze';
import { assignTo, current, setStatus } from '../ticket/ticket_actions';
import { people } from '../ticket/ticket_pickers';
import { priorities, priorityWord, statuses, statusWord, viewName } from '../words';
import type { Item } from './palette';

const several = () => selection.value.length > 0;
/** What is chosen in the list, else the open ticket. */
const forEither = (chosen: () => unknown, open: (ticket: NonNullable<ReturnType<typeof current>>) => unknown) => () => {
  const ticket = current();
  if (several()) void chosen();
  else if (ticket) void open(ticket);
};

const levels: Record<string, () => Item[] | Promise<Item[]>> = {
  assign: () => people().map(({ value, label, aliases, hint }): Item => ({
    id: `assign-${value}`, label, aliases, hint, group: '', run: forEither(() => assignChosen(value), (ticket) => assignTo(ticket.id, value)),
  })),
  status: () => statuses.map((status): Item => ({
    id: `status-${status}`, label: statusWord(status), aliases: status, group: '', run: forEither(() => setStatusOfChosen(status), (ticket) => setStatus(ticket, status)),
  })),
  priority: () => priorities.map((priority): Item => ({
    id: `priority-${priority}`, label: priorityWord(priority), aliases: priority, group: '',
    run: forEither(() => setPriorityOfChosen(priority), (ticket) => changeTicket(ticket.id, { priority }, t('said.priority', { priority: priorityWord(priority) }))),
  })),
  snooze: () => Object.entries(restTimes()).map(([name, time]): Item => ({
    id: `snooze-${name}`, label: t(`snooze.${name as 'later' | 'tomorrow' | 'monday'}`), aliases: name, hint: longTime(time.toISOString()), group: '',
    run: forEither(() => restChosen(time), (ticket) => rest(ticket, time)),
  })),
  answers: async () => {
    const ticket = current();
    if (!ticket) return [];
    return (await readMacros(ticket.id)).map((answer): Item => ({
      id: `answer-${answer.id}`, label: answer.label, hint: answer.hint, group: '',
      run: () => { write(composerMode.value); setTimeout(() => void insertAnswer(ticket, answer.id).catch(() => undefined), 60); },
    }));
  },
  order: () => orderNames.map((order): Item => ({ id: `order-${order}`, label: ownText(`own.order.${order}`), aliases: order.replace('_', ' '), group: '', run: () => chooseOrder(order) })),
  views: () => [
    ...viewKeys.value.map((key): Item => ({ id: `view-${key}`, label: viewName(key), aliases: key, group: '', run: () => go(viewPath(key)) })),
    ...shownViews.value.map((view): Item => ({ id: `view-${view.id}`, label: savedTitle(view), aliases: view.title, group: '', run: () => go(viewPath(savedKey(view.id))) })),
  ],
  language: () => languages.map((language): Item => ({ id: `language-${language}`, label: languageNames[language], aliases: language, group: '', run: () => { setPrefs({ language }); void useLanguage(language); } })),
};

export const levelOf = (command: string): Item['level'] => levels[command];
