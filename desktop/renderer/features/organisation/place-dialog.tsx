import { useState } from 'react';
import type { StorePlace } from '../../../bridge/store-queries.ts';
import { useBridge } from '../../data/bridge.ts';
import { useSending } from '../../data/sending.ts';
import { Check, Field, Input, Select } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import styles from './organisation.module.css';

export type PlaceDraft = Pick<
  StorePlace,
  'id' | 'name' | 'street' | 'kind' | 'sellsOnline' | 'silentTills' | 'status'
> & { readonly fresh: boolean };

export const newPlace = (): PlaceDraft => ({
  ...{ id: crypto.randomUUID(), name: '', street: '', kind: 'shop', fresh: true },
  ...{ sellsOnline: true, silentTills: 'hold-back', status: 'active' },
});

interface TickProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onTick: (checked: boolean) => void;
}

function Tick({ label, checked, onTick }: TickProps) {
  return (
    <span className={styles.tick}>
      <Check label={label} checked={checked} onChange={(event) => onTick(event.target.checked)} />
      {label}
    </span>
  );
}

/** A shop or warehouse: what it is called, whether its stock is sold online, and what then when a till there has no line. */
export function PlaceDialog({ place, onClose }: { readonly place: PlaceDraft; readonly onClose: () => void }) {
  const bridge = useBridge();
  const { busy, refused, send, forget } = useSending();
  const [draft, setDraft] = useState(place);
  const set = (patch: Partial<PlaceDraft>): void => {
    forget();
    setDraft({ ...draft, ...patch });
  };
  const name = draft.name.trim();
  function save(): void {
    const { id, kind, status, silentTills, sellsOnline } = draft;
    const sells = sellsOnline ? 'yes' : 'no';
    const location = { id, name, street: draft.street.trim(), kind, status, silentTills, sellsOnline: sells };
    const saved = bridge.mutate('inventory.saveLocation', { location }).then(() => {
      toast({ tone: 'ok', title: t('Saved: {name}', { name }) });
      onClose();
    });
    send(saved);
  }
  return (
    <FormDialog
      title={place.fresh ? t('Add a place') : place.name}
      action={t('Save')}
      ready={name !== ''}
      busy={busy}
      refused={refused}
      onSubmit={save}
      onClose={onClose}
    >
      <Field label={t('Name')} hint={t('As it stands on receipts and in lists')}>
        {(control) => (
          <Input
            {...control}
            value={draft.name}
            maxLength={80}
            data-autofocus
            autoComplete="off"
            onChange={(event) => set({ name: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('Street and town')}>
        {(control) => (
          <Input
            {...control}
            value={draft.street}
            maxLength={120}
            autoComplete="off"
            onChange={(event) => set({ street: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('What it is')} hint={t('Online orders leave from warehouses first')}>
        {(control) => (
          <Select
            {...control}
            value={draft.kind}
            onChange={(event) => set({ kind: event.target.value as PlaceDraft['kind'] })}
          >
            <option value="shop">{t('Shop')}</option>
            <option value="warehouse">{t('Warehouse')}</option>
          </Select>
        )}
      </Field>
      <Tick
        label={t('Its stock is sold online')}
        checked={draft.sellsOnline}
        onTick={(sellsOnline) => set({ sellsOnline })}
      />
      {draft.sellsOnline ? (
        <Field
          label={t('While a till here is not heard of')}
          hint={
            draft.silentTills === 'sell'
              ? t('Some orders will find an empty shelf: the till sells on meanwhile.')
              : t('What the till usually sells at that time of day is kept back until it is heard of again.')
          }
        >
          {(control) => (
            <Select
              {...control}
              value={draft.silentTills}
              onChange={(event) => set({ silentTills: event.target.value as PlaceDraft['silentTills'] })}
            >
              <option value="hold-back">{t('Keep back what it is likely to sell')}</option>
              <option value="sell">{t('Sell online all that is known of')}</option>
            </Select>
          )}
        </Field>
      ) : null}
      {place.fresh ? null : (
        <Tick
          label={t('Closed for good: nothing is sold or received here')}
          checked={draft.status === 'closed'}
          onTick={(closed) => set({ status: closed ? 'closed' : 'active' })}
        />
      )}
    </FormDialog>
  );
}
