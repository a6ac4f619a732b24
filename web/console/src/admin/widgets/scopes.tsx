// What a key may reach: areas of the API, each to be read, or read and written. An empty list is everything.
import { t } from '../texts';
import type { OwnFieldProps } from '../machine/types';

// First parts of the addresses of the API.
export const areas = ['tickets', 'users', 'organizations', 'search', 'help_center', 'views', 'macros', 'reports', 'incremental', 'uploads'] as const;
type Area = (typeof areas)[number];
const levels = ['none', 'read', 'write'] as const;
type Level = (typeof levels)[number];

const areaWord = (area: string) => ((areas as readonly string[]).includes(area) ? t(`arrange.scope.${area as Area}`) : area);

export function scopeWords(scopes: readonly string[]): string {
  if (scopes.length === 0) return t('arrange.scope.all');
  if (scopes.includes('write') && scopes.includes('read')) return t('arrange.scope.all');
  const named = new Map<string, string[]>();
  for (const scope of scopes) {
    const [area, verb] = scope.includes(':') ? scope.split(':') as [string, string] : ['', scope];
    named.set(area, [...(named.get(area) ?? []), verb]);
  }
  return [...named].map(([area, verbs]) => {
    const level = verbs.includes('write') ? t('arrange.scope.write') : verbs.includes('read') ? t('arrange.scope.read') : verbs.join(', ');
    return area ? `${areaWord(area)}: ${level}` : level;
  }).join(', ');
}

const levelOf = (scopes: readonly string[], area: Area): Level => (scopes.includes(`${area}:write`) ? 'write' : scopes.includes(`${area}:read`) ? 'read' : 'none');

export function Scopes({ value, set }: OwnFieldProps) {
  const scopes = (Array.isArray(value) ? value : []) as string[];
  const put = (area: Area, level: Level) => set([...scopes.filter((each) => !each.startsWith(`${area}:`)), ...(level === 'none' ? [] : level === 'read' ? [`${area}:read`] : [`${area}:read`, `${area}:write`])]);
  const words: Record<Level, string> = { none: t('arrange.scope.none'), read: t('arrange.scope.read'), write: t('arrange.scope.write') };
  return (
    <div class="levels">
      {areas.map((area) => (
        <div key={area} class="level" role="radiogroup" aria-label={areaWord(area)}>
          <span class="strong">{areaWord(area)}</span>
          <span class="radio-set">
            {levels.map((level) => <label key={level}><input type="radio" name={`scope-${area}`} checked={levelOf(scopes, area) === level} onChange={() => put(area, level)} />{words[level]}</label>)}
          </span>
        </div>
      ))}
    </div>
  );
}
