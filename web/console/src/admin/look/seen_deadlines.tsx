// What a request that comes in now is promised: which policy holds and when its times pass, for the team; and the words that its
// customer reads in the confirmation and on the page of the request.
import { useState } from 'preact/hooks';
import { fullTime } from '../../format';
import { classes, classWord, kinds, kindWord } from '../../intake/model';
import { priorities, priorityWord } from '../../words';
import { textOr } from '../texts';
import type { Row, Values } from '../machine/types';
import { SeenNow, useSeen } from './seen_now';
import { t, useTexts } from './texts';

interface Words { language: string; next_step: string; letter_subject: string; letter: string; page: string }
interface Target { metric: string; target_seconds: number; due_at: string | null }
interface Preview { policy: { title: string; typed: boolean } | null; schedule: string; tiers: string[]; targets: Target[]; languages: Words[] }

export default function SeenDeadlines({ row, values }: { row: Row | null; values: Values }) {
  const texts = useTexts();
  const [chosen, setChosen] = useState({ request_kind: '', priority_class: '', priority: 'normal', tier: '' });
  const { shown, fault } = useSeen<Preview>('/slas/policies/preview', { preview: { sla_policy_id: row?.id ?? null, sla_policy: values, request: chosen } }, true);
  if (!texts) return null;
  const choice = (key: keyof typeof chosen, label: string, none: string | null, options: [string, string][]) => (
    <div class="field">
      <label for={`seen-${key}`}>{label}</label>
      <select class="select" id={`seen-${key}`} value={chosen[key]} onChange={(event) => setChosen({ ...chosen, [key]: event.currentTarget.value })}>
        {none !== null && <option value="">{none}</option>}
        {options.map(([value, words]) => <option key={value} value={value}>{words}</option>)}
      </select>
    </div>
  );
  const tiers = shown?.tiers ?? [];
  return (
    <SeenNow lead={t('seen.deadlines.lead')} fault={fault} above={(
      <>
        <div class="seen-chosen">
          {choice('request_kind', t('seen.deadlines.kind'), t('seen.none'), kinds.map((kind) => [kind, kindWord(kind)]))}
          {choice('priority_class', t('seen.deadlines.class'), t('seen.none'), classes.map((each) => [each, classWord(each)]))}
          {chosen.priority_class === '' && choice('priority', t('seen.deadlines.priority'), null, priorities.map((each) => [each, priorityWord(each)]))}
          {tiers.length > 0 && choice('tier', t('seen.deadlines.tier'), t('seen.none'), tiers.map((each) => [each, each]))}
        </div>
        {shown && (
          <>
            <h3 class="sm strong">{t('seen.deadlines.team')}</h3>
            <p class="sm">{shown.policy === null ? t('seen.deadlines.noPolicy') : shown.policy.typed ? t('seen.deadlines.thisOne') : t('seen.deadlines.other', { name: shown.policy.title })}</p>
            {shown.targets.length > 0 && <dl class="pairs">{shown.targets.map((target) => <div key={target.metric} class="audit-pair"><dt>{textOr(`admin.deadlines.${target.metric}`, target.metric)}</dt><dd>{target.due_at ? fullTime(target.due_at) : t('seen.deadlines.never')}</dd></div>)}</dl>}
            {shown.policy && shown.targets.length === 0 && <p class="sm t3">{t('seen.deadlines.noTarget')}</p>}
          </>
        )}
        <h3 class="sm strong">{t('seen.deadlines.customer')}</h3>
        <p class="sm t3">{t('seen.deadlines.basis')}</p>
      </>
    )}>
      {(language) => {
        const words = shown?.languages.find((each) => each.language === language);
        if (!words) return null;
        return (
          <>
            <figure class="seen-figure"><figcaption class="xs t3">{t('seen.deadlines.letter')}</figcaption><p class="strong" lang={language} dir="auto">{words.letter_subject}</p><p class="seen-text" lang={language} dir="auto">{words.letter}</p></figure>
            <figure class="seen-figure"><figcaption class="xs t3">{t('seen.deadlines.page')}</figcaption><p class="seen-text" lang={language} dir="auto">{words.page}</p></figure>
          </>
        );
      }}
    </SeenNow>
  );
}
