// The frame of the console: rail, then either the inbox panes or a page. On a phone one pane at a time with a bottom bar.
import { lazy, Suspense } from 'preact/compat';
import { useEffect } from 'preact/hooks';
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
import { route } from '../router';
import { connection } from '../state/live';
import { prefs } from '../state/prefs';
import { isNarrow, isPhone, isWide } from '../state/screen';
import { sessionEnded } from '../state/session';
import { openId } from '../state/ticket';
import { ContextPanel } from '../ticket/context_panel';
import { laterOpen } from '../ticket/composer_state';
import { snoozeOpen } from '../ticket/snooze';
import { TicketPage } from '../ticket/ticket_page';
import { hotkeys } from './commands';
import { aroundOpen, contextSheet, mergeOpen, originalOpen, paletteOpen, shortcutsOpen } from './open';
import { Rail } from './rail';
import { SignInAgain } from '../screens/sign_in';
import { Problem } from './states';
import { Toasts } from './toasts';

const BellPanel = lazy(() => import('../bell/bell_panel'));
const CaseScreen = lazy(() => import('../cases/case_screen'));
const SnoozeDialog = lazy(() => import('../ticket/snooze_dialog'));
const LaterDialog = lazy(() => import('../later/later_dialog'));
const SplitDialog = lazy(() => import('../cases/split_dialog'));
const MoodDialog = lazy(() => import('../care/mood_dialog'));
const HandoverDialog = lazy(() => import('../handover/handover_dialog'));
const ClassDialog = lazy(() => import('../intake/class_dialog'));
const CallDialog = lazy(() => import('../promises/call_dialog'));
const Today = lazy(() => import('../promises/today_screen'));
const Knowledge = lazy(() => import('../articles/area'));
const Reports = lazy(() => import('../reports/area'));
const Customers = lazy(() => import('../screens/customers'));
const Admin = lazy(() => import('../admin/area'));
const Held = lazy(() => import('../held/held_screen'));
const Original = lazy(() => import('../held/original'));
const Settings = lazy(() => import('../screens/settings'));
const AroundDialog = lazy(() => import('../around/dialogs'));
const MergeDialog = lazy(() => import('../inbox/merge_dialog'));
const Palette = lazy(() => import('./palette'));
const Shortcuts = lazy(() => import('./shortcuts'));

export function Shell() {
  useEffect(() => bindHotkeys(window, hotkeys), []);
  const where = route.value;
  const inbox = where.name === 'inbox';
  const context = inbox && openId.value !== null && (isNarrow.value ? contextSheet.value : prefs.value.context);
  const views = inbox && isWide.value && prefs.value.views;
  return (
    <div
      class="shell"
      data-screen={where.name}
      data-pane={(inbox && openId.value !== null) || (where.name === 'held' && where.mail !== null) ? 'ticket' : 'list'}
      data-context={context ? 'on' : 'off'}
      data-views={views ? 'on' : 'off'}
    >
      <a class="skip" href="#content" onClick={() => document.getElementById('content')?.focus()}>{t('shell.skip')}</a>
      <Rail />
      {inbox ? (
        <>
          {views && <ViewsNav />}
          {!(isPhone.value && openId.value !== null) && <TicketList />}
          {!(isPhone.value && openId.value === null) && <TicketPage />}
          {context && <ContextPanel />}
        </>
      ) : where.name === 'held' ? (
        <Suspense fallback={null}><Held mail={where.mail} /></Suspense>
      ) : (
        <main class="page" id="content" tabIndex={-1}>
          <Suspense fallback={null}>{where.name === 'admin' ? <Admin screen={where.screen} item={where.item} /> : where.name === 'knowledge' ? <Knowledge item={where.item} query={where.query} /> : where.name === 'reports' ? <Reports page={where.page} query={where.query} /> : where.name === 'case' ? <CaseScreen key={where.id} id={where.id} /> : page(where.name)}</Suspense>
          <Toasts />
        </main>
      )}
      {connection.value !== 'live' && !inbox && <p class="unseen" role="status">{t('connection.lost')}</p>}
      <Suspense fallback={null}>
        {bellOpen.value && <BellPanel />}
        {snoozeOpen.value !== null && <SnoozeDialog key={snoozeOpen.value} />}
        {laterOpen.value && <LaterDialog key={laterOpen.value.ticket} />}
        {callOpen.value && <CallDialog key={callOpen.value.ticket} />}
        {splitOpen.value !== null && <SplitDialog key={splitOpen.value} ticket={splitOpen.value} />}
        {moodOpen.value && <MoodDialog key={moodOpen.value.path} />}
        {handoverOpen.value && <HandoverDialog key={`${handoverOpen.value.kind}${handoverOpen.value.ticket}`} />}
        {classOpen.value !== null && <ClassDialog key={classOpen.value} ticket={classOpen.value} />}
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

function page(name: string) {
  if (name === 'today') return <Today />;
  if (name === 'customers') return <Customers />;
  if (name === 'settings') return <Settings />;
  return <Problem title={t('shell.missing')} hint={t('shell.missingHint')} />;
}
