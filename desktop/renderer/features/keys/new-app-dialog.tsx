import type { Permission } from '@tillhouse/shared/domains/access/permissions.ts';
import { useState } from 'react';
import type { NewApp } from '../../../bridge/key-views.ts';
import { Area, Field, Input, Select } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t } from '../../ui/text.ts';
import { ScopePicker } from './scope-picker.tsx';

const ways = {
  people: 'For people: they sign in to it, it does what they may',
  browser: 'For people, in a browser or on a phone where nothing can be kept secret',
  itself: 'By itself, without anybody',
} as const;
type Way = keyof typeof ways;

/** Letting in a program of somebody else, by OAuth 2.0. */
export function NewAppDialog({
  onRegister,
  ...sent
}: {
  readonly busy: boolean;
  readonly refused: string | null;
  readonly onClose: () => void;
  readonly onRegister: (app: NewApp) => void;
}) {
  const [name, setName] = useState('');
  const [way, setWay] = useState<Way>('people');
  const [addresses, setAddresses] = useState('');
  const [permissions, setPermissions] = useState<readonly Permission[]>([]);
  const redirectUris = addresses.split(/\s+/).filter(Boolean);
  const forPeople = way !== 'itself';
  return (
    <FormDialog
      {...sent}
      title={t('Let an app in')}
      width={560}
      action={t('Register it')}
      ready={name.trim() !== '' && permissions.length > 0 && (!forPeople || redirectUris.length > 0)}
      onSubmit={() =>
        onRegister({
          name: name.trim(),
          authentication: way === 'browser' ? 'none' : 'secret',
          grants: [forPeople ? 'authorization_code' : 'client_credentials'],
          redirectUris: forPeople ? redirectUris : [],
          permissions,
        })
      }
    >
      <Field label={t('Name')} hint={t('People read it when they are asked whether to let it in')}>
        {(control) => (
          <Input
            {...control}
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.target.value)}
            data-autofocus
          />
        )}
      </Field>
      <Field label={t('How it works')}>
        {(control) => (
          <Select {...control} value={way} onChange={(event) => setWay(event.target.value as Way)}>
            {Object.entries(ways).map(([value, words]) => (
              <option key={value} value={value}>
                {t(words)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {forPeople ? (
        <Field
          label={t('Where people come back to')}
          hint={t('Its maker tells you. One https address a line, exactly as written there.')}
        >
          {(control) => (
            <Area
              {...control}
              spellCheck={false}
              value={addresses}
              onChange={(event) => setAddresses(event.target.value)}
            />
          )}
        </Field>
      ) : null}
      <ScopePicker chosen={permissions} onChoose={setPermissions} />
    </FormDialog>
  );
}
