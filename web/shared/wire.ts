// Types of the API's resources and routes, written by tools/generate.py from what the server says of itself.
// Do not change by hand: ./dev gen writes it anew.

export interface Article {
  url?: string;
  readonly id: number | null;
  readonly html_url: string | null;
  author_id: number | null;
  section_id: number | null;
  comments_disabled: boolean | null;
  draft: boolean | null;
  promoted: boolean | null;
  position: number | null;
  readonly vote_sum: number | null;
  readonly vote_count: number | null;
  name: string | null;
  title: string | null;
  body: string | null;
  locale: string | null;
  readonly source_locale: string | null;
  readonly outdated: boolean | null;
  readonly outdated_locales: unknown[] | null;
  permission_group_id: number | null;
  user_segment_id: number | null;
  readonly user_segment_ids: unknown[] | null;
  readonly content_tag_ids: unknown[] | null;
  label_names: unknown[] | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
  readonly edited_at: string | null;
  organization_id: number | null;
}

export interface Asset {
  url?: string;
  readonly id: number | null;
  name: string | null;
  organization_id: number | null;
  user_id: number | null;
  contract_id: number | null;
  product: string | null;
  model: string | null;
  serial: string | null;
  licence: string | null;
  location: string | null;
  contract_ends_on: string | null;
  notes: string | null;
  active: boolean | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
}

export interface AuditLog {
  url?: string;
  readonly id: number | null;
  readonly actor_id: number | null;
  actor_name: string | null;
  readonly acting_for: number | null;
  readonly source_id: number | null;
  source_type: string | null;
  source_label: string | null;
  action: string | null;
  action_label: string | null;
  readonly change_description: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  ip_address: string | null;
  via: string | null;
  created_at: string | null;
}

export interface Automation {
  url?: string;
  readonly id: number | null;
  title: string | null;
  readonly raw_title: string | null;
  active: boolean | null;
  readonly default: boolean | null;
  position: number | null;
  conditions: Record<string, unknown> | null;
  actions: unknown[] | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
}

export interface BotSetting {
  url?: string;
  readonly id: number | null;
  brand_id: number | null;
  active: boolean | null;
  channels: unknown[] | null;
  hours: string | null;
  greeting_en: string | null;
  greeting_bn: string | null;
  greeting_ru: string | null;
  questions: unknown[] | null;
  most_answers: number | null;
  answer_minutes: number | null;
  escalation_group_id: number | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
}

export interface Brand {
  url?: string;
  readonly id: number | null;
  name: string | null;
  subdomain: string | null;
  readonly brand_url: string | null;
  has_help_center: boolean | null;
  readonly help_center_state: string | null;
  active: boolean | null;
  default: boolean | null;
  readonly is_deleted: boolean | null;
  readonly logo: Record<string, unknown> | null;
  readonly ticket_form_ids: unknown[] | null;
  host_mapping: string | null;
  signature_template: string | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
}

export interface Case {
  url?: string;
  readonly id: number | null;
  title: string | null;
  readonly ticket_ids: unknown[] | null;
  readonly created_by: number | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
  readonly ticket_id: number | null;
  readonly closed_at: string | null;
}

export interface Category {
  url?: string;
  readonly id: number | null;
  readonly html_url: string | null;
  position: number | null;
  name: string | null;
  description: string | null;
  locale: string | null;
  readonly source_locale: string | null;
  readonly outdated: boolean | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
}

export interface Client {
  url?: string;
  readonly id: number | null;
  name: string | null;
  identifier: string | null;
  kind: string | null;
  company: string | null;
  description: string | null;
  redirect_uri: unknown[] | null;
  readonly global: boolean | null;
  readonly logo_url: string | null;
  readonly user_id: number | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
}

export interface ContactPage {
  readonly id: number | null;
  site_id: number | null;
  url: string | null;
  state: string | null;
  found: string | null;
  detail: string | null;
  checked_at: string | null;
}

export interface ContactPerson {
  url?: string;
  readonly id: number | null;
  organization_id: number | null;
  user_id: number | null;
  position: number | null;
  may_open: boolean | null;
  sees_all: boolean | null;
  may_approve: boolean | null;
  sets_priority: boolean | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
}

export interface ContactSite {
  readonly id: number | null;
  url: string | null;
  most_pages: number | null;
  readonly state: string | null;
  readonly detail: string | null;
  readonly checked_at: string | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
}

export interface ContactWay {
  readonly id: number | null;
  kind: string | null;
  title_en: string | null;
  title_bn: string | null;
  title_ru: string | null;
  value: string | null;
  url: string | null;
  hours: string | null;
  languages: unknown[] | null;
  best_for_en: string | null;
  best_for_bn: string | null;
  best_for_ru: string | null;
  cost_en: string | null;
  cost_bn: string | null;
  cost_ru: string | null;
  note_en: string | null;
  note_bn: string | null;
  note_ru: string | null;
  promise_seconds: number | null;
  status: string | null;
  position: number | null;
  active: boolean | null;
  purposes: unknown[] | null;
  products: unknown[] | null;
  audience: string | null;
  cost_per_minute: string | null;
  cost_currency: string | null;
  internal_cost: string | null;
  recorded: boolean | null;
  third_party: string | null;
  stored_in: string | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
}

export interface ContentTag {
  url?: string;
  readonly id: string | null;
  name: string | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
}

export interface Contract {
  url?: string;
  readonly id: number | null;
  organization_id: number | null;
  number: string | null;
  tier: string | null;
  starts_on: string | null;
  ends_on: string | null;
  notes: string | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
}

export interface CustomRole {
  url?: string;
  readonly id: number | null;
  name: string | null;
  description: string | null;
  readonly role_type: number | null;
  readonly team_member_count: number | null;
  permissions: unknown[] | null;
  ticket_access: string | null;
  comment_access: string | null;
  readonly system: boolean | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
  configuration: Record<string, unknown> | null;
}

export interface CustomStatus {
  url?: string;
  readonly id: number | null;
  status_category: string | null;
  agent_label: string | null;
  readonly raw_agent_label: string | null;
  end_user_label: string | null;
  readonly raw_end_user_label: string | null;
  description: string | null;
  readonly raw_description: string | null;
  end_user_description: string | null;
  readonly raw_end_user_description: string | null;
  active: boolean | null;
  readonly default: boolean | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
}

export interface DkimKey {
  url?: string;
  readonly id: number | null;
  domain: string | null;
  selector: string | null;
  kind: string | null;
  state: string | null;
  readonly record_name: string | null;
  readonly record_value: string | null;
  readonly finding: string | null;
  readonly words: string | null;
  replaces: number | null;
  readonly checked_at: string | null;
  readonly created_at: string | null;
}

export interface DraftOverride {
  url?: string;
  readonly id: number | null;
  ticket_id: number | null;
  comment_id: number | null;
  author_id: number | null;
  group_id: number | null;
  rules: unknown[] | null;
  reason: string | null;
  created_at: string | null;
}

export interface DraftPhrase {
  url?: string;
  readonly id: number | null;
  language: string | null;
  kind: string | null;
  words: string | null;
  plain: string | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
}

export interface DraftPolicy {
  url?: string;
  readonly id: number | null;
  group_id: number | null;
  levels: Record<string, unknown> | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
}

export interface EscalationTier {
  url?: string;
  readonly id: number | null;
  group_id: number | null;
  level: string | null;
  title: string | null;
  filter: Record<string, unknown> | null;
  target_minutes: number | null;
  business_hours: boolean | null;
  team_id: number | null;
  assignee_id: number | null;
  active: boolean | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
}

export interface Fact {
  url?: string;
  readonly id: number | null;
  readonly ticket_id: number | null;
  readonly kind: string | null;
  readonly label: string | null;
  readonly text: string | null;
  readonly done_by: string | null;
  readonly result: string | null;
  readonly detail: string | null;
  readonly happened_at: string | null;
  readonly source: string | null;
  readonly comment_id: number | null;
  readonly begin: number | null;
  readonly end: number | null;
  readonly ticket_field_id: number | null;
  readonly step_id: number | null;
  readonly made_by: number | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
  readonly holds: boolean | null;
  readonly withdrawn_at: string | null;
  readonly withdrawn_by: number | null;
  readonly reason: string | null;
  readonly from_ticket_id: number | null;
}

export interface FactField {
  url?: string;
  readonly id: number | null;
  ticket_field_id: number | null;
  kind: string | null;
  label: string | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
}

export interface Group {
  url?: string;
  readonly id: number | null;
  is_public: boolean | null;
  name: string | null;
  description: string | null;
  readonly default: boolean | null;
  readonly deleted: boolean | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
}

export interface GroupMembership {
  url?: string;
  readonly id: number | null;
  user_id: number | null;
  group_id: number | null;
  default: boolean | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
}

export interface GroupSlaPolicy {
  url?: string;
  readonly id: number | null;
  title: string | null;
  description: string | null;
  position: number | null;
  filter: Record<string, unknown> | null;
  policy_metrics: unknown[] | null;
  warn_percent: number | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
}

export interface GuidedReport {
  url?: string;
  readonly id: number | null;
  readonly ticket_id: number | null;
  readonly comment_id: number | null;
  readonly person_id: number | null;
  readonly channel: string | null;
  readonly locale: string | null;
  readonly advised: boolean | null;
  readonly created_at: string | null;
  readonly sent_at: string | null;
}

export interface Handoff {
  url?: string;
  readonly id: number | null;
  ticket_id: number | null;
  group_id: number | null;
  reason: string | null;
  state: string | null;
  level: number | null;
  packet: Record<string, unknown> | null;
  started_at: string | null;
  due_at: string | null;
  escalated_at: string | null;
  ended_at: string | null;
  answered_by: number | null;
}

export interface Handover {
  url?: string;
  readonly id: number | null;
  ticket_id: number | null;
  tier_id: number | null;
  level: string | null;
  from_id: number | null;
  owner_id: number | null;
  to_id: number | null;
  to_group_id: number | null;
  why: string | null;
  readonly packet: Record<string, unknown> | null;
  may_answer: boolean | null;
  state: string | null;
  readonly level_word: string | null;
  readonly missing: unknown[] | null;
  outcome: string | null;
  result: string | null;
  tell_customer: string | null;
  seconds: number | null;
  due_at: string | null;
  created_at: string | null;
  accepted_at: string | null;
  ended_at: string | null;
  breached_at: string | null;
}

export interface Item {
  url?: string;
  readonly id: number | null;
  name: string | null;
  readonly placeholder: string | null;
  default_locale_id: number | null;
  readonly outdated: boolean | null;
  variants: unknown[] | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
}

export interface Locale {
  url?: string;
  readonly id: number | null;
  readonly locale: string | null;
  readonly name: string | null;
  readonly native_name: string | null;
  readonly presentation_name: string | null;
  readonly rtl: boolean | null;
  readonly default: boolean | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
}

export interface Macro {
  url?: string;
  readonly id: number | null;
  title: string | null;
  readonly raw_title: string | null;
  description: string | null;
  active: boolean | null;
  readonly default: boolean | null;
  position: number | null;
  actions: unknown[] | null;
  readonly withheld_unless_calm: boolean | null;
  restriction: Record<string, unknown> | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
}

export interface MailAccount {
  url?: string;
  readonly id: number | null;
  readonly inbox_id: number | null;
  address: string | null;
  name: string | null;
  group: string | null;
  active: boolean | null;
  receive: string | null;
  host: string | null;
  port: number | null;
  security: string | null;
  user_name: string | null;
  folder: string | null;
  keep_on_server: boolean | null;
  only_new: boolean | null;
  send: string | null;
  smtp_host: string | null;
  smtp_port: number | null;
  smtp_security: string | null;
  smtp_user: string | null;
  login: string | null;
  provider: string | null;
  client_id: string | null;
  authorize_url: string | null;
  token_url: string | null;
  scope: string | null;
  topic: string | null;
  readonly hook_url: string | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
  password: string | null;
  smtp_password: string | null;
  hook_key: string | null;
  client_secret: string | null;
}

export interface Mood {
  url?: string;
  readonly id: number | null;
  user_id: number | null;
  organization_id: number | null;
  mood: string | null;
  version: number | null;
  source: string | null;
  readonly reason: string | null;
  ticket_id: number | null;
  set_by: number | null;
  since: string | null;
  updated_at: string | null;
}

export interface OidcProvider {
  url?: string;
  readonly id: number | null;
  name: string | null;
  issuer: string | null;
  client_id: string | null;
  readonly has_secret: boolean | null;
  readonly redirect_uri: string | null;
  active: boolean | null;
  for_staff: boolean | null;
  for_customers: boolean | null;
  brand_ids: unknown[] | null;
  match_email: boolean | null;
  domains: unknown[] | null;
  make_customers: boolean | null;
  asks_second_step: boolean | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
}

export interface Organization {
  url?: string;
  readonly id: number | null;
  name: string | null;
  shared_tickets: boolean | null;
  shared_comments: boolean | null;
  external_id: string | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
  domain_names: unknown[] | null;
  details: string | null;
  notes: string | null;
  group_id: number | null;
  tags: unknown[] | null;
  organization_fields: Record<string, unknown> | null;
}

export interface OrganizationField {
  url?: string;
  readonly id: number | null;
  key: string | null;
  type: string | null;
  title: string | null;
  raw_title: string | null;
  description: string | null;
  raw_description: string | null;
  position: number | null;
  active: boolean | null;
  readonly system: boolean | null;
  regexp_for_validation: string | null;
  tag: string | null;
  readonly custom_field_options: unknown[] | null;
  readonly relationship_filter: Record<string, unknown> | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
}

export interface OrganizationMembership {
  url?: string;
  readonly id: number | null;
  user_id: number | null;
  organization_id: number | null;
  readonly organization_name: string | null;
  default: boolean | null;
  view_tickets: boolean | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
}

export interface PermissionGroup {
  url?: string;
  readonly id: number | null;
  name: string | null;
  edit: unknown[] | null;
  publish: unknown[] | null;
  readonly built_in: boolean | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
}

export interface PlannedEvent {
  url?: string;
  readonly id: number | null;
  ticket_id: number | null;
  title: string | null;
  body: string | null;
  translations: Record<string, unknown> | null;
  starts_at: string | null;
  ends_at: string | null;
  shown_from: string | null;
  public: boolean | null;
  cancelled: boolean | null;
  readonly created_by: number | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
}

export interface Post {
  url?: string;
  readonly id: number | null;
  readonly html_url: string | null;
  title: string | null;
  details: string | null;
  author_id: number | null;
  topic_id: number | null;
  pinned: boolean | null;
  featured: boolean | null;
  closed: boolean | null;
  readonly frozen: boolean | null;
  status: string | null;
  answer_id: number | null;
  readonly vote_sum: number | null;
  readonly vote_count: number | null;
  readonly comment_count: number | null;
  readonly follower_count: number | null;
  readonly content_tag_ids: unknown[] | null;
  readonly non_author_editor_id: number | null;
  readonly non_author_updated_at: string | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
}

export interface Procedure {
  url?: string;
  readonly id: number | null;
  readonly key: string | null;
  readonly title: string | null;
  active: boolean | null;
  position: number | null;
  filter: Record<string, unknown> | null;
  draft: Record<string, unknown> | null;
  readonly version: number | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
}

export interface Promise {
  url?: string;
  readonly id: number | null;
  readonly ticket_id: number | null;
  readonly text: string | null;
  readonly kind: string | null;
  readonly source: string | null;
  readonly state: string | null;
  readonly due_at: string | null;
  readonly time_zone: string | null;
  readonly readback: string | null;
  readonly visible: boolean | null;
  readonly made_by: number | null;
  readonly owner_id: number | null;
  readonly reason: string | null;
  readonly replaces_id: number | null;
  readonly comment_id: number | null;
  readonly kept_comment_id: number | null;
  readonly owed: boolean | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
  readonly delay_told_at: string | null;
  readonly missed_at: string | null;
  readonly settled_at: string | null;
}

export interface Request {
  readonly id: number | null;
  readonly url: string | null;
  readonly status: string | null;
  readonly custom_status_id: number | null;
  readonly priority: string | null;
  readonly type: string | null;
  readonly subject: string | null;
  readonly description: string | null;
  readonly organization_id: number | null;
  readonly via: Record<string, unknown> | null;
  readonly custom_fields: unknown[] | null;
  readonly fields: unknown[] | null;
  readonly requester_id: number | null;
  readonly collaborator_ids: unknown[] | null;
  readonly email_cc_ids: unknown[] | null;
  readonly is_public: boolean | null;
  readonly due_at: string | null;
  readonly can_be_solved_by_me: boolean | null;
  readonly assignee_id: number | null;
  readonly group_id: number | null;
  readonly ticket_form_id: number | null;
  readonly recipient: string | null;
  readonly followup_source_id: number | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
}

export interface RuleRun {
  url?: string;
  readonly id: number | null;
  readonly ticket_id: number | null;
  readonly kind: string | null;
  readonly rule_id: number | null;
  readonly title: string | null;
  readonly outcome: string | null;
  readonly reason: string | null;
  readonly changes: unknown[] | null;
  readonly effects: unknown[] | null;
  readonly cause_event_id: number | null;
  readonly audit_id: number | null;
  readonly depth: number | null;
  readonly created_at: string | null;
}

export interface SatisfactionRating {
  url?: string;
  readonly id: number | null;
  assignee_id: number | null;
  group_id: number | null;
  requester_id: number | null;
  ticket_id: number | null;
  score: string | null;
  comment: string | null;
  reason: string | null;
  reason_code: number | null;
  readonly stars: number | null;
  solved: string | null;
  created_at: string | null;
  updated_at: string | null;
}

export interface Schedule {
  url?: string;
  readonly id: number | null;
  name: string | null;
  time_zone: string | null;
  intervals: unknown[] | null;
  group_ids: unknown[] | null;
  brand_ids: unknown[] | null;
  default: boolean | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
}

export interface Section {
  url?: string;
  readonly id: number | null;
  readonly html_url: string | null;
  position: number | null;
  name: string | null;
  description: string | null;
  locale: string | null;
  readonly source_locale: string | null;
  readonly outdated: boolean | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
  category_id: number | null;
  parent_section_id: number | null;
  readonly sorting: string | null;
  readonly manageable_by: string | null;
  readonly theme_template: string | null;
  readonly user_segment_id: number | null;
}

export interface Skill {
  url?: string;
  readonly id: number | null;
  name: string | null;
  description: string | null;
  tags: unknown[] | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
}

export interface SlaPolicy {
  url?: string;
  readonly id: number | null;
  title: string | null;
  description: string | null;
  position: number | null;
  filter: Record<string, unknown> | null;
  policy_metrics: unknown[] | null;
  pause_rules: unknown[] | null;
  warn_percent: number | null;
  schedule_id: number | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
}

export interface SuspendedTicket {
  url?: string;
  readonly id: number | null;
  readonly author: Record<string, unknown> | null;
  readonly subject: string | null;
  readonly content: string | null;
  readonly cause: string | null;
  readonly cause_id: number | null;
  readonly cause_key: string | null;
  readonly verdict: Record<string, unknown> | null;
  readonly message_id: string | null;
  readonly ticket_id: number | null;
  readonly brand_id: number | null;
  readonly recipient: string | null;
  readonly raw_url: string | null;
  readonly via: Record<string, unknown> | null;
  readonly attachments: unknown[] | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
}

export interface Ticket {
  url?: string;
  readonly id: number | null;
  external_id: string | null;
  readonly via: Record<string, unknown> | null;
  created_at: string | null;
  updated_at: string | null;
  readonly generated_timestamp: number | null;
  type: string | null;
  subject: string | null;
  raw_subject: string | null;
  description: string | null;
  priority: string | null;
  readonly status: string | null;
  recipient: string | null;
  requester_id: number | null;
  submitter_id: number | null;
  assignee_id: number | null;
  owner_id: number | null;
  organization_id: number | null;
  group_id: number | null;
  readonly collaborator_ids: unknown[] | null;
  readonly follower_ids: unknown[] | null;
  readonly email_cc_ids: unknown[] | null;
  readonly forum_topic_id: number | null;
  problem_id: number | null;
  has_incidents: boolean | null;
  is_public: boolean | null;
  due_at: string | null;
  tags: unknown[] | null;
  readonly custom_fields: unknown[] | null;
  readonly fields: unknown[] | null;
  readonly satisfaction_rating: Record<string, unknown> | null;
  readonly sharing_agreement_ids: unknown[] | null;
  readonly followup_ids: unknown[] | null;
  readonly ticket_form_id: number | null;
  readonly brand_id: number | null;
  readonly custom_status_id: number | null;
  readonly case_id: number | null;
  readonly received_at: string | null;
  readonly merged_into_id: number | null;
  readonly allow_channelback: boolean | null;
  readonly allow_attachments: boolean | null;
  readonly from_messaging_channel: boolean | null;
  channel: string | null;
  readonly event_seq: number | null;
}

export interface TicketField {
  url?: string;
  readonly id: number | null;
  type: string | null;
  title: string | null;
  raw_title: string | null;
  description: string | null;
  raw_description: string | null;
  position: number | null;
  active: boolean | null;
  required: boolean | null;
  collapsed_for_agents: boolean | null;
  regexp_for_validation: string | null;
  title_in_portal: string | null;
  raw_title_in_portal: string | null;
  visible_in_portal: boolean | null;
  editable_in_portal: boolean | null;
  required_in_portal: boolean | null;
  tag: string | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
  readonly removable: boolean | null;
  readonly key: string | null;
  agent_description: string | null;
  readonly custom_field_options: unknown[] | null;
  readonly system_field_options: unknown[] | null;
}

export interface TicketForm {
  url?: string;
  readonly id: number | null;
  name: string | null;
  readonly raw_name: string | null;
  display_name: string | null;
  readonly raw_display_name: string | null;
  position: number | null;
  active: boolean | null;
  default: boolean | null;
  end_user_visible: boolean | null;
  readonly ticket_field_ids: unknown[] | null;
  in_all_brands: boolean | null;
  readonly restricted_brand_ids: unknown[] | null;
  readonly agent_conditions: unknown[] | null;
  readonly end_user_conditions: unknown[] | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
}

export interface Topic {
  url?: string;
  readonly id: number | null;
  readonly html_url: string | null;
  name: string | null;
  description: string | null;
  position: number | null;
  readonly follower_count: number | null;
  readonly community_id: number | null;
  manageable_by: string | null;
  user_segment_id: number | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
}

export interface Translation {
  url?: string;
  readonly id: number | null;
  readonly source_id: number | null;
  readonly source_type: string | null;
  locale: string | null;
  title: string | null;
  body: string | null;
  draft: boolean | null;
  outdated: boolean | null;
  readonly outdated_at: string | null;
  markdown: string | null;
  version: number | null;
  minor: boolean | null;
  readonly created_by_id: number | null;
  readonly updated_by_id: number | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
}

export interface Trigger {
  url?: string;
  readonly id: number | null;
  title: string | null;
  readonly raw_title: string | null;
  description: string | null;
  active: boolean | null;
  readonly default: boolean | null;
  position: number | null;
  category_id: string | null;
  conditions: Record<string, unknown> | null;
  actions: unknown[] | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
}

export interface TriggerCategory {
  url?: string;
  readonly id: string | null;
  name: string | null;
  position: number | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
}

export interface UpdateCadence {
  url?: string;
  readonly id: number | null;
  title: string | null;
  position: number | null;
  active: boolean | null;
  filter: Record<string, unknown> | null;
  every_seconds: number | null;
  analysis_every_seconds: number | null;
  business_hours: boolean | null;
  attempts: number | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
}

export interface User {
  url?: string;
  readonly id: number | null;
  name: string | null;
  email: string | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
  time_zone: string | null;
  readonly iana_time_zone: string | null;
  phone: string | null;
  readonly shared_phone_number: boolean | null;
  readonly photo: Record<string, unknown> | null;
  readonly locale_id: number | null;
  locale: string | null;
  organization_id: number | null;
  role: string | null;
  readonly role_type: number | null;
  verified: boolean | null;
  external_id: string | null;
  tags: unknown[] | null;
  alias: string | null;
  readonly active: boolean | null;
  readonly shared: boolean | null;
  readonly shared_agent: boolean | null;
  readonly last_login_at: string | null;
  readonly two_factor_auth_enabled: boolean | null;
  signature: string | null;
  details: string | null;
  notes: string | null;
  custom_role_id: number | null;
  moderator: boolean | null;
  ticket_restriction: string | null;
  only_private_comments: boolean | null;
  readonly restricted_agent: boolean | null;
  suspended: boolean | null;
  default_group_id: number | null;
  readonly report_csv: boolean | null;
  user_fields: Record<string, unknown> | null;
}

export interface UserField {
  url?: string;
  readonly id: number | null;
  key: string | null;
  type: string | null;
  title: string | null;
  raw_title: string | null;
  description: string | null;
  raw_description: string | null;
  position: number | null;
  active: boolean | null;
  readonly system: boolean | null;
  regexp_for_validation: string | null;
  tag: string | null;
  readonly custom_field_options: unknown[] | null;
  readonly relationship_filter: Record<string, unknown> | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
}

export interface UserSegment {
  url?: string;
  readonly id: number | null;
  name: string | null;
  user_type: string | null;
  tags: unknown[] | null;
  or_tags: unknown[] | null;
  organization_ids: unknown[] | null;
  group_ids: unknown[] | null;
  readonly added_user_ids: unknown[] | null;
  readonly built_in: boolean | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
}

export interface View {
  url?: string;
  readonly id: number | null;
  title: string | null;
  readonly raw_title: string | null;
  description: string | null;
  active: boolean | null;
  readonly default: boolean | null;
  position: number | null;
  conditions: Record<string, unknown> | null;
  readonly execution: Record<string, unknown> | null;
  restriction: Record<string, unknown> | null;
  readonly watchable: boolean | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
}

export interface Webhook {
  url?: string;
  readonly id: string | null;
  name: string | null;
  status: string | null;
  description: string | null;
  endpoint: string | null;
  http_method: string | null;
  request_format: string | null;
  subscriptions: unknown[] | null;
  authentication: Record<string, unknown> | null;
  custom_headers: Record<string, unknown> | null;
  readonly circuit: Record<string, unknown> | null;
  readonly created_by: string | null;
  readonly updated_by: string | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
}

export type Route =
  | "DELETE /agents/{id}/photo"
  | "DELETE /api_tokens/{id}"
  | "DELETE /assets/{id}"
  | "DELETE /attachments/{id}"
  | "DELETE /automations/destroy_many"
  | "DELETE /automations/{id}"
  | "DELETE /bot_settings/{id}"
  | "DELETE /brands/destroy_many"
  | "DELETE /brands/{id}"
  | "DELETE /business_hours/schedules/{id}"
  | "DELETE /business_hours/schedules/{id}/holidays/{holiday}"
  | "DELETE /cases/{id}"
  | "DELETE /community/posts/{id}"
  | "DELETE /community/posts/{id}/comments/{comment}"
  | "DELETE /community/posts/{id}/comments/{comment}/accept"
  | "DELETE /community/posts/{id}/subscriptions/{subscription}"
  | "DELETE /community/topics/destroy_many"
  | "DELETE /community/topics/{id}"
  | "DELETE /community/topics/{id}/subscriptions/{subscription}"
  | "DELETE /contact_persons/{id}"
  | "DELETE /contact_sites/{id}"
  | "DELETE /contact_ways/{id}"
  | "DELETE /contracts/{id}"
  | "DELETE /custom_roles/destroy_many"
  | "DELETE /custom_roles/{id}"
  | "DELETE /custom_statuses/destroy_many"
  | "DELETE /custom_statuses/{id}"
  | "DELETE /deleted_tickets/destroy_many"
  | "DELETE /deleted_tickets/{id}"
  | "DELETE /deleted_users/{id}"
  | "DELETE /dkim_keys/{id}"
  | "DELETE /draft_phrases/{id}"
  | "DELETE /draft_policies/{id}"
  | "DELETE /dynamic_content/items/{id}"
  | "DELETE /dynamic_content/items/{id}/variants/{variant}"
  | "DELETE /escalation_tiers/{id}"
  | "DELETE /fact_fields/{id}"
  | "DELETE /group_memberships/destroy_many"
  | "DELETE /group_memberships/{id}"
  | "DELETE /group_slas/policies/{id}"
  | "DELETE /groups/destroy_many"
  | "DELETE /groups/{id}"
  | "DELETE /guide/content_tags/{id}"
  | "DELETE /guide/permission_groups/destroy_many"
  | "DELETE /guide/permission_groups/{id}"
  | "DELETE /help_center/articles/attachments/{id}"
  | "DELETE /help_center/articles/{id}"
  | "DELETE /help_center/articles/{id}/comments/{comment}"
  | "DELETE /help_center/articles/{id}/labels/{label}"
  | "DELETE /help_center/articles/{id}/subscriptions/{subscription}"
  | "DELETE /help_center/articles/{id}/unsaved/{of}"
  | "DELETE /help_center/categories/{id}"
  | "DELETE /help_center/missed_searches"
  | "DELETE /help_center/sections/{id}"
  | "DELETE /help_center/sections/{id}/subscriptions/{subscription}"
  | "DELETE /help_center/translations/{id}"
  | "DELETE /help_center/user_segments/destroy_many"
  | "DELETE /help_center/user_segments/{id}"
  | "DELETE /help_center/votes/{id}"
  | "DELETE /help_center/{locale}/articles/{id}/labels/{label}"
  | "DELETE /help_center/{locale}/articles/{id}/subscriptions/{subscription}"
  | "DELETE /help_center/{locale}/sections/{id}/subscriptions/{subscription}"
  | "DELETE /macros/destroy_many"
  | "DELETE /macros/{id}"
  | "DELETE /mail_accounts/{id}"
  | "DELETE /mail_addresses"
  | "DELETE /oauth/clients/{id}"
  | "DELETE /oauth/tokens/{id}"
  | "DELETE /oidc_providers/{id}"
  | "DELETE /organization_fields/destroy_many"
  | "DELETE /organization_fields/{id}"
  | "DELETE /organization_fields/{id}/options/{option}"
  | "DELETE /organization_memberships/destroy_many"
  | "DELETE /organization_memberships/{id}"
  | "DELETE /organizations/destroy_many"
  | "DELETE /organizations/{id}"
  | "DELETE /organizations/{id}/tags"
  | "DELETE /planned_events/{id}"
  | "DELETE /procedures/{id}"
  | "DELETE /push_devices/{id}"
  | "DELETE /recipient_addresses/{id}"
  | "DELETE /report_drafts/{key}"
  | "DELETE /report_drafts/{key}/files/{file}"
  | "DELETE /session"
  | "DELETE /skills/destroy_many"
  | "DELETE /skills/{id}"
  | "DELETE /slas/policies/{id}"
  | "DELETE /suspended_tickets/destroy_many"
  | "DELETE /suspended_tickets/{id}"
  | "DELETE /ticket_fields/destroy_many"
  | "DELETE /ticket_fields/{id}"
  | "DELETE /ticket_fields/{id}/options/{option}"
  | "DELETE /ticket_forms/destroy_many"
  | "DELETE /ticket_forms/{id}"
  | "DELETE /tickets/destroy_many"
  | "DELETE /tickets/{id}"
  | "DELETE /tickets/{id}/comments/{comment}/attachments/{attachment}/redact"
  | "DELETE /tickets/{id}/draft"
  | "DELETE /tickets/{id}/links/{link}"
  | "DELETE /tickets/{id}/scheduled_replies/{reply}"
  | "DELETE /tickets/{id}/snooze"
  | "DELETE /tickets/{id}/tags"
  | "DELETE /trigger_categories/{id}"
  | "DELETE /triggers/destroy_many"
  | "DELETE /triggers/{id}"
  | "DELETE /update_cadences/{id}"
  | "DELETE /uploads/{token}"
  | "DELETE /user_fields/destroy_many"
  | "DELETE /user_fields/{id}"
  | "DELETE /user_fields/{id}/options/{option}"
  | "DELETE /users/destroy_many"
  | "DELETE /users/me/logout"
  | "DELETE /users/me/sessions"
  | "DELETE /users/{id}"
  | "DELETE /users/{id}/absence"
  | "DELETE /users/{id}/group_memberships/{membership}"
  | "DELETE /users/{id}/identities/{identity}"
  | "DELETE /users/{id}/lockout"
  | "DELETE /users/{id}/oidc_identities/{identity}"
  | "DELETE /users/{id}/organization_memberships/{membership}"
  | "DELETE /users/{id}/organizations/{organization}"
  | "DELETE /users/{id}/passkeys/{passkey}"
  | "DELETE /users/{id}/sessions"
  | "DELETE /users/{id}/sessions/{session}"
  | "DELETE /users/{id}/tags"
  | "DELETE /users/{id}/totp"
  | "DELETE /views/destroy_many"
  | "DELETE /views/{id}"
  | "DELETE /webhooks/{id}"
  | "DELETE /widget_keys/{id}"
  | "GET /absences"
  | "GET /account/settings"
  | "GET /activities"
  | "GET /activities/{id}"
  | "GET /agent_availability"
  | "GET /agent_availability/me"
  | "GET /agent_availability/{id}"
  | "GET /agents/{id}/face"
  | "GET /agents/{id}/signatures"
  | "GET /api_tokens"
  | "GET /api_tokens/{id}"
  | "GET /apps/installations"
  | "GET /assets"
  | "GET /assets/autocomplete"
  | "GET /assets/count"
  | "GET /assets/show_many"
  | "GET /assets/{id}"
  | "GET /attachments/{id}"
  | "GET /audit_logs"
  | "GET /audit_logs/count"
  | "GET /audit_logs/show_many"
  | "GET /audit_logs/{id}"
  | "GET /autocomplete/tags"
  | "GET /automations"
  | "GET /automations/active"
  | "GET /automations/count"
  | "GET /automations/definitions"
  | "GET /automations/search"
  | "GET /automations/show_many"
  | "GET /automations/{id}"
  | "GET /bookmarks"
  | "GET /bot_settings"
  | "GET /bot_settings/count"
  | "GET /bot_settings/show_many"
  | "GET /bot_settings/{id}"
  | "GET /brands"
  | "GET /brands/check_host_mapping"
  | "GET /brands/count"
  | "GET /brands/show_many"
  | "GET /brands/{id}"
  | "GET /brands/{id}/check_host_mapping"
  | "GET /business_hours/schedules"
  | "GET /business_hours/schedules/count"
  | "GET /business_hours/schedules/show_many"
  | "GET /business_hours/schedules/{id}"
  | "GET /business_hours/schedules/{id}/holidays"
  | "GET /business_hours/schedules/{id}/holidays/{holiday}"
  | "GET /cases"
  | "GET /cases/count"
  | "GET /cases/show_many"
  | "GET /cases/{id}"
  | "GET /cases/{id}/tickets"
  | "GET /channels/twitter/monitored_twitter_handles"
  | "GET /channels/voice/phone_numbers"
  | "GET /comments/{id}/original"
  | "GET /comments/{id}/pictures"
  | "GET /comments/{id}/raw"
  | "GET /community/posts"
  | "GET /community/posts/{id}"
  | "GET /community/posts/{id}/comments"
  | "GET /community/posts/{id}/comments/{comment}"
  | "GET /community/posts/{id}/comments/{comment}/votes"
  | "GET /community/posts/{id}/subscriptions"
  | "GET /community/posts/{id}/subscriptions/{subscription}"
  | "GET /community/posts/{id}/votes"
  | "GET /community/topics"
  | "GET /community/topics/{id}"
  | "GET /community/topics/{id}/posts"
  | "GET /community/topics/{id}/subscriptions"
  | "GET /community/topics/{id}/subscriptions/{subscription}"
  | "GET /community/users/{id}/comments"
  | "GET /community/users/{id}/posts"
  | "GET /console/cases/{id}"
  | "GET /console/start"
  | "GET /console/tickets"
  | "GET /console/tickets/{id}"
  | "GET /contact_card"
  | "GET /contact_figures"
  | "GET /contact_pages"
  | "GET /contact_pages/count"
  | "GET /contact_pages/show_many"
  | "GET /contact_persons"
  | "GET /contact_persons/count"
  | "GET /contact_persons/show_many"
  | "GET /contact_persons/{id}"
  | "GET /contact_sites"
  | "GET /contact_sites/count"
  | "GET /contact_sites/show_many"
  | "GET /contact_sites/{id}"
  | "GET /contact_ways"
  | "GET /contact_ways/count"
  | "GET /contact_ways/show_many"
  | "GET /contact_ways/{id}"
  | "GET /contracts"
  | "GET /contracts/count"
  | "GET /contracts/show_many"
  | "GET /contracts/{id}"
  | "GET /custom_objects"
  | "GET /custom_roles"
  | "GET /custom_roles/count"
  | "GET /custom_roles/{id}"
  | "GET /custom_roles/{id}/second_step"
  | "GET /custom_statuses"
  | "GET /custom_statuses/count"
  | "GET /custom_statuses/show_many"
  | "GET /custom_statuses/{id}"
  | "GET /deleted_tickets"
  | "GET /deleted_tickets/{id}"
  | "GET /deleted_users"
  | "GET /deleted_users/count"
  | "GET /deleted_users/{id}"
  | "GET /dkim_keys"
  | "GET /dkim_keys/count"
  | "GET /dkim_keys/show_many"
  | "GET /dkim_keys/{id}"
  | "GET /draft_overrides"
  | "GET /draft_overrides/count"
  | "GET /draft_overrides/show_many"
  | "GET /draft_phrases"
  | "GET /draft_phrases/count"
  | "GET /draft_phrases/shipped"
  | "GET /draft_phrases/show_many"
  | "GET /draft_phrases/{id}"
  | "GET /draft_policies"
  | "GET /draft_policies/count"
  | "GET /draft_policies/show_many"
  | "GET /draft_policies/{id}"
  | "GET /dynamic_content/items"
  | "GET /dynamic_content/items/show_many"
  | "GET /dynamic_content/items/{id}"
  | "GET /dynamic_content/items/{id}/variants"
  | "GET /dynamic_content/items/{id}/variants/{variant}"
  | "GET /end_users/{id}"
  | "GET /escalation_tiers"
  | "GET /escalation_tiers/count"
  | "GET /escalation_tiers/show_many"
  | "GET /escalation_tiers/{id}"
  | "GET /fact_fields"
  | "GET /fact_fields/count"
  | "GET /fact_fields/show_many"
  | "GET /fact_fields/{id}"
  | "GET /facts"
  | "GET /facts/count"
  | "GET /facts/show_many"
  | "GET /facts/{id}"
  | "GET /group_memberships"
  | "GET /group_memberships/assignable"
  | "GET /group_memberships/count"
  | "GET /group_memberships/show_many"
  | "GET /group_memberships/{id}"
  | "GET /group_slas/policies"
  | "GET /group_slas/policies/count"
  | "GET /group_slas/policies/definitions"
  | "GET /group_slas/policies/show_many"
  | "GET /group_slas/policies/{id}"
  | "GET /groups"
  | "GET /groups/assignable"
  | "GET /groups/count"
  | "GET /groups/show_many"
  | "GET /groups/{id}"
  | "GET /groups/{id}/memberships"
  | "GET /groups/{id}/memberships/assignable"
  | "GET /groups/{id}/routing"
  | "GET /groups/{id}/signatures"
  | "GET /groups/{id}/tickets"
  | "GET /groups/{id}/users"
  | "GET /guide/content_tags"
  | "GET /guide/content_tags/count"
  | "GET /guide/content_tags/{id}"
  | "GET /guide/permission_groups"
  | "GET /guide/permission_groups/count"
  | "GET /guide/permission_groups/show_many"
  | "GET /guide/permission_groups/{id}"
  | "GET /guide/search"
  | "GET /guided_reports"
  | "GET /guided_reports/count"
  | "GET /guided_reports/show_many"
  | "GET /guided_reports/{id}"
  | "GET /handoffs"
  | "GET /handoffs/count"
  | "GET /handoffs/show_many"
  | "GET /handoffs/{id}"
  | "GET /handovers"
  | "GET /handovers/count"
  | "GET /handovers/report"
  | "GET /handovers/settings"
  | "GET /handovers/show_many"
  | "GET /handovers/{id}"
  | "GET /help_center/articles"
  | "GET /help_center/articles/attachments/{id}"
  | "GET /help_center/articles/labels"
  | "GET /help_center/articles/labels/show_many"
  | "GET /help_center/articles/labels/{id}"
  | "GET /help_center/articles/search"
  | "GET /help_center/articles/show_many"
  | "GET /help_center/articles/{id}"
  | "GET /help_center/articles/{id}/attachments"
  | "GET /help_center/articles/{id}/attachments/block"
  | "GET /help_center/articles/{id}/attachments/inline"
  | "GET /help_center/articles/{id}/comments"
  | "GET /help_center/articles/{id}/comments/{comment}"
  | "GET /help_center/articles/{id}/comments/{comment}/votes"
  | "GET /help_center/articles/{id}/labels"
  | "GET /help_center/articles/{id}/subscriptions"
  | "GET /help_center/articles/{id}/subscriptions/{subscription}"
  | "GET /help_center/articles/{id}/translations"
  | "GET /help_center/articles/{id}/translations/missing"
  | "GET /help_center/articles/{id}/translations/{of}"
  | "GET /help_center/articles/{id}/translations/{of}/versions"
  | "GET /help_center/articles/{id}/translations/{of}/versions/{number}"
  | "GET /help_center/articles/{id}/unsaved"
  | "GET /help_center/articles/{id}/votes"
  | "GET /help_center/categories"
  | "GET /help_center/categories/{id}"
  | "GET /help_center/categories/{id}/articles"
  | "GET /help_center/categories/{id}/sections"
  | "GET /help_center/categories/{id}/translations"
  | "GET /help_center/categories/{id}/translations/missing"
  | "GET /help_center/categories/{id}/translations/{of}"
  | "GET /help_center/comments"
  | "GET /help_center/community_posts/search"
  | "GET /help_center/incremental/articles"
  | "GET /help_center/locales"
  | "GET /help_center/missed_searches"
  | "GET /help_center/overview"
  | "GET /help_center/overview/matches"
  | "GET /help_center/sections"
  | "GET /help_center/sections/{id}"
  | "GET /help_center/sections/{id}/access_policy"
  | "GET /help_center/sections/{id}/articles"
  | "GET /help_center/sections/{id}/sections"
  | "GET /help_center/sections/{id}/subscriptions"
  | "GET /help_center/sections/{id}/subscriptions/{subscription}"
  | "GET /help_center/sections/{id}/translations"
  | "GET /help_center/sections/{id}/translations/missing"
  | "GET /help_center/sections/{id}/translations/{of}"
  | "GET /help_center/user_segments"
  | "GET /help_center/user_segments/applicable"
  | "GET /help_center/user_segments/count"
  | "GET /help_center/user_segments/show_many"
  | "GET /help_center/user_segments/{id}"
  | "GET /help_center/user_segments/{id}/articles"
  | "GET /help_center/user_segments/{id}/sections"
  | "GET /help_center/user_segments/{id}/topics"
  | "GET /help_center/users/me/comments"
  | "GET /help_center/users/{id}/articles"
  | "GET /help_center/users/{id}/comments"
  | "GET /help_center/users/{id}/subscriptions"
  | "GET /help_center/users/{id}/user_segments"
  | "GET /help_center/users/{id}/votes"
  | "GET /help_center/votes/{id}"
  | "GET /help_center/{locale}/articles"
  | "GET /help_center/{locale}/articles/search"
  | "GET /help_center/{locale}/articles/{id}"
  | "GET /help_center/{locale}/articles/{id}/attachments"
  | "GET /help_center/{locale}/articles/{id}/attachments/block"
  | "GET /help_center/{locale}/articles/{id}/attachments/inline"
  | "GET /help_center/{locale}/articles/{id}/comments"
  | "GET /help_center/{locale}/articles/{id}/comments/{comment}"
  | "GET /help_center/{locale}/articles/{id}/comments/{comment}/votes"
  | "GET /help_center/{locale}/articles/{id}/labels"
  | "GET /help_center/{locale}/articles/{id}/subscriptions"
  | "GET /help_center/{locale}/articles/{id}/subscriptions/{subscription}"
  | "GET /help_center/{locale}/articles/{id}/votes"
  | "GET /help_center/{locale}/categories"
  | "GET /help_center/{locale}/categories/{id}"
  | "GET /help_center/{locale}/categories/{id}/articles"
  | "GET /help_center/{locale}/categories/{id}/sections"
  | "GET /help_center/{locale}/incremental/articles"
  | "GET /help_center/{locale}/sections"
  | "GET /help_center/{locale}/sections/{id}"
  | "GET /help_center/{locale}/sections/{id}/articles"
  | "GET /help_center/{locale}/sections/{id}/sections"
  | "GET /help_center/{locale}/sections/{id}/subscriptions"
  | "GET /help_center/{locale}/sections/{id}/subscriptions/{subscription}"
  | "GET /help_center/{locale}/users/{id}/articles"
  | "GET /inboxes"
  | "GET /incremental/organizations"
  | "GET /incremental/organizations/cursor"
  | "GET /incremental/organizations/sample"
  | "GET /incremental/ticket_events"
  | "GET /incremental/ticket_events/sample"
  | "GET /incremental/ticket_metric_events"
  | "GET /incremental/tickets"
  | "GET /incremental/tickets/cursor"
  | "GET /incremental/tickets/sample"
  | "GET /incremental/users"
  | "GET /incremental/users/cursor"
  | "GET /incremental/users/sample"
  | "GET /job_statuses"
  | "GET /job_statuses/show_many"
  | "GET /job_statuses/{id}"
  | "GET /locales"
  | "GET /locales/agent"
  | "GET /locales/current"
  | "GET /locales/detect_best_locale"
  | "GET /locales/public"
  | "GET /locales/show_many"
  | "GET /locales/{id}"
  | "GET /macros"
  | "GET /macros/actions"
  | "GET /macros/active"
  | "GET /macros/categories"
  | "GET /macros/count"
  | "GET /macros/definitions"
  | "GET /macros/search"
  | "GET /macros/show_many"
  | "GET /macros/{id}"
  | "GET /macros/{id}/apply"
  | "GET /mail_accounts"
  | "GET /mail_accounts/checks/{check}"
  | "GET /mail_accounts/{id}"
  | "GET /mail_addresses"
  | "GET /moods"
  | "GET /moods/count"
  | "GET /moods/report"
  | "GET /moods/settings"
  | "GET /moods/show_many"
  | "GET /moods/{id}"
  | "GET /notification_settings"
  | "GET /notifications"
  | "GET /notifications/unread"
  | "GET /oauth/clients"
  | "GET /oauth/clients/count"
  | "GET /oauth/clients/show_many"
  | "GET /oauth/clients/{id}"
  | "GET /oauth/tokens"
  | "GET /oauth/tokens/{id}"
  | "GET /oidc_providers"
  | "GET /oidc_providers/count"
  | "GET /oidc_providers/show_many"
  | "GET /oidc_providers/{id}"
  | "GET /openapi.json"
  | "GET /organization_fields"
  | "GET /organization_fields/count"
  | "GET /organization_fields/show_many"
  | "GET /organization_fields/{id}"
  | "GET /organization_fields/{id}/options"
  | "GET /organization_fields/{id}/options/{option}"
  | "GET /organization_memberships"
  | "GET /organization_memberships/count"
  | "GET /organization_memberships/show_many"
  | "GET /organization_memberships/{id}"
  | "GET /organization_subscriptions"
  | "GET /organizations"
  | "GET /organizations/autocomplete"
  | "GET /organizations/count"
  | "GET /organizations/search"
  | "GET /organizations/show_many"
  | "GET /organizations/{id}"
  | "GET /organizations/{id}/mood"
  | "GET /organizations/{id}/organization_memberships"
  | "GET /organizations/{id}/related"
  | "GET /organizations/{id}/requests"
  | "GET /organizations/{id}/subscriptions"
  | "GET /organizations/{id}/tags"
  | "GET /organizations/{id}/terms"
  | "GET /organizations/{id}/tickets"
  | "GET /organizations/{id}/tickets/count"
  | "GET /organizations/{id}/users"
  | "GET /planned_events"
  | "GET /planned_events/count"
  | "GET /planned_events/show_many"
  | "GET /planned_events/shown"
  | "GET /planned_events/{id}"
  | "GET /portal/search"
  | "GET /priority_classes"
  | "GET /priority_classes/report"
  | "GET /priority_criteria"
  | "GET /problems"
  | "GET /problems/autocomplete"
  | "GET /procedure_runs/{id}"
  | "GET /procedures"
  | "GET /procedures/count"
  | "GET /procedures/shipped"
  | "GET /procedures/show_many"
  | "GET /procedures/{id}"
  | "GET /procedures/{id}/statistics"
  | "GET /procedures/{id}/versions"
  | "GET /promises"
  | "GET /promises/count"
  | "GET /promises/report"
  | "GET /promises/settings"
  | "GET /promises/show_many"
  | "GET /promises/today"
  | "GET /promises/triage_report"
  | "GET /promises/{id}"
  | "GET /promises/{id}/draft"
  | "GET /push_devices"
  | "GET /recipient_addresses"
  | "GET /recipient_addresses/{id}"
  | "GET /report_drafts/{key}"
  | "GET /reports/arrivals"
  | "GET /reports/days"
  | "GET /reports/figures"
  | "GET /reports/plain_language"
  | "GET /reports/table"
  | "GET /reports/tickets"
  | "GET /reports/wallboard"
  | "GET /request_kinds"
  | "GET /requests"
  | "GET /requests/ccd"
  | "GET /requests/company"
  | "GET /requests/open"
  | "GET /requests/search"
  | "GET /requests/show_many"
  | "GET /requests/solved"
  | "GET /requests/{id}"
  | "GET /requests/{id}/comments"
  | "GET /requests/{id}/comments/{comment}"
  | "GET /requests/{id}/promises"
  | "GET /resource_collections"
  | "GET /routing/attributes"
  | "GET /routing/attributes/definitions"
  | "GET /routing/test"
  | "GET /rule_runs"
  | "GET /rule_runs/count"
  | "GET /rule_runs/show_many"
  | "GET /rule_runs/{id}"
  | "GET /satisfaction_ratings"
  | "GET /satisfaction_ratings/count"
  | "GET /satisfaction_ratings/received"
  | "GET /satisfaction_ratings/report"
  | "GET /satisfaction_ratings/show_many"
  | "GET /satisfaction_ratings/{id}"
  | "GET /search"
  | "GET /search/count"
  | "GET /search/export"
  | "GET /session/oidc"
  | "GET /sessions"
  | "GET /setup"
  | "GET /sharing_agreements"
  | "GET /skills"
  | "GET /skills/count"
  | "GET /skills/show_many"
  | "GET /skills/{id}"
  | "GET /skips"
  | "GET /slas/policies"
  | "GET /slas/policies/count"
  | "GET /slas/policies/definitions"
  | "GET /slas/policies/show_many"
  | "GET /slas/policies/{id}"
  | "GET /suspended_tickets"
  | "GET /suspended_tickets/count"
  | "GET /suspended_tickets/show_many"
  | "GET /suspended_tickets/{id}"
  | "GET /suspended_tickets/{id}/original"
  | "GET /suspended_tickets/{id}/raw"
  | "GET /tags"
  | "GET /tags/count"
  | "GET /targets"
  | "GET /ticket_audits"
  | "GET /ticket_fields"
  | "GET /ticket_fields/count"
  | "GET /ticket_fields/show_many"
  | "GET /ticket_fields/{id}"
  | "GET /ticket_fields/{id}/options"
  | "GET /ticket_fields/{id}/options/{option}"
  | "GET /ticket_forms"
  | "GET /ticket_forms/count"
  | "GET /ticket_forms/show_many"
  | "GET /ticket_forms/{id}"
  | "GET /ticket_metrics"
  | "GET /ticket_metrics/{id}"
  | "GET /ticket_settings"
  | "GET /tickets"
  | "GET /tickets/count"
  | "GET /tickets/recent"
  | "GET /tickets/show_many"
  | "GET /tickets/{id}"
  | "GET /tickets/{id}/active_time"
  | "GET /tickets/{id}/article_draft"
  | "GET /tickets/{id}/audits"
  | "GET /tickets/{id}/audits/count"
  | "GET /tickets/{id}/audits/{audit}"
  | "GET /tickets/{id}/bot"
  | "GET /tickets/{id}/calls"
  | "GET /tickets/{id}/clocks"
  | "GET /tickets/{id}/collaborators"
  | "GET /tickets/{id}/comments"
  | "GET /tickets/{id}/comments/count"
  | "GET /tickets/{id}/conversation_log"
  | "GET /tickets/{id}/draft"
  | "GET /tickets/{id}/email_ccs"
  | "GET /tickets/{id}/eta"
  | "GET /tickets/{id}/facts"
  | "GET /tickets/{id}/followers"
  | "GET /tickets/{id}/handovers"
  | "GET /tickets/{id}/handovers/draft"
  | "GET /tickets/{id}/incidents"
  | "GET /tickets/{id}/intake"
  | "GET /tickets/{id}/links"
  | "GET /tickets/{id}/macros/{macro_id}/apply"
  | "GET /tickets/{id}/merges"
  | "GET /tickets/{id}/metrics"
  | "GET /tickets/{id}/mood"
  | "GET /tickets/{id}/procedure_runs"
  | "GET /tickets/{id}/promises"
  | "GET /tickets/{id}/related"
  | "GET /tickets/{id}/report_ask"
  | "GET /tickets/{id}/routing_decisions"
  | "GET /tickets/{id}/rule_runs"
  | "GET /tickets/{id}/satisfaction_rating"
  | "GET /tickets/{id}/scheduled_replies"
  | "GET /tickets/{id}/scheduled_replies/{reply}"
  | "GET /tickets/{id}/send_times"
  | "GET /tickets/{id}/side_conversations"
  | "GET /tickets/{id}/skills"
  | "GET /tickets/{id}/snooze"
  | "GET /tickets/{id}/splits"
  | "GET /tickets/{id}/tags"
  | "GET /trigger_categories"
  | "GET /trigger_categories/count"
  | "GET /trigger_categories/show_many"
  | "GET /trigger_categories/{id}"
  | "GET /triggers"
  | "GET /triggers/active"
  | "GET /triggers/count"
  | "GET /triggers/definitions"
  | "GET /triggers/search"
  | "GET /triggers/show_many"
  | "GET /triggers/{id}"
  | "GET /triggers/{id}/revisions"
  | "GET /triggers/{id}/revisions/{revision}"
  | "GET /update_cadences"
  | "GET /update_cadences/count"
  | "GET /update_cadences/show_many"
  | "GET /update_cadences/{id}"
  | "GET /user_fields"
  | "GET /user_fields/count"
  | "GET /user_fields/show_many"
  | "GET /user_fields/{id}"
  | "GET /user_fields/{id}/options"
  | "GET /user_fields/{id}/options/{option}"
  | "GET /users"
  | "GET /users/autocomplete"
  | "GET /users/count"
  | "GET /users/me"
  | "GET /users/me/session"
  | "GET /users/me/sessions"
  | "GET /users/search"
  | "GET /users/show_many"
  | "GET /users/{id}"
  | "GET /users/{id}/duplicates"
  | "GET /users/{id}/group_memberships"
  | "GET /users/{id}/group_memberships/{membership}"
  | "GET /users/{id}/groups"
  | "GET /users/{id}/groups/count"
  | "GET /users/{id}/identities"
  | "GET /users/{id}/identities/{identity}"
  | "GET /users/{id}/lockout"
  | "GET /users/{id}/merges"
  | "GET /users/{id}/mood"
  | "GET /users/{id}/oidc_identities"
  | "GET /users/{id}/organization_memberships"
  | "GET /users/{id}/organization_memberships/{membership}"
  | "GET /users/{id}/organization_subscriptions"
  | "GET /users/{id}/organizations"
  | "GET /users/{id}/organizations/count"
  | "GET /users/{id}/passkeys"
  | "GET /users/{id}/password/requirements"
  | "GET /users/{id}/related"
  | "GET /users/{id}/requests"
  | "GET /users/{id}/sessions"
  | "GET /users/{id}/sessions/{session}"
  | "GET /users/{id}/skips"
  | "GET /users/{id}/tags"
  | "GET /users/{id}/tickets/assigned"
  | "GET /users/{id}/tickets/assigned/count"
  | "GET /users/{id}/tickets/ccd"
  | "GET /users/{id}/tickets/ccd/count"
  | "GET /users/{id}/tickets/followed"
  | "GET /users/{id}/tickets/requested"
  | "GET /users/{id}/tickets/requested/count"
  | "GET /users/{id}/totp"
  | "GET /views"
  | "GET /views/active"
  | "GET /views/compact"
  | "GET /views/count"
  | "GET /views/count_many"
  | "GET /views/definitions"
  | "GET /views/search"
  | "GET /views/shared"
  | "GET /views/show_many"
  | "GET /views/{id}"
  | "GET /views/{id}/count"
  | "GET /views/{id}/execute"
  | "GET /views/{id}/export"
  | "GET /views/{id}/feed"
  | "GET /views/{id}/tickets"
  | "GET /webhooks"
  | "GET /webhooks/{id}"
  | "GET /webhooks/{id}/invocations"
  | "GET /webhooks/{id}/invocations/{invocation}"
  | "GET /webhooks/{id}/invocations/{invocation}/attempts"
  | "GET /webhooks/{id}/invocations/{invocation}/attempts/{attempt}"
  | "GET /webhooks/{id}/signing_secret"
  | "GET /widget_keys"
  | "GET /workspaces"
  | "PATCH /assets/{id}"
  | "PATCH /automations/{id}"
  | "PATCH /bot_settings/{id}"
  | "PATCH /brands/{id}"
  | "PATCH /business_hours/schedules/{id}"
  | "PATCH /community/topics/{id}"
  | "PATCH /contact_persons/{id}"
  | "PATCH /contact_sites/{id}"
  | "PATCH /contact_ways/{id}"
  | "PATCH /contracts/{id}"
  | "PATCH /custom_roles/{id}"
  | "PATCH /custom_statuses/{id}"
  | "PATCH /dkim_keys/{id}"
  | "PATCH /draft_phrases/{id}"
  | "PATCH /draft_policies/{id}"
  | "PATCH /escalation_tiers/{id}"
  | "PATCH /fact_fields/{id}"
  | "PATCH /group_memberships/{id}"
  | "PATCH /group_slas/policies/{id}"
  | "PATCH /groups/{id}"
  | "PATCH /guide/content_tags/{id}"
  | "PATCH /guide/permission_groups/{id}"
  | "PATCH /help_center/user_segments/{id}"
  | "PATCH /macros/{id}"
  | "PATCH /mail_accounts/{id}"
  | "PATCH /oauth/clients/{id}"
  | "PATCH /oidc_providers/{id}"
  | "PATCH /organization_fields/{id}"
  | "PATCH /organization_memberships/{id}"
  | "PATCH /organizations/{id}"
  | "PATCH /planned_events/{id}"
  | "PATCH /procedures/{id}"
  | "PATCH /skills/{id}"
  | "PATCH /slas/policies/{id}"
  | "PATCH /ticket_fields/{id}"
  | "PATCH /ticket_forms/{id}"
  | "PATCH /trigger_categories/{id}"
  | "PATCH /triggers/{id}"
  | "PATCH /update_cadences/{id}"
  | "PATCH /user_fields/{id}"
  | "PATCH /users/{id}"
  | "PATCH /views/{id}"
  | "PATCH /webhooks/{id}"
  | "POST /api_tokens"
  | "POST /assets"
  | "POST /autocomplete/tags"
  | "POST /automations"
  | "POST /automations/create_many"
  | "POST /automations/preview"
  | "POST /automations/{id}/preview"
  | "POST /automations/{id}/run"
  | "POST /bot_settings"
  | "POST /brands"
  | "POST /brands/create_many"
  | "POST /business_hours/preview"
  | "POST /business_hours/schedules"
  | "POST /business_hours/schedules/{id}/holidays"
  | "POST /business_hours/schedules/{id}/holidays/import"
  | "POST /cases"
  | "POST /cases/{id}/words"
  | "POST /comments/{id}/read_again"
  | "POST /community/posts"
  | "POST /community/posts/{id}/comments"
  | "POST /community/posts/{id}/comments/{comment}/accept"
  | "POST /community/posts/{id}/comments/{comment}/down"
  | "POST /community/posts/{id}/comments/{comment}/up"
  | "POST /community/posts/{id}/down"
  | "POST /community/posts/{id}/subscriptions"
  | "POST /community/posts/{id}/up"
  | "POST /community/topics"
  | "POST /community/topics/create_many"
  | "POST /community/topics/{id}/subscriptions"
  | "POST /contact_persons"
  | "POST /contact_sites"
  | "POST /contact_sites/{id}/check"
  | "POST /contact_ways"
  | "POST /contracts"
  | "POST /custom_roles"
  | "POST /custom_roles/create_many"
  | "POST /custom_statuses"
  | "POST /custom_statuses/create_many"
  | "POST /dkim_keys"
  | "POST /draft_phrases"
  | "POST /draft_policies"
  | "POST /dynamic_content/items"
  | "POST /dynamic_content/items/{id}/variants"
  | "POST /dynamic_content/items/{id}/variants/create_many"
  | "POST /escalation_tiers"
  | "POST /fact_fields"
  | "POST /facts/{id}/restore"
  | "POST /facts/{id}/withdraw"
  | "POST /group_memberships"
  | "POST /group_memberships/create_many"
  | "POST /group_slas/policies"
  | "POST /groups"
  | "POST /groups/create_many"
  | "POST /guide/content_tags"
  | "POST /guide/permission_groups"
  | "POST /guide/permission_groups/create_many"
  | "POST /handovers/{id}/accept"
  | "POST /handovers/{id}/allow_answer"
  | "POST /handovers/{id}/reject"
  | "POST /handovers/{id}/return"
  | "POST /help_center/articles/attachments"
  | "POST /help_center/articles/{id}/attachments"
  | "POST /help_center/articles/{id}/bulk_attachments"
  | "POST /help_center/articles/{id}/comments"
  | "POST /help_center/articles/{id}/comments/{comment}/down"
  | "POST /help_center/articles/{id}/comments/{comment}/up"
  | "POST /help_center/articles/{id}/down"
  | "POST /help_center/articles/{id}/labels"
  | "POST /help_center/articles/{id}/subscriptions"
  | "POST /help_center/articles/{id}/translations"
  | "POST /help_center/articles/{id}/up"
  | "POST /help_center/categories"
  | "POST /help_center/categories/{id}/sections"
  | "POST /help_center/categories/{id}/translations"
  | "POST /help_center/preview"
  | "POST /help_center/sections/{id}/articles"
  | "POST /help_center/sections/{id}/subscriptions"
  | "POST /help_center/sections/{id}/translations"
  | "POST /help_center/user_segments"
  | "POST /help_center/user_segments/create_many"
  | "POST /help_center/{locale}/articles/{id}/attachments"
  | "POST /help_center/{locale}/articles/{id}/bulk_attachments"
  | "POST /help_center/{locale}/articles/{id}/comments"
  | "POST /help_center/{locale}/articles/{id}/comments/{comment}/down"
  | "POST /help_center/{locale}/articles/{id}/comments/{comment}/up"
  | "POST /help_center/{locale}/articles/{id}/down"
  | "POST /help_center/{locale}/articles/{id}/labels"
  | "POST /help_center/{locale}/articles/{id}/subscriptions"
  | "POST /help_center/{locale}/articles/{id}/up"
  | "POST /help_center/{locale}/categories"
  | "POST /help_center/{locale}/categories/{id}/sections"
  | "POST /help_center/{locale}/sections/{id}/articles"
  | "POST /help_center/{locale}/sections/{id}/subscriptions"
  | "POST /imports/tickets"
  | "POST /imports/tickets/create_many"
  | "POST /macros"
  | "POST /macros/create_many"
  | "POST /macros/preview"
  | "POST /macros/{id}/apply_many"
  | "POST /mail_accounts"
  | "POST /mail_accounts/discover"
  | "POST /mail_accounts/{id}/authorize"
  | "POST /mail_accounts/{id}/check"
  | "POST /mail_accounts/{id}/token"
  | "POST /notification_settings/digest"
  | "POST /oauth/clients"
  | "POST /oauth/tokens"
  | "POST /oidc_providers"
  | "POST /oidc_providers/{id}/check"
  | "POST /organization_fields"
  | "POST /organization_fields/create_many"
  | "POST /organization_fields/{id}/options"
  | "POST /organization_memberships"
  | "POST /organization_memberships/create_many"
  | "POST /organizations"
  | "POST /organizations/autocomplete"
  | "POST /organizations/create_many"
  | "POST /organizations/create_or_update"
  | "POST /organizations/{id}/tags"
  | "POST /planned_events"
  | "POST /portal/requests"
  | "POST /priority_criteria/compute"
  | "POST /problems/autocomplete"
  | "POST /procedure_runs/{id}/cancel"
  | "POST /procedure_runs/{id}/done"
  | "POST /procedure_runs/{id}/reopen"
  | "POST /procedure_runs/{id}/skip"
  | "POST /procedures"
  | "POST /procedures/shipped"
  | "POST /procedures/{id}/publish"
  | "POST /promises/detect"
  | "POST /promises/{id}/cancel"
  | "POST /promises/{id}/delay_notice"
  | "POST /promises/{id}/keep"
  | "POST /promises/{id}/send"
  | "POST /push_devices"
  | "POST /push_devices/test"
  | "POST /recipient_addresses"
  | "POST /report_drafts/{key}/files"
  | "POST /report_drafts/{key}/send"
  | "POST /requests"
  | "POST /requests/{id}/approval"
  | "POST /requests/{id}/escalation"
  | "POST /session"
  | "POST /session/oidc"
  | "POST /session/passkey"
  | "POST /session/passkey/options"
  | "POST /setup"
  | "POST /skills"
  | "POST /skills/create_many"
  | "POST /slas/policies"
  | "POST /slas/policies/preview"
  | "POST /suspended_tickets/{id}/attachments"
  | "POST /suspended_tickets/{id}/read_again"
  | "POST /ticket_fields"
  | "POST /ticket_fields/create_many"
  | "POST /ticket_fields/{id}/options"
  | "POST /ticket_forms"
  | "POST /ticket_forms/create_many"
  | "POST /ticket_forms/{id}/clone"
  | "POST /tickets"
  | "POST /tickets/create_many"
  | "POST /tickets/{id}/active_time"
  | "POST /tickets/{id}/calls"
  | "POST /tickets/{id}/comments/{comment}/send_again"
  | "POST /tickets/{id}/comments/{comment}/undo"
  | "POST /tickets/{id}/draft_checks"
  | "POST /tickets/{id}/facts"
  | "POST /tickets/{id}/handovers"
  | "POST /tickets/{id}/links"
  | "POST /tickets/{id}/macros/{macro_id}/apply"
  | "POST /tickets/{id}/merge"
  | "POST /tickets/{id}/procedure_runs"
  | "POST /tickets/{id}/promises"
  | "POST /tickets/{id}/satisfaction_rating"
  | "POST /tickets/{id}/scheduled_replies"
  | "POST /tickets/{id}/scheduled_replies/{reply}/send"
  | "POST /tickets/{id}/split"
  | "POST /tickets/{id}/split/preview"
  | "POST /tickets/{id}/tags"
  | "POST /tickets/{id}/triage"
  | "POST /trigger_categories"
  | "POST /triggers"
  | "POST /triggers/create_many"
  | "POST /triggers/preview"
  | "POST /triggers/{id}/preview"
  | "POST /update_cadences"
  | "POST /uploads"
  | "POST /user_fields"
  | "POST /user_fields/create_many"
  | "POST /user_fields/{id}/options"
  | "POST /users"
  | "POST /users/autocomplete"
  | "POST /users/create_many"
  | "POST /users/create_or_update"
  | "POST /users/create_or_update_many"
  | "POST /users/{id}/group_memberships"
  | "POST /users/{id}/identities"
  | "POST /users/{id}/oidc_identities"
  | "POST /users/{id}/organization_memberships"
  | "POST /users/{id}/passkeys"
  | "POST /users/{id}/passkeys/options"
  | "POST /users/{id}/password"
  | "POST /users/{id}/tags"
  | "POST /users/{id}/totp"
  | "POST /users/{id}/totp/recovery_codes"
  | "POST /views"
  | "POST /views/create_many"
  | "POST /views/preview"
  | "POST /views/preview/count"
  | "POST /webhooks"
  | "POST /webhooks/test"
  | "POST /webhooks/{id}/invocations/{invocation}/replay"
  | "POST /webhooks/{id}/signing_secret"
  | "POST /widget_keys"
  | "PUT /account/settings"
  | "PUT /agent_availability/me"
  | "PUT /agent_availability/{id}"
  | "PUT /agents/{id}/face"
  | "PUT /agents/{id}/photo"
  | "PUT /agents/{id}/signatures"
  | "PUT /assets/{id}"
  | "PUT /automations/reorder"
  | "PUT /automations/update_many"
  | "PUT /automations/{id}"
  | "PUT /bot_settings/{id}"
  | "PUT /brands/update_many"
  | "PUT /brands/{id}"
  | "PUT /business_hours/schedules/{id}"
  | "PUT /business_hours/schedules/{id}/holidays/{holiday}"
  | "PUT /business_hours/schedules/{id}/workweek"
  | "PUT /cases/{id}"
  | "PUT /cases/{id}/rejoin"
  | "PUT /comment_redactions/{id}"
  | "PUT /community/posts/{id}"
  | "PUT /community/posts/{id}/comments/{comment}"
  | "PUT /community/topics/update_many"
  | "PUT /community/topics/{id}"
  | "PUT /contact_persons/{id}"
  | "PUT /contact_sites/{id}"
  | "PUT /contact_ways/{id}"
  | "PUT /contracts/{id}"
  | "PUT /custom_roles/update_many"
  | "PUT /custom_roles/{id}"
  | "PUT /custom_roles/{id}/second_step"
  | "PUT /custom_statuses/update_many"
  | "PUT /custom_statuses/{id}"
  | "PUT /deleted_tickets/restore_many"
  | "PUT /deleted_tickets/{id}/restore"
  | "PUT /dkim_keys/{id}"
  | "PUT /dkim_keys/{id}/check"
  | "PUT /draft_phrases/{id}"
  | "PUT /draft_policies/{id}"
  | "PUT /dynamic_content/items/{id}"
  | "PUT /dynamic_content/items/{id}/variants/update_many"
  | "PUT /dynamic_content/items/{id}/variants/{variant}"
  | "PUT /end_users/{id}"
  | "PUT /escalation_tiers/{id}"
  | "PUT /fact_fields/{id}"
  | "PUT /facts/{id}"
  | "PUT /group_memberships/update_many"
  | "PUT /group_memberships/{id}"
  | "PUT /group_slas/policies/reorder"
  | "PUT /group_slas/policies/{id}"
  | "PUT /groups/update_many"
  | "PUT /groups/{id}"
  | "PUT /groups/{id}/routing"
  | "PUT /groups/{id}/signatures"
  | "PUT /guide/content_tags/{id}"
  | "PUT /guide/permission_groups/update_many"
  | "PUT /guide/permission_groups/{id}"
  | "PUT /handovers/settings"
  | "PUT /help_center/articles/{id}"
  | "PUT /help_center/articles/{id}/checked"
  | "PUT /help_center/articles/{id}/comments/{comment}"
  | "PUT /help_center/articles/{id}/translations/{of}"
  | "PUT /help_center/articles/{id}/unsaved/{of}"
  | "PUT /help_center/categories/{id}"
  | "PUT /help_center/categories/{id}/source_locale"
  | "PUT /help_center/categories/{id}/translations/{of}"
  | "PUT /help_center/sections/{id}"
  | "PUT /help_center/sections/{id}/access_policy"
  | "PUT /help_center/sections/{id}/source_locale"
  | "PUT /help_center/sections/{id}/translations/{of}"
  | "PUT /help_center/user_segments/update_many"
  | "PUT /help_center/user_segments/{id}"
  | "PUT /help_center/{locale}/articles/{id}"
  | "PUT /help_center/{locale}/categories/{id}"
  | "PUT /help_center/{locale}/sections/{id}"
  | "PUT /job_statuses/{id}/undo"
  | "PUT /locales/detect_best_locale"
  | "PUT /macros/reorder"
  | "PUT /macros/update_many"
  | "PUT /macros/{id}"
  | "PUT /mail_accounts/{id}"
  | "PUT /moods/settings"
  | "PUT /notification_settings"
  | "PUT /notifications/read"
  | "PUT /notifications/{id}/read"
  | "PUT /oauth/clients/{id}"
  | "PUT /oauth/clients/{id}/generate_secret"
  | "PUT /oidc_providers/{id}"
  | "PUT /organization_fields/reorder"
  | "PUT /organization_fields/update_many"
  | "PUT /organization_fields/{id}"
  | "PUT /organization_memberships/update_many"
  | "PUT /organization_memberships/{id}"
  | "PUT /organizations/update_many"
  | "PUT /organizations/{id}"
  | "PUT /organizations/{id}/mood"
  | "PUT /organizations/{id}/tags"
  | "PUT /organizations/{id}/terms"
  | "PUT /planned_events/{id}"
  | "PUT /priority_classes/{name}"
  | "PUT /priority_criteria"
  | "PUT /procedures/{id}"
  | "PUT /promises/settings"
  | "PUT /promises/{id}"
  | "PUT /recipient_addresses/{id}"
  | "PUT /recipient_addresses/{id}/verify"
  | "PUT /report_drafts/{key}"
  | "PUT /request_kinds/{kind}"
  | "PUT /requests/{id}"
  | "PUT /skills/update_many"
  | "PUT /skills/{id}"
  | "PUT /slas/policies/reorder"
  | "PUT /slas/policies/{id}"
  | "PUT /splits/{id}/undo"
  | "PUT /suspended_tickets/recover_many"
  | "PUT /suspended_tickets/{id}/recover"
  | "PUT /ticket_fields/update_many"
  | "PUT /ticket_fields/{id}"
  | "PUT /ticket_fields/{id}/options"
  | "PUT /ticket_forms/reorder"
  | "PUT /ticket_forms/update_many"
  | "PUT /ticket_forms/{id}"
  | "PUT /ticket_settings"
  | "PUT /tickets/mark_many_as_spam"
  | "PUT /tickets/update_many"
  | "PUT /tickets/{id}"
  | "PUT /tickets/{id}/active_time"
  | "PUT /tickets/{id}/audits/{audit}/make_private"
  | "PUT /tickets/{id}/audits/{audit}/trust"
  | "PUT /tickets/{id}/comments/{comment}/attachments/{attachment}/redact"
  | "PUT /tickets/{id}/comments/{comment}/make_private"
  | "PUT /tickets/{id}/comments/{comment}/redact"
  | "PUT /tickets/{id}/draft"
  | "PUT /tickets/{id}/escalation"
  | "PUT /tickets/{id}/intake"
  | "PUT /tickets/{id}/mark_as_spam"
  | "PUT /tickets/{id}/merge"
  | "PUT /tickets/{id}/owner"
  | "PUT /tickets/{id}/read"
  | "PUT /tickets/{id}/rejoin"
  | "PUT /tickets/{id}/reproduction"
  | "PUT /tickets/{id}/scheduled_replies/{reply}"
  | "PUT /tickets/{id}/skills"
  | "PUT /tickets/{id}/snooze"
  | "PUT /tickets/{id}/speaker"
  | "PUT /tickets/{id}/tags"
  | "PUT /tickets/{id}/unmerge"
  | "PUT /trigger_categories/{id}"
  | "PUT /triggers/reorder"
  | "PUT /triggers/update_many"
  | "PUT /triggers/{id}"
  | "PUT /update_cadences/{id}"
  | "PUT /user_fields/reorder"
  | "PUT /user_fields/update_many"
  | "PUT /user_fields/{id}"
  | "PUT /user_merges/{id}/undo"
  | "PUT /users/update_many"
  | "PUT /users/{id}"
  | "PUT /users/{id}/absence"
  | "PUT /users/{id}/group_memberships/{membership}/make_default"
  | "PUT /users/{id}/identities/{identity}"
  | "PUT /users/{id}/identities/{identity}/make_primary"
  | "PUT /users/{id}/identities/{identity}/request_verification"
  | "PUT /users/{id}/identities/{identity}/verify"
  | "PUT /users/{id}/merge"
  | "PUT /users/{id}/mood"
  | "PUT /users/{id}/organization_memberships/{membership}/make_default"
  | "PUT /users/{id}/organizations/{organization}/make_default"
  | "PUT /users/{id}/passkeys/{passkey}"
  | "PUT /users/{id}/password"
  | "PUT /users/{id}/tags"
  | "PUT /users/{id}/totp"
  | "PUT /views/reorder"
  | "PUT /views/update_many"
  | "PUT /views/{id}"
  | "PUT /webhooks/{id}";
