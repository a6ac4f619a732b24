// A part that is loaded when it is opened, and that says so and tries again where there is no line to load it by.
import type { ComponentType } from 'preact';
import { lazy } from 'preact/compat';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../i18n';
import { connection } from '../state/live';
import { say } from '../state/toasts';
import { Problem } from './states';

type Loaded<P> = { default: ComponentType<P> };

/** `quiet`: a part beside others or a dialog: it is said in passing, and stays away until it can come. */
export function lazyHere<P>(load: () => Promise<Loaded<P>>, quiet = false) {
  function Awaited(props: P & object) {
    const [Part, setPart] = useState<ComponentType<P> | null>(null);
    const retry = () => void load().then((module) => setPart(() => module.default), () => undefined);
    useEffect(() => { if (quiet) say(t('connection.notHere')); }, []);
    useEffect(() => { if (connection.value === 'live') retry(); }, [connection.value]);
    if (Part) return <Part {...props} />;
    return quiet ? null : <Problem title={t('connection.notHere')} action={t('ui.tryAgain')} onAction={retry} />;
  }
  return lazy(() => load().catch((): Loaded<P> => ({ default: Awaited as ComponentType<P> })));
}
