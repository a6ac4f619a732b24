// All parts of web/ui in all their states: ?lang=en|bn|ru&theme=light|dark&density=comfortable|compact.
import { render } from 'preact';
import '@sahay/ui/tokens.css';
import '@sahay/ui/fonts.css';
import '@sahay/ui/base.css';
import '@sahay/ui/components.css';
import { tooltips } from '@sahay/ui/tooltip';
import '../../console/src/styles/inbox.css';
import '../../console/src/styles/ticket.css';
import './page.css';
import { languageOf, useLanguage } from '../../console/src/i18n';
import { Page } from './page';

const wish = new URLSearchParams(location.search);
const root = document.documentElement;
root.dataset.theme = wish.get('theme') ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
root.dataset.density = wish.get('density') ?? 'comfortable';

await useLanguage(languageOf(wish.get('lang') ?? navigator.language) ?? 'en');
tooltips();
render(<Page wish={wish} />, document.getElementById('app')!);
