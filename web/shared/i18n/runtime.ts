// What compiled messages call at run time: plural choice and number formatting. Formatters are made once per language.
const rules = new Map<string, Intl.PluralRules>();
const numbers = new Map<string, Intl.NumberFormat>();

export function plural(language: string, n: number, forms: Record<string, () => string>): string {
  let rule = rules.get(language);
  if (!rule) rules.set(language, (rule = new Intl.PluralRules(language)));
  return (forms[rule.select(n)] ?? forms.other!)();
}

export function number(language: string, n: number): string {
  let format = numbers.get(language);
  if (!format) numbers.set(language, (format = new Intl.NumberFormat(language)));
  return format.format(n);
}

/** The arguments of a message function, or none for a plain text. */
export type MessageArguments<M> = M extends (a: infer A) => string ? [A] : [];

export function formatMessage(message: string | ((a: never) => string) | undefined, a?: unknown): string {
  if (message === undefined) return '';
  return typeof message === 'string' ? message : message(a as never);
}
