// What is put into the text by a key: saved answers (/), colleagues (@, in a note), articles (??). Typed letters narrow the list,
// arrows move, Enter takes, Esc goes back to the text. A saved answer is shown before it is taken; nothing happens before the send.
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Ticket } from '@sahay/shared/api';
import { get } from '@sahay/shared/client';
import { matches } from '@sahay/ui/picker';
import { t } from '../i18n';
import { shippedTitle } from '../shipped';
import { agents, me } from '../state/session';
import { composerMode, editor, insertMenu, type InsertKind } from './composer_state';
import { addExtras, extrasOf, type Extra } from './extras';
import { extraWord } from './extras_row';

interface Item { id: number; label: string; hint?: string; url?: string }
interface Applied { html: string; extras: Extra[] }

let macros: Promise<Item[]> | null = null;
let macrosAt = 0;
let macrosOf = 0;

/** For this ticket: the desk leaves out what sells while its customer is not calm. */
export function readMacros(ticket: number): Promise<Item[]> {
  if (!macros || macrosOf !== ticket || Date.now() - macrosAt > 60_000) {
    macrosAt = Date.now();
    macrosOf = ticket;
    macros = get<{ macros: { id: number; title: string; description: string | null }[] }>(`/macros/active?per_page=100&ticket_id=${ticket}`)
      .then((answer) => answer.macros.map((each) => ({ id: each.id, label: shippedTitle(each.title), hint: each.description ? shippedTitle(each.description) : undefined })));
    macros.catch(() => { macros = null; });
  }
  return macros;
}

const findArticles = (query: string, signal: AbortSignal) =>
  get<{ results: { id: number; title: string; html_url: string }[] }>(`/help_center/articles/search?query=${encodeURIComponent(query)}&per_page=8`, { signal })
    .then((answer) => answer.results.map((each) => ({ id: each.id, label: each.title, url: each.html_url })));

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

/** Text with line ends as paragraphs; what is markup already stays. */
function asHtml(text: string): string {
  if (/<(p|ul|ol|blockquote|br|div)\b/i.test(text)) return text;
  return text.split(/\n{2,}/).map((part) => `<p>${part.replace(/\n/g, '<br>')}</p>`).join('');
}

async function apply(ticket: Ticket, macro: number): Promise<Applied> {
  const { result } = await get<{ result: { ticket: Partial<Ticket>; comment?: { body?: string; html_body?: string } } }>(`/tickets/${ticket.id}/macros/${macro}/apply`);
  const comment = result.comment;
  return { html: comment?.html_body ? asHtml(comment.html_body) : comment?.body ? asHtml(escaped(comment.body)) : '', extras: extrasOf(ticket, result.ticket) };
}

/** Puts a saved answer into what is being written: its words at the caret, what it does beside them for the send. */
export async function insertAnswer(ticket: Ticket, macro: number): Promise<void> {
  const found = await apply(ticket, macro);
  if (found.html) editor.value?.insert(found.html);
  addExtras(ticket.id, composerMode.value, found.extras);
}

const literal: Record<InsertKind, string> = { answer: '/', mention: '@', article: '??' };

export default function InsertMenu({ ticket }: { ticket: Ticket }) {
  const open = insertMenu.value!;
  const { kind } = open;
  const box = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState('');
  const [all, setAll] = useState<Item[] | null>(kind === 'mention' ? agents.value.filter((each) => each.id !== me.value.id).map((each) => ({ id: each.id, label: each.name, hint: each.email })) : null);
  const [active, setActive] = useState(0);
  const [preview, setPreview] = useState<Applied | null>(null);
  const applied = useRef(new Map<number, Promise<Applied>>());
  useEffect(() => {
    if (kind === 'answer') readMacros(ticket.id).then(setAll, () => setAll([]));
  }, []);
  useEffect(() => {
    if (kind !== 'article') return undefined;
    if (query.trim().length < 2) { setAll([]); return undefined; }
    const controller = new AbortController();
    const timer = setTimeout(() => void findArticles(query.trim(), controller.signal).then(setAll, () => undefined), 150);
    return () => { clearTimeout(timer); controller.abort(); };
  }, [query]);
  const shown = kind === 'article' ? all ?? [] : (all ?? []).filter((each) => matches(`${each.label} ${each.hint ?? ''}`, query)).slice(0, 50);
  const index = Math.min(active, shown.length - 1);
  const current = shown[index];
  const applyOnce = (id: number) => {
    let found = applied.current.get(id);
    if (!found) applied.current.set(id, (found = apply(ticket, id)));
    return found;
  };
  useEffect(() => {
    setPreview(null);
    if (kind !== 'answer' || !current) return undefined;
    let wanted = true;
    const timer = setTimeout(() => void applyOnce(current.id).then((found) => { if (wanted) setPreview(found); }, () => undefined), 120);
    return () => { wanted = false; clearTimeout(timer); };
  }, [current?.id]);
  useLayoutEffect(() => {
    const size = box.current!.getBoundingClientRect();
    const left = Math.max(8, Math.min(open.left, innerWidth - size.width - 8));
    const above = open.top - size.height - 6;
    box.current!.style.left = `${left}px`;
    box.current!.style.top = `${above > 8 ? above : Math.min(open.bottom + 6, Math.max(8, innerHeight - size.height - 8))}px`;
  }, [shown.length, preview]);
  useEffect(() => box.current?.querySelector('[data-active="true"]')?.scrollIntoView({ block: 'nearest' }), [index]);
  useEffect(() => {
    const outside = (event: Event) => { if (!box.current?.contains(event.target as Node)) insertMenu.value = null; };
    document.addEventListener('pointerdown', outside, true);
    return () => document.removeEventListener('pointerdown', outside, true);
  }, []);

  const close = () => { insertMenu.value = null; editor.value?.focus(); };
  const take = async (item: Item | undefined) => {
    if (!item) return;
    const mode = composerMode.value;
    if (kind === 'mention') editor.value?.insert(escaped(`@${item.label}`) + ' ');
    else if (kind === 'article') editor.value?.insert(`<a href="${escaped(item.url ?? '')}">${escaped(item.label)}</a> `);
    else {
      const found = await applyOnce(item.id).catch(() => null);
      if (!found) return;
      if (found.html) editor.value?.insert(found.html);
      addExtras(ticket.id, mode, found.extras);
    }
    close();
  };
  const keys = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === 'ArrowDown') setActive(Math.min(shown.length - 1, index + 1));
    else if (event.key === 'ArrowUp') setActive(Math.max(0, index - 1));
    else if (event.key === 'Enter' || (kind === 'mention' && event.key === ' ' && query !== '' && shown.length === 1)) void take(current);
    else if (event.key === 'Escape' || (event.key === literal[kind] && query === '') || (event.key === 'Backspace' && query === '')) {
      if (event.key !== 'Backspace' && open.typed) editor.value?.insert(literal[kind]);
      close();
    } else if (event.key === 'Tab') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const label = t(`insert.${kind}`);
  return (
    <div class="popover insert" ref={box} onKeyDown={keys}>
      <input
        class="search" role="combobox" aria-label={label} aria-expanded="true" aria-controls="insert-list" aria-activedescendant={current ? `insert-${index}` : undefined} autocomplete="off"
        placeholder={label} value={query} onInput={(event) => { setQuery(event.currentTarget.value); setActive(0); }}
        ref={(element) => { if (element && document.activeElement !== element && !query) element.focus({ preventScroll: true }); }}
      />
      <div class="options" role="listbox" id="insert-list" aria-label={label} tabIndex={-1}>
        {shown.map((item, position) => (
          <div key={item.id} id={`insert-${position}`} class="option" role="option" aria-selected={position === index} data-active={position === index} onPointerMove={() => setActive(position)} onClick={() => void take(item)}>
            <span class="grow clip" dir="auto">{item.label}</span>
            {item.hint && <span class="xs t3 clip hint" dir="auto">{item.hint}</span>}
          </div>
        ))}
      </div>
      {all !== null && shown.length === 0 && <p class="none sm t3">{kind === 'article' && query.trim().length < 2 ? t('insert.type2') : t('ui.nothing')}</p>}
      {kind === 'answer' && preview && (
        <div class="insert-preview" role="status">
          <p class="sm" dir="auto">{new DOMParser().parseFromString(preview.html.replace(/<\/p>|<br>/g, '$& '), 'text/html').body.textContent || t('insert.noText')}</p>
          {preview.extras.length > 0 && <p class="extras xs"><span class="t3">{t('insert.onSend')}</span>{preview.extras.map((extra) => <span key={extra.field} class="chip" dir="auto">{extraWord(extra)}</span>)}</p>}
        </div>
      )}
    </div>
  );
}
