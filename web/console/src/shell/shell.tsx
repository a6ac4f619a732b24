// The frame of the console: rail, then either the inbox panes or a page. On a phone one pane at a time with a bottom bar.
import { lazy, Suspense } from 'preact/compat';
import { computed } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { bindHotkeys } from '@sahay/ui/hotkeys';
import { t } from '../i18n';
import { TicketList } from '../inbox/ticket_list';
import { ViewsNav } from '../inbox/views_nav';
import { bellOpen } from '../bell/model';
import { splitOpen } from '../cases/model';
import { moodOpen } from '../care/model';
import { handoverOpen } from '../handover/model';
import { classOpen } from '../intake/model';
import { callOpen } from '../promises/model';
import { place, route } from '../router';
import { afterPaint } from '../state/after_paint';
import { connection } from '../state/live';
import { prefs } from '../state/prefs';
import { isNarrow, isPhone, isWide } from '../state/screen';
import { sessionEnded } from '../state/session';
import { hasOpen } from '../state/ticket';
import { ContextPanel } from '../ticket/context_panel';
import { laterOpen } from '../ticket/composer_state';
import { snoozeOpen } from '../ticket/snooze';
import { TicketPage } from '../ticket/ticket_page';
import { hotkeys } from './commands';
import { aroundOpen, contextSheet, mergeOpen, originalOpen, ownViewsOpen, paletteOpen, shortcutsOpen } from './open';
import { lazyHere } from './here';
import { Rail } from './rail';
import { SignInAgain } from '../screens/sign_in';
import { Problem } from './states';
import { Toasts } from './toasts';

const LineBar = lazyHere(() => import('./line_bar'), true);
const BellPanel = lazyHere(() => import('../bell/bell_panel'), true);
const CaseScreen = lazyHere(() => import('../cases/case_screen'));
const SnoozeDialog = lazyHere(() => import('../ticket/snooze_dialog'), true);
const LaterDialog = lazyHere(() => import('../later/later_dialog'), true);
const SplitDialog = lazyHere(() => import('../cases/split_dialog'), true);
const MoodDialog = lazyHere(() => import('../care/mood_dialog'), true);
const HandoverDialog = lazyHere(() => import('../handover/handover_dialog'), true);
const ClassDialog = lazyHere(() => import('../intake/class_dialog'), true);
const CallDialog = lazyHere(() => import('../promises/call_dialog'), true);
const Today = lazyHere(() => import('../promises/today_screen'));
const Knowledge = lazyHere(() => import('../articles/area'));
const Reports = lazyHere(() => import('../reports/area'));
const Customers = lazyHere(() => import('../screens/customers'));
const Admin = lazyHere(() => import('../admin/area'));
const Held = lazyHere(() => import('../held/held_screen'));
const Original = lazyHere(() => import('../held/original'));
const Settings = lazyHere(() => import('../screens/settings'));
const AroundDialog = lazyHere(() => import('../around/dialogs'), true);
const MergeDialog = lazyHere(() => import('../inbox/merge_dialog'), true);
const Handles = lazy(() => import('../own/handles').catch(() => ({ default: () => <></> })));
const OwnViews = lazyHere(() => import('../own/own_views_dialog'), true);
const Palette = lazyHere(() => import('./palette'), true);
const Shortcuts = lazyHere(() => import('./shortcuts'), true);

const heldOpen = computed(() => route.value.name === 'held' && route.value.mail !== null);

export function Shell() {
  const [later, setLater] = useState(false);
  useEffect(() => bindHotkeys(window, hotkeys), []);
  // While there is a line: what tells of its loss could not come without it.
  useEffect(() => afterPaint(() => void import('./line_bar').then(({ ready }) => ready(), () => undefined)), []);
  useEffect(() => afterPaint(() => setLater(true)), []);
  const inbox = place.value === 'inbox';
  const lost = connection.value !== 'live';
  const context = inbox && hasOpen.value && (isNarrow.value ? contextSheet.value : prefs.value.context);
  const views = inbox && isWide.value && prefs.value.views;
  return (
    <div
      class="shell"
      data-screen={place.value}
      data-pane={(inbox && hasOpen.value) || heldOpen.value ? 'ticket' : 'list'}
      data-context={context ? 'on' : 'off'}
      data-views={views ? 'on' : 'off'}
      data-line={lost ? 'lost' : undefined}
      style={Object.fromEntries(Object.entries(prefs.value.widths).map(([column, width]) => [`--${column}-w`, `${width}px`]))}
    >
      <a class="skip" href="#content" onClick={() => document.getElementById('content')?.focus()}>{t('shell.skip')}</a>
      <Rail />
      {lost && <Suspense fallback={null}><LineBar /></Suspense>}
      {inbox ? (
        <>
          {views && <ViewsNav />}
          {!(isPhone.value && hasOpen.value) && <TicketList />}
          {!(isPhone.value && !hasOpen.value) && <TicketPage />}
          {context && <ContextPanel />}
          {later && !isPhone.value && <Suspense fallback={null}><Handles views={views} context={context} /></Suspense>}
        </>
      ) : <Page />}
      <Suspense fallback={null}>
        {bellOpen.value && <BellPanel />}
        {snoozeOpen.value !== null && <SnoozeDialog key={snoozeOpen.value} />}
        {laterOpen.value && <LaterDialog key={laterOpen.value.ticket} />}
        {callOpen.value && <CallDialog key={callOpen.value.ticket} />}
        {splitOpen.value !== null && <SplitDialog key={splitOpen.value} ticket={splitOpen.value} />}
        {moodOpen.value && <MoodDialog key={moodOpen.value.path} />}
        {handoverOpen.value && <HandoverDialog key={`${handoverOpen.value.kind}${handoverOpen.value.ticket}`} />}
        {classOpen.value !== null && <ClassDialog key={classOpen.value} ticket={classOpen.value} />}
        {ownViewsOpen.value && <OwnViews />}
        {paletteOpen.value && <Palette />}
        {shortcutsOpen.value && <Shortcuts />}
        {aroundOpen.value && <AroundDialog key={aroundOpen.value} />}
        {mergeOpen.value && <MergeDialog {...mergeOpen.value} />}
        {originalOpen.value && <Original key={originalOpen.value.url} {...originalOpen.value} />}
      </Suspense>
      {sessionEnded.value && <SignInAgain />}
    </div>
  );
}

/** All but the inbox. */
function Page() {
  const where = route.value;
  if (where.name === 'held') return <Suspense fallback={null}><Held mail={where.mail} /></Suspense>;
  return (
    <main class="page" id="content" tabIndex={-1}>
      <Suspense fallback={null}>{where.name === 'admin' ? <Admin screen={where.screen} item={where.item} /> : where.name === 'knowledge' ? <Knowledge item={where.item} query={where.query} /> : where.name === 'reports' ? <Reports page={where.page} query={where.query} /> : where.name === 'case' ? <CaseScreen key={where.id} id={where.id} /> : page(where.name)}</Suspense>
      <Toasts />
    </main>
  );
}

function page(name: string) {
  if (name === 'today') return <Today />;
  if (name === 'customers') return <Customers />;
  if (name === 'settings') return <Settings />;
  return <Problem title={t('shell.missing')} hint={t('shell.missingHint')} />;
}
