// The test of a mail account: each step appears with its finding as soon as it is known.
import { useEffect, useRef, useState } from 'preact/hooks';
import { CircleAlert, CircleCheck, CircleDashed, Loader } from 'lucide-preact';
import { ApiError } from '@sahay/shared/client';
import { number } from '../format';
import { t } from './texts';
import { readCheck, startCheck, type Check, type CheckStep } from './mail_api';

const icons = { running: Loader, good: CircleCheck, bad: CircleAlert, skipped: CircleDashed };

function Step({ step }: { step: CheckStep }) {
  const Icon = icons[step.state];
  return (
    <li class={`mail-step ${step.state}`}>
      <Icon class="icon" size={16} aria-hidden="true" />
      <div>
        <p>
          {t(`mailbox.step.${step.step}` as 'mailbox.step.name')}
          <span class="t3"> · {step.state === 'good' ? t('mailbox.took', { time: number(step.milliseconds) }) : t(`mailbox.found.${step.state}`)}</span>
        </p>
        {step.words && <p class="strong">{step.words}</p>}
        {step.advice && <p>{step.advice}</p>}
        {step.detail && <p class="xs mono" dir="auto">{step.detail}</p>}
      </div>
    </li>
  );
}

export function MailCheck({ account, atOnce, onDone }: { account: number; atOnce: boolean; onDone(): void }) {
  const [check, setCheck] = useState<Check | null>(null);
  const [refused, setRefused] = useState('');
  const alive = useRef(true);
  const run = async () => {
    setRefused('');
    setCheck({ done: false, steps: [] });
    try {
      const id = await startCheck(account);
      for (let done = false; !done && alive.current;) {
        const now = await readCheck(id);
        if (!alive.current) return;
        setCheck(now);
        done = now.done;
        if (!done) await new Promise((go) => { setTimeout(go, 300); });
      }
      onDone();
    } catch (error) {
      setCheck(null);
      setRefused(error instanceof ApiError && error.status !== 0 ? error.reason : t('mailbox.failed'));
    }
  };
  useEffect(() => {
    alive.current = true;
    if (atOnce) void run();
    return () => { alive.current = false; };
  }, [account]);
  const bad = check?.steps.some((step) => step.state === 'bad');
  return (
    <section class="mail-check" aria-labelledby="mail-check-title">
      <div class="mail-head">
        <h2 id="mail-check-title">{t('mailbox.test')}</h2>
        <button type="button" class="button" aria-disabled={check !== null && !check.done} onClick={() => { if (!check || check.done) void run(); }}>{t('mailbox.runTest')}</button>
      </div>
      <p class="sm t3">{t('mailbox.testHint')}</p>
      {refused && <p class="banner bad" role="alert">{refused}</p>}
      {check && (['receive', 'send', 'loop'] as const).map((part) => {
        const steps = check.steps.filter((step) => step.part === part);
        return steps.length > 0 && (
          <div key={part}>
            <h3 class="sm strong">{t(`mailbox.part.${part}`)}</h3>
            <ol class="mail-steps">{steps.map((step) => <Step key={step.step} step={step} />)}</ol>
          </div>
        );
      })}
      <p role="status" class={bad ? 'strong mail-state bad' : 'strong mail-state good'}>{check?.done ? (bad ? t('mailbox.testBad') : t('mailbox.testGood')) : ''}</p>
    </section>
  );
}
