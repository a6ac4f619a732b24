// Everything that can be done by a key or from the palette, in one list, so that both and the shortcut overview agree.
import { computed } from '@preact/signals';
import type { Hotkey } from '@sahay/ui/hotkeys';
import { openBell } from '../bell/model';
import { changeMood } from '../care/model';
import { handoverOpen } from '../handover/model';
import { languageNames, languages, t, useLanguage } from '../i18n';
import { classOpen } from '../intake/model';
import { markedWords, openSplit } from '../cases/model';
import { articleOfTicket, go, heldPath, route, viewPath } from '../router';
import { moveHeld, openHeld } from '../state/held';
import { t as ownText } from '../own/texts';
import { moveBy } from '../state/list';
import { prefs, setPrefs } from '../state/prefs';
import { savedKey, savedTitle, shownViews } from '../state/saved_views';
import { isNarrow, isWide } from '../state/screen';
import { me, signOut, viewKeys } from '../state/session';
import { undoLast } from '../state/toasts';
import { isDone, openId, rowOfOpen, screen } from '../state/ticket';
import { noteFact } from '../facts/mark_bar';
import { focusedComment, t as messageText } from '../message/texts';
import { aboutToWrite, composerMode, composerOpen, openInsert, write } from '../ticket/composer_state';
import { goToStep } from '../procedures/model';
import { askNextUpdate } from '../promises/model';
import { assignTo, current, logCall, reopen, solve } from '../ticket/ticket_actions';
import { solveChosen, takeChosen } from '../inbox/bulk_actions';
import { chooseAll, chooseNone, selection, toggleOpen } from '../state/selection';
import { copyText } from '../ticket/ticket_header';
import { viewName } from '../words';
import { aroundOpen, bulkPicker, contextSheet, mergeOpen, openBulkPicker, openTicketPicker, ownViewsOpen, paletteOpen, shortcutsOpen, ticketPicker, viewsOpen } from './open';
import { keyOf } from './keys';
import { toggleTheme } from './rail';

export interface Command {
  id: string;
  label: string;
  /** English words it is also found by, whatever the language. */
  aliases: string;
  keys?: string;
  /** The key that it has from the start. */
  usual?: string;
  group: 'ticket' | 'list' | 'go' | 'view' | 'settings';
  inField?: boolean;
  hidden?: boolean;
  when?(): boolean;
  run(): void;
}

const onTicket = () => current() !== null;
/** A ticket's address is open, though its words may still be on their way. */
const hasOpen = () => openId.value !== null;
const several = () => selection.value.length > 0;
const inHeld = () => route.value.name === 'held';
/** Enter belongs to the control that has the focus, if there is one. */
const freeEnter = () => !document.activeElement?.closest('a, button, input, summary');
const inInbox = () => route.value.name === 'inbox';

export function toggleContext(): void {
  if (isNarrow.value) contextSheet.value = !contextSheet.value;
  else setPrefs({ context: !prefs.value.context });
}

export function toggleViews(): void {
  if (isWide.value) setPrefs({ views: !prefs.value.views });
  else viewsOpen.value = !viewsOpen.value;
}

function ticketCommands(): Command[] {
  const withTicket = (run: (ticket: NonNullable<ReturnType<typeof current>>) => unknown) => () => {
    const ticket = current();
    if (ticket) void run(ticket);
  };
  return [
    { id: 'reply', label: t('composer.reply'), aliases: 'reply answer', keys: 'r', group: 'ticket', when: onTicket, run: () => write('reply') },
    { id: 'note', label: t('composer.note'), aliases: 'internal note', keys: 'n', group: 'ticket', when: onTicket, run: () => write('note') },
    { id: 'later', label: t('composer.later'), aliases: 'send later schedule', keys: 'mod+alt+enter', inField: true, group: 'ticket', when: onTicket, run: () => document.querySelector<HTMLElement>('[data-later]')?.click() },
    { id: 'answers', label: t('insert.answer'), aliases: 'saved answer macro canned', group: 'ticket', when: onTicket, run: () => { write(composerMode.value); setTimeout(() => openInsert('answer'), 60); } },
    { id: 'call', label: t('duty.logCall'), aliases: 'log call phone', keys: 'c', group: 'ticket', when: onTicket, run: withTicket(logCall) },
    { id: 'fact', label: t('facts.addFact'), aliases: 'fact known tried symptom', keys: 'w', group: 'ticket', when: onTicket, run: withTicket((ticket) => {
      if (!isNarrow.value && !prefs.value.context) setPrefs({ context: true });
      if (isNarrow.value && !document.querySelector('.mark-bar')) contextSheet.value = true;
      noteFact(ticket.id);
    }) },
    { id: 'mood', label: t('care.change'), aliases: 'mood angry unhappy complaint calm', keys: 'm', group: 'ticket', when: onTicket, run: () => { if (screen.value) changeMood(screen.value); } },
    { id: 'article', label: t('ticket.makeArticle'), aliases: 'write article of this ticket knowledge', group: 'ticket', when: onTicket, run: withTicket((ticket) => go(articleOfTicket(ticket.id))) },
    { id: 'hand-over', label: t('command.handOver'), aliases: 'escalate hand over specialist tier', keys: 'h', group: 'ticket', when: () => onTicket() && !isDone(current()!.status), run: withTicket((ticket) => { handoverOpen.value = { kind: 'packet', ticket: ticket.id }; }) },
    { id: 'step', label: t('procedures.next'), aliases: 'procedure step sop', keys: 'y', group: 'ticket', when: onTicket, run: () => {
      if (isNarrow.value) contextSheet.value = true;
      else setPrefs({ context: true });
      setTimeout(() => { goToStep.value += 1; }, 50);
    } },
    { id: 'take', label: t('ticket.take'), aliases: 'assign to me take', keys: 'i', group: 'ticket', when: onTicket, run: () => (several() ? void takeChosen() : withTicket((ticket) => assignTo(ticket.id, me.value.id))()) },
    { id: 'assign', label: t('ticket.assign'), aliases: 'assign', keys: 'a', group: 'ticket', when: onTicket, run: () => (several() ? openBulkPicker('assignee') : openTicketPicker('assignee')) },
    { id: 'solve-chosen', label: t('bulk.solve'), aliases: 'solve selected', keys: 'e', group: 'list', when: several, run: () => void solveChosen() },
    { id: 'solve', label: t('ticket.solve'), aliases: 'solve close done', keys: 'e', group: 'ticket', when: () => onTicket() && !isDone(current()!.status), run: withTicket(solve) },
    { id: 'snooze', label: t('ticket.snooze'), aliases: 'snooze rest later hold', keys: 'z', group: 'ticket', when: () => several() || (onTicket() && !isDone(current()!.status)), run: () => (several() ? openBulkPicker('snooze') : openTicketPicker('snooze')) },
    { id: 'next-update', label: t('duty.nextUpdate'), aliases: 'promise next update', keys: 'shift+u', group: 'ticket', when: onTicket, run: () => { composerMode.value = 'reply'; composerOpen.value = true; askNextUpdate.value = current()!.id; } },
    { id: 'reopen', label: t('ticket.reopen'), aliases: 'reopen', keys: 'u', group: 'ticket', when: () => onTicket() && isDone(current()!.status), run: withTicket(reopen) },
    { id: 'quote', label: messageText('message.quoteIn'), aliases: 'quote cite', keys: 'q', group: 'ticket', when: () => onTicket() && current()!.status !== 'closed' && (markedWords() !== null || focusedComment() !== null), run: () => void import('../message/quote').then(({ quote }) => quote()) },
    { id: 'split-marked', label: t('case.command'), aliases: '', keys: 's', group: 'ticket', hidden: true, when: () => onTicket() && markedWords() !== null, run: splitOpenTicket },
    { id: 'class', label: t('case.classTitle'), aliases: 'class criteria priority failure critical planned', keys: 'shift+p', group: 'ticket', when: onTicket, run: withTicket((ticket) => { classOpen.value = ticket.id; }) },
    { id: 'split', label: t('case.command'), aliases: 'split case several requests', group: 'ticket', when: onTicket, run: splitOpenTicket },
    { id: 'status', label: t('command.status'), aliases: 'status pending hold', keys: 's', group: 'ticket', when: onTicket, run: () => openTicketPicker('status') },
    { id: 'priority', label: t('command.priority'), aliases: 'priority urgent', keys: 'p', group: 'ticket', when: onTicket, run: () => (several() ? openBulkPicker('priority') : openTicketPicker('priority')) },
    { id: 'merge', label: t('merge.command'), aliases: 'merge join duplicate', group: 'ticket', when: onTicket, run: mergeOpenTicket },
    { id: 'history', label: t('command.history'), aliases: 'history past requests person company', keys: 'shift+h', group: 'ticket', when: onTicket, run: () => { aroundOpen.value = 'history'; } },
    { id: 'readers', label: t('command.readers'), aliases: 'cc copy followers recipients', keys: 'shift+c', group: 'ticket', when: onTicket, run: () => { aroundOpen.value = 'readers'; } },
    { id: 'rename', label: t('command.rename'), aliases: 'rename subject title', keys: 'shift+t', group: 'ticket', when: onTicket, run: () => { aroundOpen.value = 'rename'; } },
    { id: 'print', label: messageText('message.print'), aliases: 'print paper', keys: 'mod+p', inField: true, group: 'ticket', when: onTicket, run: () => { aroundOpen.value = 'print'; } },
    { id: 'context', label: t('command.context'), aliases: 'customer panel context', keys: ']', group: 'ticket', when: onTicket, run: toggleContext },
    { id: 'number', label: t('ticket.copyNumber'), aliases: 'copy number', keys: '.', group: 'ticket', when: onTicket, run: withTicket((ticket) => import('../own/copy_more').then(({ copyMore }) => copyMore(ticket))) },
    { id: 'link', label: t('ticket.copyLink'), aliases: 'copy link', keys: 'l', group: 'ticket', when: onTicket, run: () => void copyText(location.href, t('ticket.linkCopied')) },
    { id: 'tag', label: t('context.addTag'), aliases: 'tag label', keys: 't', group: 'ticket', when: onTicket, run: () => (several() ? openBulkPicker('tag') : addTag()) },
  ];
}

/** The field of a new tag, in the panel beside the thread. */
function addTag(): void {
  if (isNarrow.value) contextSheet.value = true;
  else setPrefs({ context: true });
  setTimeout(() => document.querySelector<HTMLElement>('[data-add-tag]')?.click(), 50);
}

/** What is marked becomes the first line of the split sheet. */
function splitOpenTicket(): void {
  if (screen.value && current()) openSplit(screen.value);
}

/** The chosen tickets join each other; without any, the open one joins another that is looked for. */
function mergeOpenTicket(): void {
  const row = rowOfOpen();
  if (selection.value.length > 1) mergeOpen.value = { rows: selection.value };
  else if (row) mergeOpen.value = { rows: [row], search: true };
}

function listCommands(): Command[] {
  return [
    { id: 'next', label: t('command.next'), aliases: 'next', keys: 'j', group: 'list', when: inInbox, run: () => moveBy(1) },
    { id: 'previous', label: t('command.previous'), aliases: 'previous', keys: 'k', group: 'list', when: inInbox, run: () => moveBy(-1) },
    { id: 'choose', label: t('bulk.choose'), aliases: 'select choose', keys: 'x', group: 'list', when: hasOpen, run: () => toggleOpen(false) },
    { id: 'choose-range', label: t('bulk.chooseRange'), aliases: 'select range', keys: 'shift+x', group: 'list', when: hasOpen, run: () => toggleOpen(true) },
    { id: 'choose-all', label: t('bulk.chooseAll'), aliases: 'select all', group: 'list', when: inInbox, run: chooseAll },
    { id: 'filter', label: t('list.search'), aliases: 'filter search list', keys: 'f', group: 'list', when: inInbox, run: () => document.querySelector<HTMLElement>('[data-list-search]')?.click() },
    { id: 'conditions', label: ownText('own.filter'), aliases: 'conditions filter chips narrow save as view', keys: 'shift+f', group: 'list', when: inInbox, run: () => document.querySelector<HTMLElement>('[data-list-filter]')?.click() },
    { id: 'order', label: ownText('own.order'), aliases: 'sort order deadline newest oldest priority', keys: 'o', group: 'list', when: inInbox, run: () => document.querySelector<HTMLElement>('[data-list-sort]')?.click() },
    { id: 'own-views', label: ownText('own.mine'), aliases: 'own views rename delete order', group: 'list', run: () => { ownViewsOpen.value = true; } },
    { id: 'search', label: t('list.search'), aliases: '', keys: '/', group: 'list', hidden: true, when: inInbox, run: () => { paletteOpen.value = true; } },
    { id: 'held-next', label: '', aliases: '', keys: 'j', group: 'list', hidden: true, when: inHeld, run: () => moveHeld(1) },
    { id: 'held-previous', label: '', aliases: '', keys: 'k', group: 'list', hidden: true, when: inHeld, run: () => moveHeld(-1) },
    { id: 'held-open', label: '', aliases: '', keys: 'enter', group: 'list', hidden: true, when: () => inHeld() && freeEnter(), run: openHeld },
    { id: 'views', label: t('command.views'), aliases: 'views', keys: '[', group: 'list', when: inInbox, run: toggleViews },
  ];
}

function placeCommands(): Command[] {
  return [
    { id: 'palette', label: t('palette.prompt'), aliases: 'palette search', keys: 'mod+k', group: 'go', inField: true, hidden: true, run: () => { paletteOpen.value = !paletteOpen.value; } },
    { id: 'shortcuts', label: t('shell.shortcuts'), aliases: 'help keyboard shortcuts', keys: '?', group: 'go', run: () => { shortcutsOpen.value = true; } },
    { id: 'inbox', label: t('shell.inbox'), aliases: 'inbox', keys: 'g i', group: 'go', run: () => go('/') },
    { id: 'today', label: t('duty.today'), aliases: 'today promises who must hear', keys: 'g t', group: 'go', run: () => go('/today') },
    { id: 'customers', label: t('shell.customers'), aliases: 'customers people', keys: 'g c', group: 'go', run: () => go('/customers') },
    { id: 'knowledge', label: t('shell.knowledge'), aliases: 'knowledge help centre articles', keys: 'g k', group: 'go', run: () => go('/knowledge') },
    { id: 'reports', label: t('shell.reports'), aliases: 'reports figures statistics', keys: 'g r', group: 'go', run: () => go('/reports') },
    { id: 'wallboard', label: t('shell.wallboard'), aliases: 'wallboard live screen', group: 'go', run: () => go('/wallboard') },
    { id: 'held', label: t('held.title'), aliases: 'held suspended mail spam', keys: 'g h', group: 'go', run: () => go(heldPath(null)) },
    { id: 'notifications', label: t('shell.notifications'), aliases: 'notifications bell news unread', keys: 'g n', group: 'go', run: openBell },
    { id: 'settings', label: t('shell.settings'), aliases: 'settings profile', keys: 'g s', group: 'go', run: () => go('/settings') },
    { id: 'admin', label: t('shell.admin'), aliases: 'administration admin', keys: 'g a', group: 'go', when: () => me.value.role === 'admin', run: () => go('/admin') },
    { id: 'undo', label: t('command.undo'), aliases: 'undo', keys: 'mod+z', group: 'go', hidden: true, run: () => { undoLast(); } },
    { id: 'theme', label: t('command.theme'), aliases: 'dark light theme', keys: 'd', group: 'settings', run: toggleTheme },
    { id: 'density', label: t('command.density'), aliases: 'compact density', group: 'settings', run: () => setPrefs({ density: prefs.value.density === 'compact' ? 'comfortable' : 'compact' }) },
    ...languages.map((language): Command => ({
      id: `language-${language}`, label: languageNames[language], aliases: `language ${language}`, group: 'settings',
      run: () => { setPrefs({ language }); void useLanguage(language); },
    })),
    { id: 'signout', label: t('session.signOut'), aliases: 'sign out logout', group: 'settings', run: () => void signOut() },
    ...viewKeys.value.map((key): Command => ({ id: `view-${key}`, label: viewName(key), aliases: `view ${key}`, group: 'view', run: () => go(viewPath(key)) })),
    ...shownViews.value.map((view): Command => ({ id: `view-${view.id}`, label: savedTitle(view), aliases: `view saved ${view.title}`, group: 'view', run: () => go(viewPath(savedKey(view.id))) })),
    { id: 'escape', label: '', aliases: '', keys: 'escape', group: 'go', hidden: true, run: escape },
  ];
}

/** Esc closes what lies on top; with nothing open it gives the focus to the thread. */
function escape(): void {
  if (ticketPicker.value) ticketPicker.value = null;
  else if (bulkPicker.value) bulkPicker.value = null;
  else if (viewsOpen.value) viewsOpen.value = false;
  else if (contextSheet.value) contextSheet.value = false;
  else if (several()) chooseNone();
  else if (route.value.name === 'held' && route.value.mail !== null) go(heldPath(null));
  else document.querySelector<HTMLElement>('.log')?.focus();
}

/** Made anew only when words, keys or views change: every press of a key asks for them. */
const all = computed(() => [...ticketCommands(), ...listCommands(), ...placeCommands()].map((command): Command => (command.keys ? { ...command, keys: keyOf(command.keys), usual: command.keys } : command)));

export const commands = (): readonly Command[] => all.value;

export function hotkeys(): Hotkey[] {
  if (document.querySelector('dialog[open]') || aboutToWrite()) return [];
  return commands()
    .filter((command) => command.keys && (prefs.value.singleKeys || /mod\+|escape/.test(command.keys)))
    .map((command) => ({ keys: command.keys!, run: command.run, inField: command.inField, when: command.when }));
}
