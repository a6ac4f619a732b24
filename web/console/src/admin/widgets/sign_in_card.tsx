// What a new agent needs to sign in, shown once, with a button that copies all of it.
import { t } from '../texts';
import { CopyBox } from './copy_box';

export function SignInCard({ name, email, password }: { name: string; email: string; password: string }) {
  const address = `${location.origin}/console/`;
  return (
    <div class="admin-section">
      <p>{t('admin.people.made', { name })}</p>
      <CopyBox label={t('admin.people.signIn')} text={t('admin.people.signInText', { address, email, password })} />
      <p class="sm t3">{t('admin.people.once')}</p>
    </div>
  );
}
