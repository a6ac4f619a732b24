// The command palette: search and every command behind one field. Local results show at once, rows of the server are appended
// below so that the chosen row never moves. A command that takes a value has its choices one level deeper, by →.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { RowPage, User } from '@sahay/shared/api';
import { get } from '@sahay/shared/client';
import { ChevronLeft, ChevronRight } from 'lucide-preact';
import { Dialog } from '@sahay/ui/dialog';
import { writtenKeys } from '@sahay/ui/hotkeys';
import { matches } from '@sahay/ui/picker';
import { t } from '../i18n';
import { go, ticketPath } from '../router';
import { list, listView } from '../state/list';
import { statusWord } from '../words';
import { afterPaint } from '../state/after_paint';
import { t as ownText } from '../own/texts';
import { commands } from './commands';
import { levelOf } from './palette_levels';
import { paletteOpen } from './open';

/** What the eye reads first; the others, and signs, follow a frame later into the room that is kept for them. */
const firstSeen = 6;

export interface Item {
  id: string;
  label: string;
  hint?: string;
  keys?: string;
  group: string;
  /** What it is also found by, in a list of choices. */
  aliases?: string;
  /** Choices that → opens; Enter runs the item itself where it has something to run. */
  level?(): Item[] | Promise<Item[]>;
  run?(): void;
}

/** `most`: no more are asked for; the others follow a frame later. */
function localItems(query: string, most: number): Item[] {
  const groups = { ticket: t('palette.ticket'), list: t('palette.list'), go: t('palette.go'), view: t('view.title'), settings: t('shell.settings') };
  const found: Item[] = [];
  for (const command of commands()) {
    if (command.hidden || !(command.when?.() ?? true) || (query && !matches(`${command.label} ${command.aliases}`, query))) continue;
    found.push({ id: command.id, label: command.label, keys: command.keys, group: groups[command.group], level: levelOf(command.id), run: command.run });
    if (found.length >= most) return found;
  }
  const language = ownText('own.language');
  if (language && matches(`${language} language`, query)) found.push({ id: 'language', label: language, group: groups.settings, level: levelOf('language') });
  if (!query) return found;
  const rows = list.value.rows
    .filter((row) => matches(`${row.id} ${row.subject} ${row.requester.name}`, query))
    .slice(0, 8)
    .map((row) => ticketItem(row.id, row.subject, `${row.requester.name} · ${statusWord(row.status)}`));
  return [...found.slice(0, 8), ...rows];
}

function ticketItem(id: number, subject: string, hint: string): Item {
  return { id: `t${id}`, label: `#${id} ${subject}`, hint, group: t('palette.tickets'), run: () => go(ticketPath(id, listView.value)) };
}

async function serverItems(query: string, signal: AbortSignal): Promise<Item[]> {
  const encoded = encodeURIComponent(query);
  const [pages, people, articles] = await Promise.allSettled([
    get<RowPage>(`/console/tickets?view=all&q=${encoded}&limit=8`, { signal }),
    get<{ users: User[] }>(`/users/search?query=${encoded}&per_page=5`, { signal }),
    get<{ results: { id: number; title: string }[] }>(`/help_center/articles/search?query=${encoded}&per_page=5`, { signal }),
  ]);
  const rows = pages.status === 'fulfilled'
    ? pages.value.rows.map((row) => ticketItem(row.id, row.subject, `${row.requester.name} · ${statusWord(row.status)}`)) : [];
  const users = people.status === 'fulfilled'
    ? (people.value.users ?? []).slice(0, 5).map((user): Item => ({ id: `u${user.id}`, label: user.name, hint: user.email ?? '', group: t('shell.customers'), run: () => go(`/customers/${user.id}`) })) : [];
  const found = articles.status === 'fulfilled'
    ? (articles.value.results ?? []).slice(0, 5).map((article): Item => ({ id: `a${article.id}`, label: article.title, hint: t('shell.knowledge'), group: t('shell.knowledge'), run: () => go(`/knowledge/${article.id}`) })) : [];
  return [...rows, ...users, ...found];
}

interface Level { title: string; items: Item[]; from: { query: string; index: number } }

const atEnd = (field: HTMLInputElement) => field.selectionStart === field.value.length && field.selectionEnd === field.value.length;

export default function Palette() {
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const [remote, setRemote] = useState<Item[]>([]);
  const box = useRef<HTMLDivElement>(null);
  const [whole, setWhole] = useState(false);
  useEffect(() => afterPaint(() => setWhole(true)), []);
  const [level, setLevel] = useState<Level | null>(null);
  const local = level ? level.items.filter((item) => matches(`${item.label} ${item.hint ?? ''} ${item.aliases ?? ''}`, query)) : localItems(query, whole || query ? Infinity : firstSeen);
  const known = new Set(local.map((item) => item.id));
  const items = level ? local : [...local, ...remote.filter((item) => !known.has(item.id))];
  const index = Math.min(active, items.length - 1);
  const close = () => { paletteOpen.value = false; };

  useEffect(() => {
    setRemote([]);
    if (level || query.trim().length < 2) return undefined;
    const controller = new AbortController();
    const timer = setTimeout(() => void serverItems(query.trim(), controller.signal).then((found) => {
      if (!controller.signal.aborted) setRemote(found);
    }), 150);
    return () => { clearTimeout(timer); controller.abort(); };
  }, [query]);
  useEffect(() => box.current?.querySelector('[data-active="true"]')?.scrollIntoView({ block: 'nearest' }), [index]);

  const asked = useRef(0);
  const open = async (item: Item) => {
    const from = { query, index }, mine = ++asked.current;
    const found = await Promise.resolve(item.level!()).catch(() => []);
    if (mine !== asked.current) return;
    setLevel({ title: item.label, items: found, from });
    setQuery('');
    setActive(0);
    box.current?.scrollTo(0, 0);
  };
  const back = () => {
    asked.current += 1;
    setQuery(level!.from.query);
    setActive(level!.from.index);
    setLevel(null);
  };
  const run = (item: Item | undefined) => {
    if (!item) return;
    if (!item.run) return void open(item);
    close();
    // After the dialog has given the focus back, so that the command may move it.
    setTimeout(() => item.run!());
  };
  return (
    <Dialog title={t('palette.title')} closeLabel={t('ui.close')} class="palette" headless light onClose={close}>
      <div class="palette-head">
      {level && <button type="button" class="palette-back chip" tabIndex={-1} aria-label={`${ownText('own.back')}: ${level.title}`} onPointerDown={(event) => event.preventDefault()} onClick={back}><ChevronLeft class="icon" size={14} aria-hidden="true" /><span class="clip">{level.title}</span></button>}
      <input
        class="palette-input"
        role="combobox"
        aria-label={level ? level.title : t('palette.prompt')}
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={items[index] ? `palette-${index}` : undefined}
        placeholder={level ? '' : t('palette.prompt')}
        autocomplete="off"
        autofocus
        value={query}
        onInput={(event) => { setQuery(event.currentTarget.value); setActive(0); }}
        onKeyDown={(event) => {
          if (event.isComposing) return;
          if (event.key === 'ArrowDown') setActive(Math.min(items.length - 1, index + 1));
          else if (event.key === 'ArrowUp') setActive(Math.max(0, index - 1));
          else if (event.key === 'Enter') run(items[index]);
          else if (event.key === 'ArrowRight' && items[index]?.level && atEnd(event.currentTarget)) void open(items[index]!);
          else if (level && (event.key === 'Escape' || (query === '' && (event.key === 'ArrowLeft' || event.key === 'Backspace')))) { back(); event.stopPropagation(); }
          else if ((event.ctrlKey || event.metaKey) && event.code === 'KeyK') close();
          else return;
          event.preventDefault();
        }}
      />
      </div>
      <div class="palette-list" id="palette-list" role="listbox" aria-label={t('palette.title')} ref={box} tabIndex={-1} data-whole={whole || undefined}>
        {(whole ? items : items.slice(0, firstSeen)).map((item, position) => (
          <div
            key={item.id}
            id={`palette-${position}`}
            class="option"
            role="option"
            aria-selected={position === index}
            data-active={position === index}
            onPointerMove={() => setActive(position)}
            onClick={() => run(item)}
          >
            <span class="clip grow" dir="auto">{item.label}</span>
            <span class="xs t3 clip hint">{item.hint ?? (query ? item.group : '')}</span>
            {item.keys && <kbd>{writtenKeys(item.keys)}</kbd>}
            {item.level && <span class="palette-more" aria-hidden="true" data-tip={ownText('own.levels')} onClick={(event) => { event.stopPropagation(); void open(item); }}>{whole && <ChevronRight class="icon" size={14} />}</span>}
          </div>
        ))}
      </div>
      <p class="unseen" role="status">{!level && items[index]?.level ? ownText('own.levels') : ''}</p>
      {items.length === 0 && <p class="none sm t3" role="status">{t('palette.nothing')}</p>}
    </Dialog>
  );
}
