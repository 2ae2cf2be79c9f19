import type { Permission } from '@tillhouse/shared/domains/access/permissions.ts';
import { useState } from 'react';
import type { ApiKeyRow, AppRow, NewKey } from '../../../bridge/key-views.ts';
import { useRead } from '../../data/reads.ts';
import { Field, Input, Select } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t } from '../../ui/text.ts';
import styles from './keys.module.css';
import { OriginsField } from './origins-field.tsx';
import { ScopePicker } from './scope-picker.tsx';

interface Sent {
  readonly busy: boolean;
  readonly refused: string | null;
  readonly onClose: () => void;
}

function NameField({ name, onName }: { readonly name: string; readonly onName: (name: string) => void }) {
  return (
    <Field label={t('Name')} hint={t('What or who it is for, so that you know it when it is to be revoked')}>
      {(control) => (
        <Input
          {...control}
          maxLength={80}
          value={name}
          onChange={(event) => onName(event.target.value)}
          data-autofocus
        />
      )}
    </Field>
  );
}

/** Which store is shown with a key; null: the one whose address the page has. */
function StoreField({
  storeId,
  onStore,
}: {
  readonly storeId: string | null;
  readonly onStore: (storeId: string | null) => void;
}) {
  const stores = useRead('stores.index', {}).data?.stores ?? [];
  if (stores.length < 2) return null;
  return (
    <Field label={t('Store that is shown')}>
      {(control) => (
        <Select {...control} value={storeId ?? ''} onChange={(event) => onStore(event.target.value || null)}>
          <option value="">{t('The one whose address the page has, else the main store')}</option>
          {stores.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

export function NewKeyDialog({
  kind,
  onMake,
  ...sent
}: Sent & { readonly kind: 'publishable' | 'secret'; readonly onMake: (key: NewKey) => void }) {
  const [name, setName] = useState('');
  const [origins, setOrigins] = useState<readonly string[]>([]);
  const [storeId, setStoreId] = useState<string | null>(null);
  const [scopes, setScopes] = useState<readonly Permission[]>([]);
  const page = kind === 'publishable';
  const ready = name.trim() !== '' && (page ? origins.length > 0 : scopes.length > 0);
  return (
    <FormDialog
      {...sent}
      title={page ? t('A key for your pages') : t('A key for a program of yours')}
      width={560}
      action={t('Make and show it')}
      ready={ready}
      onSubmit={() =>
        onMake(
          page
            ? { kind, name: name.trim(), origins, ...(storeId === null ? {} : { storeId }) }
            : { kind, name: name.trim(), scopes },
        )
      }
    >
      <p className="t2">
        {page
          ? t('It stands open in the page and shows the shop: what is sold, prices and stock. It opens nothing else.')
          : t('It lets a program of yours do these things by itself, from anywhere. Keep it where your passwords are.')}
      </p>
      <NameField name={name} onName={setName} />
      {page ? (
        <>
          <OriginsField origins={origins} onOrigins={setOrigins} />
          <StoreField storeId={storeId} onStore={setStoreId} />
        </>
      ) : (
        <ScopePicker chosen={scopes} onChoose={setScopes} />
      )}
    </FormDialog>
  );
}

export interface KeyChange {
  readonly name: string;
  readonly origins?: readonly string[];
  readonly storeId?: string | null;
}

export function ChangeKeyDialog({
  row,
  onChange,
  ...sent
}: Sent & { readonly row: ApiKeyRow; readonly onChange: (change: KeyChange) => void }) {
  const [name, setName] = useState(row.name);
  const [origins, setOrigins] = useState<readonly string[]>(row.origins);
  const [storeId, setStoreId] = useState(row.storeId);
  const page = row.kind === 'publishable';
  return (
    <FormDialog
      {...sent}
      title={page ? t('Change {name}', { name: row.name }) : t('Rename {name}', { name: row.name })}
      width={page ? 560 : 420}
      action={t('Change it')}
      ready={name.trim() !== '' && (!page || origins.length > 0)}
      onSubmit={() => onChange({ name: name.trim(), ...(page ? { origins, storeId } : {}) })}
    >
      <NameField name={name} onName={setName} />
      {page ? (
        <>
          <OriginsField origins={origins} onOrigins={setOrigins} />
          <StoreField storeId={storeId} onStore={setStoreId} />
        </>
      ) : null}
    </FormDialog>
  );
}

const keeps = [
  [0, 'It ends at once'],
  [1, 'One more hour'],
  [24, 'One more day'],
  [168, 'One more week'],
] as const;

export function RotateDialog({
  row,
  onRotate,
  ...sent
}: Sent & { readonly row: ApiKeyRow; readonly onRotate: (keepHours: number) => void }) {
  const [hours, setHours] = useState(24);
  return (
    <FormDialog
      {...sent}
      title={t('A new text for {name}', { name: row.name })}
      action={t('Make and show it')}
      ready
      onSubmit={() => onRotate(hours)}
    >
      <p className="t2">
        {t('The new one may do the same. Put it in place of {shown} before that ends.', { shown: row.shown })}
      </p>
      <Field label={t('The one that is in use now')}>
        {(control) => (
          <Select {...control} value={hours} onChange={(event) => setHours(Number(event.target.value))} data-autofocus>
            {keeps.map(([value, words]) => (
              <option key={value} value={value}>
                {t(words)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {hours === 0 ? (
        <p className={styles.warn}>
          {t('For a key that somebody saw who should not: what uses it stops within seconds.')}
        </p>
      ) : null}
    </FormDialog>
  );
}

export function RotateAppDialog({
  app,
  onRotate,
  ...sent
}: Sent & { readonly app: AppRow; readonly onRotate: () => void }) {
  return (
    <FormDialog
      {...sent}
      title={t('A new secret for {name}', { name: app.name })}
      action={t('Make and show it')}
      ready
      onSubmit={onRotate}
    >
      <p>{t('The one before ends at once: the app stands still until its maker has put the new one in.')}</p>
    </FormDialog>
  );
}

/** Ends a key or an app for good. */
export function RevokeDialog({
  name,
  used,
  onRevoke,
  ...sent
}: Sent & { readonly name: string; readonly used: string; readonly onRevoke: () => void }) {
  return (
    <FormDialog {...sent} title={t('Revoke {name}?', { name })} action={t('Revoke it')} ready onSubmit={onRevoke}>
      <p>{t('What uses it stops within ten seconds, everywhere, and this cannot be taken back.')}</p>
      <p className="t2">{t('Last used: {used}', { used })}</p>
    </FormDialog>
  );
}
