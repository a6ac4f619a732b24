// "Sign in with NAME" at the door: providers that the administrator has set up.
import { useEffect, useState } from 'preact/hooks';
import { LogIn } from 'lucide-preact';
import { get } from '@sahay/shared/client';
import { t, useTexts } from './texts';

interface Provider { id: number; name: string }

export default function ProviderButtons() {
  const texts = useTexts();
  const [all, setAll] = useState<Provider[]>([]);
  useEffect(() => { get<{ oidc_providers: Provider[] }>('/session/oidc').then((answer) => setAll(answer.oidc_providers), () => undefined); }, []);
  if (!texts) return null;
  const here = new URLSearchParams(location.search).get('next') ?? location.pathname.replace(/^\/console/, '');
  const next = /^\/(?!signin)/.test(here) ? here : '/';
  return (
    <>
      {all.map((each) => (
        <a key={each.id} class="button wide" href={`/oidc/start/${each.id}?for=console&return_to=${encodeURIComponent(next)}`}>
          <LogIn class="icon" size={16} aria-hidden="true" />{t('access.oidcSignIn', { name: each.name })}
        </a>
      ))}
    </>
  );
}
