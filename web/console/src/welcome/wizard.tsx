// The first set-up: six short steps that end in a desk which works. Every step saves what it asks, so it can be left at any time.
import '../styles/mail.css';
import '../styles/admin.css';
import '../styles/welcome.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Check } from 'lucide-preact';
import { ApiError } from '@sahay/shared/client';
import { number } from '../format';
import { basePath, go } from '../router';
import { Problem } from '../shell/states';
import { LanguageLinks } from '../screens/sign_in';
import { me } from '../state/session';
import { t, useAllTexts } from '../screens/texts';
import { CompanyStep, HoursStep, LanguagesStep, MailStep, TeamStep, WidgetStep } from './steps';
import { keepStep, readStep, steps, type Step } from './first_run';

const asked = steps.filter((step) => step !== 'done');

export interface StepProps {
  /** Registers what Next does; false keeps the step open. */
  onNext(save: () => Promise<boolean>): void;
}

const views = { company: CompanyStep, languages: LanguagesStep, hours: HoursStep, mail: MailStep, team: TeamStep, widget: WidgetStep };

export default function Wizard() {
  const texts = useAllTexts();
  const [step, setStep] = useState<Step | null>(null);
  const [fault, setFault] = useState('');
  const [busy, setBusy] = useState(false);
  const save = useRef<() => Promise<boolean>>(async () => true);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => { readStep().then(setStep, () => setStep('company')); }, []);
  if (!texts || step === null) return null;
  if (me.value.role !== 'admin') return <main class="door"><Problem title={t('admin.forbidden')} hint={t('admin.forbiddenHint')} action={t('admin.welcome.inbox')} onAction={() => go('/')} /></main>;

  const index = asked.indexOf(step as (typeof asked)[number]);
  const to = (next: Step) => {
    setFault('');
    setStep(next);
    void keepStep(next).catch(() => undefined);
    requestAnimationFrame(() => title.current?.focus());
  };
  const next = async () => {
    if (busy) return;
    setBusy(true);
    setFault('');
    try {
      if (await save.current()) to(steps[index + 1]!);
    } catch (error) {
      setFault(error instanceof ApiError && error.status !== 0 ? error.reason : t('admin.unreachable'));
    } finally {
      setBusy(false);
    }
  };
  const View = step === 'done' ? null : views[step];
  // The step of mail holds a form of its own, and a form cannot hold another.
  const Box = step === 'mail' ? 'div' : 'form';
  return (
    <main class="welcome" id="content">
      <nav class="welcome-steps" aria-label={t('admin.welcome.title')}>
        <img src="/console/icon.svg" alt="" width="36" height="36" />
        <ol>
          {asked.map((each, position) => {
            const past = step === 'done' || position < index;
            return (
              <li key={each} aria-current={each === step ? 'step' : undefined}>
                <button type="button" onClick={() => to(each)}>
                  <span class="welcome-mark num" aria-hidden="true">{past ? <Check class="icon" size={14} /> : number(position + 1)}</span>
                  <span>{t(`admin.welcome.${each}`)}{past && <span class="unseen">, {t('admin.welcome.past')}</span>}</span>
                </button>
              </li>
            );
          })}
        </ol>
        <LanguageLinks />
      </nav>
      <section class="welcome-page admin-page">
        {View === null ? <Done heading={title} /> : (
          <Box class="form" noValidate onSubmit={step === 'mail' ? undefined : (event: Event) => { event.preventDefault(); void next(); }}>
            <p class="sm t3">{t('admin.welcome.of', { n: number(index + 1), all: number(asked.length) })}</p>
            <h1 ref={title} tabIndex={-1}>{t(`admin.welcome.${step as 'company'}.title`)}</h1>
            <p class="t2">{t(`admin.welcome.${step as 'company'}.lead`)}</p>
            {fault && <p class="banner bad" role="alert">{fault}</p>}
            <View key={step} onNext={(run: () => Promise<boolean>) => { save.current = run; }} />
            <div class="welcome-buttons">
              {index > 0 && <button type="button" class="button" onClick={() => to(steps[index - 1]!)}>{t('admin.welcome.back')}</button>}
              <span class="grow" />
              <a class="button ghost" href={`${basePath}/`}>{t('admin.welcome.later')}</a>
              <button type={step === 'mail' ? 'button' : 'submit'} class="button primary" aria-disabled={busy} onClick={step === 'mail' ? () => void next() : undefined}>{step === 'widget' ? t('admin.welcome.finish') : t('admin.welcome.next')}</button>
            </div>
          </Box>
        )}
      </section>
    </main>
  );
}

function Done({ heading }: { heading: { current: HTMLHeadingElement | null } }) {
  const link = (path: string, key: 'hours' | 'deadlines' | 'macros' | 'people') => <li><a href={`${basePath}/admin/${path}`}><span class="strong">{t(`admin.screen.${key}`)}</span><span class="sm t3">{t(`admin.lead.${key}`)}</span></a></li>;
  return (
    <>
      <h1 ref={heading} tabIndex={-1}>{t('admin.welcome.ready')}</h1>
      <p class="t2">{t('admin.welcome.readyLead')}</p>
      <p class="admin-done"><a class="button primary" href={`${basePath}/views/open`}>{t('admin.welcome.inbox')}</a></p>
      <h2 class="welcome-more">{t('admin.welcome.then')}</h2>
      <ul class="admin-cards">{link('deadlines', 'deadlines')}{link('macros', 'macros')}{link('people', 'people')}{link('hours', 'hours')}</ul>
    </>
  );
}
