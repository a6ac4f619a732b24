// All screens of the administration in the order of its menu, by task. The key is the address: /admin/<key>.
import type { ComponentChildren } from 'preact';
import { Suspense } from 'preact/compat';
import { lazyHere } from '../shell/here';
import type { PlainKey } from './texts';
import BotScreen from './bot_screen';
import ContactScreen from './contact_screen';
import { MailForm } from './mail_form';
import { MailList } from './mail_list';
import { ProceduresScreen } from './procedures_screen';
import { SigningScreen } from './signing_screen';
import type { Resource } from './machine/types';
import { DeskScreen, TagsScreen } from './screens/desk';
import { deadlines, groupDeadlines } from './screens/deadlines';
import { organizationFields, statuses, ticketFields, userFields } from './screens/fields';
import { tiers } from './screens/escalation';
import { factFields } from './screens/facts';
import { groups } from './screens/groups';
import { hours } from './screens/hours';
import { people } from './screens/people';
import { automations, macros, triggers, views } from './screens/rules';
import { tokens, webhooks } from './screens/system';
import { roles, skills } from './screens/team_more';
import { assets, contracts, plannedEvents } from './screens/clients';
import { cadences, phrases, wording } from './screens/wording';

const AuditScreen = lazyHere(() => import('./screens/audit'));
const WidgetScreen = lazyHere(() => import('./look/widget_screen'));
const CriteriaScreen = lazyHere(() => import('./screens/criteria'));
const CommentsScreen = lazyHere(() => import('./screens/heard').then((module) => ({ default: module.CommentsScreen })));
const RefusedScreen = lazyHere(() => import('./screens/heard').then((module) => ({ default: module.RefusedScreen })));

export interface Screen {
  key: string;
  title: PlainKey;
  lead: PlainKey;
  resource?: Resource;
  /** A resource whose screen comes when it is opened. */
  load?(): Promise<Resource>;
  view?(item: string | null): ComponentChildren;
  /** English words it is also found by. */
  aliases: string;
}
export interface ScreenGroup {
  title: PlainKey;
  screens: Screen[];
}

// `of`: the catalogue that names the screen.
const list = (key: string, resource: Resource, aliases: string, of: 'admin' | 'arrange' = 'admin'): Screen =>
  ({ key, title: `${of}.screen.${key}` as PlainKey, lead: `${of}.lead.${key}` as PlainKey, resource, aliases });
const later = (key: string, load: () => Promise<Resource>, aliases: string): Screen =>
  ({ key, title: `arrange.screen.${key}` as PlainKey, lead: `arrange.lead.${key}` as PlainKey, load, aliases });
const page = (key: string, view: Screen['view'], aliases: string, of: 'admin' | 'arrange' = 'admin'): Screen =>
  ({ key, title: `${of}.screen.${key}` as PlainKey, lead: `${of}.lead.${key}` as PlainKey, view, aliases });

export const screenGroups: ScreenGroup[] = [
  { title: 'admin.group.channels', screens: [
    page('mail', (item) => (item === null ? <MailList /> : <MailForm key={item} id={item === 'new' ? null : Number(item)} />), 'mail e-mail imap smtp'),
    page('signing', () => <SigningScreen />, 'dkim signing keys dns spf dmarc domain'),
    page('refused', () => <Suspense fallback={null}><RefusedScreen /></Suspense>, 'bounces suppressed addresses refused undelivered', 'arrange'),
    page('widget', () => <Suspense fallback={null}><WidgetScreen /></Suspense>, 'widget chat snippet colour look button'),
    page('bot', () => <BotScreen />, 'bot assistant greeting intake hand-off'),
    page('contact', () => <ContactScreen />, 'contact card ways phone hours footer snippet checker'),
  ] },
  { title: 'admin.group.team', screens: [list('people', people, 'agents people users invite'), list('groups', groups, 'groups teams routing'), list('roles', roles, 'roles rights permissions'), list('skills', skills, 'skills')] },
  { title: 'admin.group.work', screens: [
    list('hours', hours, 'opening business hours schedule holidays'),
    list('deadlines', deadlines, 'sla deadlines targets'),
    list('group_deadlines', groupDeadlines, 'group sla ola internal targets', 'arrange'),
    list('triggers', triggers, 'triggers rules'),
    list('automations', automations, 'automations time rules'),
    page('procedures', (item) => <ProceduresScreen item={item} />, 'procedures sop checklist steps'),
    list('macros', macros, 'macros saved answers canned'),
    list('views', views, 'views lists'),
    list('fields', ticketFields, 'ticket fields custom'),
    later('forms', () => import('./screens/forms').then((module) => module.forms), 'ticket forms conditions order fields'),
    later('texts', () => import('./screens/texts_of_desk').then((module) => module.texts), 'dynamic content placeholders translations languages'),
    list('facts', factFields, 'facts known fields environment'),
    list('statuses', statuses, 'statuses'),
    page('tags', () => <TagsScreen />, 'tags labels'),
    list('wording', wording, 'plain language wording levels'),
    list('phrases', phrases, 'words jargon phrases'),
    page('criteria', () => <Suspense fallback={null}><CriteriaScreen /></Suspense>, 'priority classes criteria kinds'),
    list('planned', plannedEvents, 'planned events maintenance notice'),
    list('cadences', cadences, 'updates cadence promises'),
    list('tiers', tiers, 'escalation tiers ladder hand-over specialist vendor'),
  ] },
  { title: 'admin.group.customers', screens: [list('contracts', contracts, 'contracts tiers entitlement'), list('assets', assets, 'assets products serial licence'), list('person_fields', userFields, 'user fields customers'), list('company_fields', organizationFields, 'organization fields company')] },
  { title: 'arrange.group.help', screens: [
    later('readers', () => import('./screens/help').then((module) => module.readers), 'help centre user segments audience visibility'),
    later('writers', () => import('./screens/help').then((module) => module.writers), 'help centre permission groups editors publish'),
    later('topics', () => import('./screens/help').then((module) => module.topics), 'forum community topics'),
    page('comments', () => <Suspense fallback={null}><CommentsScreen /></Suspense>, 'help centre reader comments moderation', 'arrange'),
  ] },
  { title: 'admin.group.system', screens: [
    page('desk', () => <DeskScreen />, 'settings brand company signature'),
    later('brands', () => import('./screens/brands').then((module) => module.brands), 'brands names host'),
    list('tokens', tokens, 'api tokens access scopes'),
    later('apps', () => import('./screens/apps').then((module) => module.apps), 'oauth clients programs applications'),
    later('providers', () => import('./screens/providers').then((module) => module.providers), 'oidc openid connect sso single sign-on google microsoft keycloak passwords of customers'),
    list('webhooks', webhooks, 'webhooks'),
    page('audit', () => <Suspense fallback={null}><AuditScreen /></Suspense>, 'audit log changes history'),
  ] },
];

export const screens = screenGroups.flatMap((group) => group.screens);
