// The words in which a screen of the administration is described: what a row is called, which fields its form has, what may be
// done. list.tsx and form.tsx draw every screen from this; a screen adds a component only where a plain field is not enough.
import type { ComponentChildren } from 'preact';

export type Values = Record<string, unknown>;
export type Row = Values & { id: number | string };

export interface Option {
  value: string;
  label: string;
  hint?: string;
}
export type Options = Option[] | (() => Promise<Option[]>);

interface FieldBase {
  /** The name of the field in the API; errors of the API are shown beside it. */
  key: string;
  label: string;
  hint?: string;
  shown?(values: Values): boolean;
}

export interface OwnFieldProps {
  id: string;
  value: unknown;
  values: Values;
  error?: string;
  set(value: unknown): void;
}

export type Field = FieldBase & (
  | { kind: 'text'; type?: 'text' | 'email' | 'url' | 'password'; placeholder?: string; required?: boolean; ltr?: boolean }
  | { kind: 'area'; rows?: number; required?: boolean }
  | { kind: 'number'; suffix?: string; min?: number; max?: number }
  | { kind: 'switch' }
  /** `numeric`: the API takes a number; `none`: the word for nothing chosen (null). */
  | { kind: 'choice'; options: Options; numeric?: boolean; none?: string }
  | { kind: 'many'; options: Options; numeric?: boolean }
  | { kind: 'tags' }
  /** A stretch of time, "1 h 30 min", kept in seconds (or in the unit of the API). */
  | { kind: 'duration'; unit?: 'seconds' | 'minutes' }
  | { kind: 'own'; view(props: OwnFieldProps): ComponentChildren; wide?: boolean }
);

export interface Section {
  title: string;
  lead?: string;
  fields: Field[];
  shown?(values: Values): boolean;
}

export interface Resource {
  /** Below /api/v2. */
  path: string;
  one: string;
  many: string;
  /** More of the query of the list. */
  query?: string;
  name(row: Row): string;
  detail?(row: Row): string;
  badges?(row: Row): { text: string; tone?: 'good' | 'bad' | 'calm' }[];
  sections(row: Row | null): Section[];
  fresh?: Values;
  /** More about the row that its own answer lacks. */
  load?(row: Row): Promise<Row>;
  /** From the row of the API to the values of the form; without it the keys of the fields are taken as they are. */
  read?(row: Row): Values;
  /** From the values to the body; gets the row there was. */
  write?(values: Values, row: Row | null): Values;
  save?(values: Values, row: Row | null): Promise<Row>;
  /** What is wrong before anything is sent, by field. */
  check?(values: Values): Record<string, string>;
  /** The list has a switch for `active`. */
  switchable?: boolean;
  /** The list can be put in order; sent as {<one>_ids}. */
  ordered?: boolean;
  canAdd?: boolean;
  canRemove?(row: Row): boolean;
  /** Answers an extra look at the new row, such as a token that is shown once. */
  made?(row: Row): ComponentChildren;
  /** Parts below the form of a stored row. */
  below?(props: { row: Row; values: Values; reload(): void }): ComponentChildren;
  /** Parts inside the page of the form that see unsaved values, such as a test box. */
  beside?(props: { row: Row | null; body(): Values }): ComponentChildren;
  /** What stands below the list, such as a switch of the same matter. */
  foot?(): ComponentChildren;
  words: { add: string; submit?: string; none: string; noneHint: string; removeHint?: string };
}
