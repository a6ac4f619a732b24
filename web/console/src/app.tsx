// Which screen is shown: signing in, first set-up, a wallboard, or the shell with inbox, customers and settings.
import { lazy, Suspense } from 'preact/compat';
import { language, t } from './i18n';
import { Shell } from './shell/shell';
import { place } from './router';
import { readStart, sessionState } from './state/session';
import { SignIn } from './screens/sign_in';
import { startWork } from './start';
import { Problem } from './shell/states';

const Setup = lazy(() => import('./screens/setup'));
const Welcome = lazy(() => import('./welcome/wizard'));
const Wallboard = lazy(() => import('./reports/wallboard'));

export function App() {
  void language.value;
  if (place.value === 'setup') {
    return <Suspense fallback={null}><Setup /></Suspense>;
  }
  switch (sessionState.value) {
    case 'out': return <SignIn />;
    case 'in': return place.value === 'welcome' ? <Suspense fallback={null}><Welcome /></Suspense>
      : place.value === 'wallboard' ? <Suspense fallback={null}><Wallboard /></Suspense> : <Shell />;
    case 'forbidden': return <main><Problem title={t('session.forbidden')} hint={t('session.forbiddenHint')} /></main>;
    case 'failed': return (
      <main>
        <Problem
          title={t('session.failed')}
          hint={t('session.failedHint')}
          action={t('ui.tryAgain')}
          onAction={() => void readStart().then((start) => { if (start) startWork(); })}
        />
      </main>
    );
    default: return null;
  }
}
