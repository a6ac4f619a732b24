// A view that is not stored stands in the address as "filter:" and its conditions; `of` is the view it began with. Pure.

export interface Condition { field: string; operator: string; value: unknown }
export interface Conditions { all: Condition[]; any: Condition[] }
export interface Filter extends Conditions { of: string }

const prefix = 'filter:';

export const isFilter = (key: string) => key.startsWith(prefix);
export const filterKey = ({ of, all, any }: Filter): string => prefix + JSON.stringify({ of, all, any });

export function filterOf(key: string): Filter | null {
  if (!isFilter(key)) return null;
  try {
    const read = JSON.parse(key.slice(prefix.length)) as Partial<Filter>;
    return { of: typeof read.of === 'string' && !isFilter(read.of) ? read.of : 'all', all: Array.isArray(read.all) ? read.all : [], any: Array.isArray(read.any) ? read.any : [] };
  } catch {
    return { of: 'all', all: [], any: [] };
  }
}

/** The view that a list is, or began with. */
export const baseOf = (key: string): string => filterOf(key)?.of ?? key;
