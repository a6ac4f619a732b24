// What is done with one message: quote it, copy its link, split from here. A toolbar at its corner while the pointer or the focus is
// there; where nothing hovers, one button that opens the same as a list.
import { useRef, useState } from 'preact/hooks';
import { Ellipsis, Link, Scissors, TextQuote } from 'lucide-preact';
import type { CommentEntry, TicketScreen } from '@sahay/shared/api';
import { Picker } from '@sahay/ui/picker';
import { openSplit } from '../cases/model';
import { t as consoleText } from '../i18n';
import { commentAddress } from '../router';
import { isTouch } from '../state/screen';
import { copyText } from '../ticket/ticket_header';
import '../styles/message.css';
import { quote } from './quote';
import { t } from './texts';

interface Action { name: string; label: string; keys?: string; Icon: typeof Link; run(): void }

export default function MessageBar({ comment, read }: { comment: CommentEntry; read: TicketScreen }) {
  const { ticket } = read;
  const actions: Action[] = [
    ...(ticket.status === 'closed' ? [] : [{ name: 'quote', label: t('message.quote'), keys: 'Q', Icon: TextQuote, run: () => void quote(comment) }]),
    { name: 'link', label: t('message.link'), Icon: Link, run: () => void copyText(commentAddress(ticket.id, comment.id), t('message.linked')) },
    { name: 'split', label: t('message.split'), Icon: Scissors, run: () => openSplit(read, comment) },
  ];
  return isTouch.value ? <OneButton actions={actions} /> : <Bar actions={actions} />;
}

function Bar({ actions }: { actions: Action[] }) {
  const [at, setAt] = useState(0);
  const bar = useRef<HTMLDivElement>(null);
  const keys = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (event.key === 'Escape') bar.current?.closest<HTMLElement>('article')?.focus();
    else if (step) {
      const next = (at + step + actions.length) % actions.length;
      setAt(next);
      bar.current?.querySelectorAll('button')[next]?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="message-bar" role="toolbar" ref={bar} aria-label={t('message.actions')} onKeyDown={keys}>
      {actions.map(({ name, label, keys: key, Icon, run }, index) => (
        <button
          key={name} type="button" class="icon-button" data-action={name} aria-label={label} aria-keyshortcuts={key?.toLowerCase()} data-tip={label} data-keys={key} tabIndex={index === at ? 0 : -1}
          onFocus={() => setAt(index)} onPointerDown={(event) => event.preventDefault()} onClick={run}
        ><Icon class="icon" size={16} aria-hidden="true" /></button>
      ))}
    </div>
  );
}

function OneButton({ actions }: { actions: Action[] }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <span class="message-more">
      <button type="button" class="icon-button" aria-haspopup="listbox" aria-expanded={anchor !== null} aria-label={t('message.actions')} onClick={(event) => setAnchor(anchor ? null : event.currentTarget)}>
        <Ellipsis class="icon" size={18} aria-hidden="true" />
      </button>
      {anchor && (
        <Picker
          anchor={anchor} label={t('message.actions')} emptyLabel={consoleText('ui.nothing')} value="" onClose={() => setAnchor(null)}
          options={actions.map(({ name, label, Icon }) => ({ value: name, label, icon: <Icon class="icon" size={16} aria-hidden="true" /> }))}
          onPick={(name) => setTimeout(() => actions.find((each) => each.name === name)?.run())}
        />
      )}
    </span>
  );
}
