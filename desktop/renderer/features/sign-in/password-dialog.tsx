import { useState } from 'react';
import type { BridgeProblem } from '../../../bridge/contract.ts';
import { useBridge } from '../../data/bridge.ts';
import { useSending } from '../../data/sending.ts';
import { Field, Input } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t } from '../../ui/text.ts';
import { Credentials } from './credentials.tsx';

export function PasswordDialog({ onClose }: { readonly onClose: () => void }) {
  const bridge = useBridge();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  /** The account has a second factor: the password alone was not enough. */
  const [needsCode, setNeedsCode] = useState(false);
  const { busy, refused, send } = useSending(() => t('Not signed in. Check the address and password, or use a PIN.'));
  async function signIn(): Promise<void> {
    try {
      const second = needsCode ? { code: code.trim() } : {};
      await bridge.call('session.signInWithPassword', { email: email.trim(), password, ...second });
    } catch (problem) {
      if ((problem as Partial<BridgeProblem>).code !== 'auth.second-factor-needed') throw problem;
      setNeedsCode(true);
      return;
    }
    onClose();
  }
  return (
    <FormDialog
      title={t('Sign in with e-mail')}
      action={t('Sign in')}
      ready={email !== '' && password !== '' && (!needsCode || code.trim().length >= 6)}
      busy={busy}
      onSubmit={() => send(signIn())}
      onClose={onClose}
    >
      <Credentials
        email={email}
        password={password}
        onEmail={setEmail}
        onPassword={setPassword}
        refused={needsCode ? null : refused}
        first
      />
      {needsCode ? (
        <Field label={t('Code of your authenticator app, or a recovery code')} error={refused}>
          {(control) => (
            <Input
              {...control}
              autoComplete="one-time-code"
              maxLength={20}
              value={code}
              onChange={(event) => setCode(event.target.value)}
              autoFocus
            />
          )}
        </Field>
      ) : null}
    </FormDialog>
  );
}
