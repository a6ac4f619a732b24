// A list to choose one value from, opened under a button: typed letters narrow it, arrows move, Enter takes, Esc closes.
// With a search field it follows the WAI-ARIA combobox pattern (the focus stays in the field), without one the listbox pattern.
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Check } from 'lucide-preact';

export interface PickerOption<V> {
  value: V;
  label: string;
  /** More words to find it by. */
  aliases?: string;
  hint?: string;
  icon?: ComponentChildren;
  /** A key that takes it at once, in a list without a search field. */
  takenBy?: string;
}

export interface PickerProps<V> {
  anchor: HTMLElement;
  label: string;
  /** Name of the search field; a short list has none. */
  searchLabel?: string;
  emptyLabel: string;
  options: PickerOption<V>[];
  value: V;
  onPick(value: V): void;
  onClose(): void;
}

export function matches(text: string, query: string): boolean {
  const words = text.toLocaleLowerCase().split(/[\s@.,()]+/);
  return query.toLocaleLowerCase().split(/\s+/).filter(Boolean).every((part) => words.some((word) => word.startsWith(part)));
}

export function Picker<V>(props: PickerProps<V>) {
  const { anchor, options, value, onPick, onClose } = props;
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState('');
  const shown = useMemo(
    () => options.filter((option) => matches(`${option.label} ${option.aliases ?? ''}`, query)),
    [options, query],
  );
  const [active, setActive] = useState(() => Math.max(0, options.findIndex((option) => option.value === value)));
  const index = Math.min(active, shown.length - 1);

  useLayoutEffect(() => placeUnder(anchor, box.current!), [anchor, shown.length]);
  useEffect(() => {
    const outside = (event: Event) => {
      const target = event.target as Node;
      if (!box.current?.contains(target) && !anchor.contains(target)) onClose();
    };
    document.addEventListener('pointerdown', outside, true);
    window.addEventListener('resize', onClose);
    return () => {
      document.removeEventListener('pointerdown', outside, true);
      window.removeEventListener('resize', onClose);
    };
  }, [anchor]);
  useEffect(() => box.current?.querySelector('[data-active="true"]')?.scrollIntoView({ block: 'nearest' }), [index]);

  const take = (option: PickerOption<V> | undefined) => {
    if (!option) return;
    onClose();
    onPick(option.value);
    anchor.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const moves: Record<string, number> = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: shown.length - 1 };
    if (event.key in moves) setActive(Math.max(0, Math.min(shown.length - 1, moves[event.key]!)));
    else if (event.key === 'Enter') take(shown[index]);
    else if (event.key === 'Escape' || event.key === 'Tab') { onClose(); anchor.focus(); }
    else if (!props.searchLabel && event.key.length === 1 && !event.ctrlKey && !event.metaKey) {
      const named = shown.find((option) => option.takenBy === (/^Digit\d$/.test(event.code) ? event.code.slice(5) : event.key));
      if (named) take(named);
      else setActive(startingWith(event.key));
    }
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const startingWith = (letter: string) => {
    const found = shown.findIndex((option) => option.label.toLocaleLowerCase().startsWith(letter.toLocaleLowerCase()));
    return found < 0 ? index : found;
  };
  const activeId = index >= 0 ? `${id}-${index}` : undefined;

  return (
    <div class="popover" ref={box} onKeyDown={onKeyDown}>
      {props.searchLabel && <input
        class="search"
        role="combobox"
        aria-label={props.searchLabel}
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={activeId}
        autocomplete="off"
        placeholder={props.searchLabel}
        value={query}
        onInput={(event) => { setQuery(event.currentTarget.value); setActive(0); }}
        ref={(element) => { if (element && document.activeElement !== element && !query) element.focus({ preventScroll: true }); }}
      />}
      <div
        class="options"
        role="listbox"
        id={`${id}-list`}
        aria-label={props.label}
        tabIndex={props.searchLabel ? -1 : 0}
        aria-activedescendant={props.searchLabel ? undefined : activeId}
        ref={(element) => { if (element && !props.searchLabel && document.activeElement !== element) element.focus({ preventScroll: true }); }}
      >
        {shown.map((option, position) => (
          <div
            key={position}
            id={`${id}-${position}`}
            class="option"
            role="option"
            aria-selected={option.value === value}
            data-active={position === index}
            onPointerMove={() => setActive(position)}
            onClick={() => take(option)}
          >
            {option.icon}
            <span class="grow" dir="auto">{option.label}</span>
            {option.hint && <span class="xs t3">{option.hint}</span>}
            {option.takenBy && <kbd>{option.takenBy}</kbd>}
            {option.value === value && <Check class="icon mark" size={16} aria-hidden="true" />}
          </div>
        ))}
      </div>
      {shown.length === 0 && <div class="options"><p class="none">{props.emptyLabel}</p></div>}
    </div>
  );
}

export function placeUnder(anchor: HTMLElement, box: HTMLElement): void {
  const from = anchor.getBoundingClientRect();
  const size = box.getBoundingClientRect();
  const left = Math.max(8, Math.min(from.left, innerWidth - size.width - 8));
  const below = from.bottom + 4;
  const top = below + size.height > innerHeight - 8 ? Math.max(8, from.top - size.height - 4) : below;
  box.style.left = `${left}px`;
  box.style.top = `${top}px`;
}
