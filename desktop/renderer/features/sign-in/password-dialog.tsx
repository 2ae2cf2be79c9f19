import { type FormEvent, useState } from 'react';
import { problemText, useBridge } from '../../data/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { t } from '../../ui/text.ts';

export function PasswordDialog({ onClose }: { readonly onClose: () => void }) {
  const bridge = useBridge();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  function submit(event: FormEvent): void {
    event.preventDefault();
    setBusy(true);
    bridge
      .call('session.signInWithPassword', { email: email.trim(), password })
      .then(onClose)
      .catch((problem: unknown) =>
        setWrong(problemText(problem, t('Not signed in. Check the address and password, or use a PIN.'))),
      )
      .finally(() => setBusy(false));
  }
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('Sign in with e-mail')}
      closeLabel={t('Close')}
      width={420}
      foot={
        <>
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button look="primary" type="submit" form="with-password" disabled={busy || !email || !password}>
            {t('Sign in')}
          </Button>
        </>
      }
    >
      <form id="with-password" onSubmit={submit} style={{ display: 'grid', gap: 16 }}>
        <Field label={t('E-mail')}>
          {(control) => (
            <Input
              {...control}
              type="email"
              autoComplete="username"
              value={email}
              onChange={(event) => setEmail(event.target.value)}
              data-autofocus
            />
          )}
        </Field>
        <Field label={t('Password')} error={wrong}>
          {(control) => (
            <Input
              {...control}
              type="password"
              autoComplete="current-password"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
