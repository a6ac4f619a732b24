// Starts the console: language, theme, session, then the live stream once somebody is signed in.
import { render } from 'preact';
import '@sahay/ui/tokens.css';
import '@sahay/ui/fonts.css';
import '@sahay/ui/base.css';
import '@sahay/ui/components.css';
import './styles/shell.css';
import './styles/inbox.css';
import './styles/ticket.css';
import './styles/pages.css';
import './styles/held.css';
import './styles/draft_check.css';
import './styles/duty.css';
import './styles/assist.css';
import './styles/cases.css';
import './styles/facts.css';
import './styles/care.css';
import './styles/touch.css';
import { App } from './app';
import { languageOf, useLanguage } from './i18n';
import { followLinks, go, route } from './router';
import { ownKeys } from './shell/keys';
import { startWork } from './start';
import { afterPaint, drawFirst } from './state/after_paint';
import { prefs, showPrefs } from './state/prefs';
import { me, readStart, sessionState } from './state/session';

async function main(): Promise<void> {
  drawFirst();
  showPrefs();
  followLinks();
  const browser = navigator.languages.map(languageOf).find(Boolean);
  const chosen = prefs.value.language ?? browser ?? 'en';
  const [start] = await Promise.all([route.value.name === 'setup' ? null : readStart(), useLanguage(chosen)]);
  if (start && !prefs.value.language) {
    const own = languageOf(me.value.locale);
    if (own && own !== chosen) await useLanguage(own);
  }
  if (sessionState.value === 'out' && route.value.name !== 'setup') {
    const back = location.pathname.slice('/console'.length) + location.search;
    if (route.value.name !== 'signin') go(`/signin?next=${encodeURIComponent(back)}`, 'replace');
  }
  if (start) startWork();
  render(<App />, document.getElementById('app')!);
  afterPaint(() => void import('@sahay/ui/tooltip').then(({ tooltips }) => tooltips(ownKeys)));
}

void main();
