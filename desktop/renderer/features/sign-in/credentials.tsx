import { Field, Input } from '../../ui/field.tsx';
import { t } from '../../ui/text.ts';

export interface CredentialsProps {
  readonly email: string;
  readonly password: string;
  readonly onEmail: (text: string) => void;
  readonly onPassword: (text: string) => void;
  /** Why they were refused; said at the password, so that nobody learns which of the two was wrong */
  readonly refused?: string | null;
  /** In a dialog, which begins here */
  readonly first?: boolean;
}

export function Credentials({ email, password, onEmail, onPassword, refused = null, first = false }: CredentialsProps) {
  return (
    <>
      <Field label={t('E-mail')}>
        {(control) => (
          <Input
            {...control}
            type="email"
            autoComplete="username"
            value={email}
            onChange={(event) => onEmail(event.target.value)}
            data-autofocus={first || undefined}
          />
        )}
      </Field>
      <Field label={t('Password')} error={refused}>
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete="current-password"
            value={password}
            onChange={(event) => onPassword(event.target.value)}
          />
        )}
      </Field>
    </>
  );
}
