// Entry of the frame: language, theme, accent, then one of two views.
import { effect, signal } from '@preact/signals';
import { render, type ComponentType } from 'preact';
import { Home } from './Home';
import { hear_host, tell_host, wanted_locale, wanted_theme } from './host';
import { Header } from './parts';
import { begin, config, go, mark_seen, shown, view } from './state';
import { keeps_nothing, read, wipe } from './storage';
import { language_of, load_language, t } from './text';
import './widget.css';

if (keeps_nothing) wipe();
const root = document.documentElement;
if (wanted_theme !== 'auto') root.dataset.theme = wanted_theme;

effect(() => {
  if (!config.value) return;
  const dark = getComputedStyle(root).getPropertyValue('--dark').trim() === '1';
  if (dark || !config.value.accent) return; // the accent is checked against white only
  root.style.setProperty('--ac', config.value.accent);
  root.style.setProperty('--on', config.value.on_accent);
});

addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !event.isComposing) tell_host({ type: 'close' });
});
document.addEventListener('visibilitychange', mark_seen);

// The first view alone is needed to begin with; the conversation is there before it is wanted, or at once when it is.
const chat = signal<ComponentType | null>(null);
const fetch_chat = () => import('./Chat').then((made) => void (chat.value = made.Chat));
effect(() => {
  if (view.value === 'chat' && !chat.value) fetch_chat().catch(() => go('home'));
});
setTimeout(() => fetch_chat().catch(() => undefined), 3000);

// The guided report comes with its first use, and goes on by itself where it was to be sent.
const report = signal<ComponentType | null>(null);
effect(() => {
  if (view.value !== 'report' || report.value) return;
  void import('./report/Report').then(async (made) => {
    await made.ready();
    report.value = made.Report;
  }, () => go('home'));
});
if (read<{ sending?: boolean } | null>('report', null)?.sending) void import('./report/draft');

function App() {
  if (view.value === 'home') return <Home />;
  const Shown = view.value === 'chat' ? chat.value : report.value;
  return Shown ? <Shown /> : <Header title={t(view.value === 'chat' ? 'widget.chat' : 'widget.report')} on_back={() => go('home')} />;
}

// The first view is drawn focused only when somebody opened the panel; on its own page it is simply there.
await load_language(language_of(wanted_locale));
document.title = t('widget.title');
if (parent === window) shown.value = true;
hear_host((message) => {
  if (message.type !== 'open') return;
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>(view.value === 'chat' ? 'textarea' : 'h1')?.focus(),
  );
});
void begin();
render(<App />, document.getElementById('app')!);
tell_host({ type: 'ready' });
