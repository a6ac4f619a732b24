// The list of emoji while one is being named: letters narrow it, arrows move, Enter and Tab take, Esc leaves the word as it is. The
// focus stays in the text, which says what is chosen by aria-activedescendant.
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Language } from '@sahay/shared/api';
import { language } from '../i18n';
import { t } from '../message/texts';
import { findEmoji, readLines, type Emoji } from './search';
import { emojiKeys, emojiWish } from './wish';

const names: Record<Language, () => Promise<{ default: string[] }>> = {
  en: () => import('./names/en.json'),
  ru: () => import('./names/ru.json'),
  bn: () => import('./names/bn.json'),
};
const read = new Map<Language, Promise<Emoji[]>>();
function listOf(of: Language): Promise<Emoji[]> {
  let found = read.get(of);
  if (!found) {
    read.set(of, (found = names[of]().then((module) => readLines(module.default))));
    found.catch(() => read.delete(of));
  }
  return found;
}

export default function EmojiList() {
  const wish = emojiWish.value;
  const own = language.value;
  const box = useRef<HTMLDivElement>(null);
  const [lists, setLists] = useState<Emoji[][]>([]);
  const [active, setActive] = useState(0);
  useEffect(() => {
    let wanted = true;
    void Promise.all((own === 'en' ? ['en' as const] : [own, 'en' as const]).map(listOf)).then((all) => { if (wanted) setLists(all); }, () => undefined);
    return () => { wanted = false; };
  }, [own]);
  useEffect(() => setActive(0), [wish?.word]);
  const found = useMemo(() => (wish ? findEmoji(lists, wish.word) : []), [lists, wish?.word]);
  const index = Math.min(active, found.length - 1);
  useLayoutEffect(() => {
    emojiKeys.now = found.length === 0 || !wish ? null : (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return false;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) setActive((index + step + found.length) % found.length);
      else if ((event.key === 'Enter' && !event.shiftKey) || (event.key === 'Tab' && !event.shiftKey)) wish.take(found[index]!.sign);
      else if (event.key === 'Escape') wish.dismiss();
      else return false;
      event.preventDefault();
      event.stopPropagation();
      return true;
    };
    return () => { emojiKeys.now = null; };
  });
  const open = wish !== null && found.length > 0;
  useLayoutEffect(() => {
    const text = document.querySelector('.composer .ProseMirror');
    if (!open || !text) return undefined;
    text.setAttribute('aria-controls', 'emoji-list');
    return () => { text.removeAttribute('aria-controls'); text.removeAttribute('aria-activedescendant'); };
  }, [open]);
  useLayoutEffect(() => {
    const composer = document.querySelector('.composer');
    if (!open || !composer) return undefined;
    composer.querySelector('.ProseMirror')?.setAttribute('aria-activedescendant', `emoji-${index}`);
    const put = () => {
      if (!box.current) return;
      const { width, height } = box.current.getBoundingClientRect();
      const { left, top, bottom } = wish.place();
      const above = top - height - 6;
      box.current.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
      box.current.style.top = `${above > 8 ? above : Math.min(bottom + 6, Math.max(8, innerHeight - height - 8))}px`;
    };
    put();
    // Notes on the draft that come while one types move the text.
    const grows = new ResizeObserver(put);
    grows.observe(composer);
    return () => grows.disconnect();
  });
  if (!open) return null;
  return (
    <div class="popover" ref={box}>
      <div class="options" role="listbox" id="emoji-list" aria-label={t('message.emoji')}>
        {found.map((emoji, position) => (
          <div
            key={emoji.sign} id={`emoji-${position}`} class="option" role="option" aria-selected={position === index} data-active={position === index}
            onPointerMove={() => setActive(position)} onPointerDown={(event) => event.preventDefault()} onClick={() => wish.take(emoji.sign)}
          ><span aria-hidden="true">{emoji.sign}</span><span class="grow clip">{emoji.name}</span></div>
        ))}
      </div>
    </div>
  );
}
