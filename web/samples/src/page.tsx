// The page: what to show it in, then a section for each component, class and state. What web/ui has and nobody shows is named.
import { components } from './components';
import { classes } from './classes';
import { states } from './states';
import type { Sample } from './sample';

const looks = { lang: ['en', 'bn', 'ru'], theme: ['light', 'dark'], density: ['comfortable', 'compact'] };
// Every component that a file of web/ui exports: the list comes from the source, so that a new one without a sample is seen.
const modules = import.meta.glob<Record<string, unknown>>('../../ui/src/*.tsx', { eager: true });
const exported = Object.values(modules).flatMap((module) => Object.keys(module)).filter((name) => /^[A-Z]/.test(name));

function Section({ name, sample: Shown }: { name: string; sample: Sample }) {
  return (
    <section class="sample" data-sample={name} aria-label={name}>
      <h2 lang="en">{name}</h2>
      <div><Shown /></div>
    </section>
  );
}

export function Page({ wish }: { wish: URLSearchParams }) {
  const missing = exported.filter((name) => !(name in components));
  return (
    <main class="samples">
      <h1 lang="en">web/ui</h1>
      <nav aria-label="Look" lang="en">
        {Object.entries(looks).flatMap(([key, values]) => values.map((value) => {
          const query = new URLSearchParams(wish);
          query.set(key, value);
          return <a key={key + value} href={`?${query}`} aria-current={wish.get(key) === value ? 'true' : undefined}>{value}</a>;
        }))}
      </nav>
      {missing.map((name) => <section key={name} class="sample missing" data-missing={name}><h2 lang="en">{name}</h2></section>)}
      {[components, classes, states].flatMap((group) => Object.entries(group)).map(([name, sample]) => <Section key={name} name={name} sample={sample} />)}
    </main>
  );
}
