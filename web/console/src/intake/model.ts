// Kind, product and class of a request as the console reads and changes them; the company's people and what was agreed.
import { signal } from '@preact/signals';
import type { TicketScreen } from '@sahay/shared/api';
import { ApiError, get, newKey, request } from '@sahay/shared/client';
import { language, t } from '../i18n';
import { refreshSoon } from '../state/list';
import { reloadSoon } from '../state/ticket';
import { say } from '../state/toasts';

export type Kind = 'question' | 'problem' | 'complaint' | 'request';
export type PriorityClass = 'failure' | 'critical' | 'regular' | 'planned';
export const kinds: Kind[] = ['question', 'problem', 'complaint', 'request'];
export const classes: PriorityClass[] = ['failure', 'critical', 'regular', 'planned'];

export interface Asset {
  id: number;
  name: string;
  model: string;
  serial: string;
  licence: string;
  location: string;
  entitlement?: Entitlement;
}
export interface Entitlement {
  tier: string | null;
  ended: boolean;
  contract: { number: string; ends_on: string } | null;
}
export interface Intake {
  request_kind: Kind | null;
  asset: Asset | null;
  priority_class: PriorityClass | null;
  computed_class: PriorityClass | null;
  points: number;
  answers: Record<string, string>;
  override: { reason: string; by: string; at: string } | null;
  entitlement: Entitlement;
}
export const intakeOf = (read: TicketScreen) => (read as TicketScreen & { intake?: Intake }).intake ?? null;

export interface Contact {
  id: number;
  user_id: number;
  name: string;
  email: string;
  may_open: boolean;
  sees_all: boolean;
  may_approve: boolean;
  sets_priority: boolean;
}
export interface Terms {
  account_manager_id: number | null;
  deputy_id: number | null;
  channels: string[];
  languages: string[];
  hours: string;
  reporter_rule: 'none' | 'cc' | 'approve';
  tier: string | null;
  contract: { number: string; starts_on: string; ends_on: string } | null;
}
export interface Company {
  terms: Terms;
  contact_persons: Contact[];
  reporter: boolean;
}
export const companyOf = (read: TicketScreen) => (read as TicketScreen & { company?: Company | null }).company ?? null;

export type Texts = Record<string, string>;
export interface Question {
  key: string;
  title: Texts;
  weight: number;
  by_tier: boolean;
  answers: { value: string; title: Texts; points: number; decides: string }[];
}
export interface Criteria {
  id: number;
  failure_points: number;
  critical_points: number;
  questions: Question[];
}
export const wordsOf = (texts: Texts) => texts[language.value] ?? texts.en ?? Object.values(texts)[0] ?? '';

export const kindWord = (kind: Kind) => ({ question: t('case.kind.question'), problem: t('case.kind.problem'), complaint: t('case.kind.complaint'), request: t('case.kind.request') }[kind]);
export const classWord = (name: PriorityClass) => ({ failure: t('case.class.failure'), critical: t('case.class.critical'), regular: t('case.class.regular'), planned: t('case.class.planned') }[name]);

/** The ticket whose class is being decided. */
export const classOpen = signal<number | null>(null);

export const readCriteria = () => get<{ criteria: Criteria }>('/priority_criteria').then((read) => read.criteria);

export async function compute(answers: Record<string, string>, asset: number | null, organization: number | null): Promise<{ priority_class: PriorityClass | null; points: number; tier: string }> {
  const read = await request<{ classification: { priority_class: PriorityClass | null; points: number; tier: string } }>('POST', '/priority_criteria/compute', {
    classification: { answers, ...(asset ? { asset_id: asset } : {}), ...(organization ? { organization_id: organization } : {}) },
  });
  return read.classification;
}

export async function changeIntake(ticket: number, intake: Record<string, unknown>, said: string): Promise<boolean> {
  try {
    await request('PUT', `/tickets/${ticket}/intake`, { intake }, { idempotencyKey: newKey() });
    say(said);
    reloadSoon(ticket);
    refreshSoon();
    return true;
  } catch (error) {
    say(t('case.refused', { why: error instanceof ApiError && error.status !== 0 ? error.reason : t('ticket.notSaved') }), undefined, 12);
    return false;
  }
}

export const findAssets = (words: string, organization: number | null, user: number | null, abort?: AbortSignal) =>
  get<{ assets: Asset[] }>(`/assets/autocomplete?q=${encodeURIComponent(words)}${organization ? `&organization_id=${organization}` : ''}${user ? `&user_id=${user}` : ''}`, { signal: abort }).then((read) => read.assets);
