import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { DeliveryStore, DeliveryZone } from '../../../bridge/delivery-queries.ts';
import { useSending } from '../../data/sending.ts';
import { Button } from '../../ui/button.tsx';
import { Check, Field, Input, Select } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t } from '../../ui/text.ts';
import { PlacesRows } from './places-rows.tsx';
import { RateRows } from './rate-rows.tsx';
import { useCarriers } from './use-carriers.ts';
import { useUndoable } from './undo-toast.tsx';
import { zoneAgain, zoneArgs, type ZoneDraft, zoneProblem } from './zone-draft.ts';
import styles from './delivery.module.css';

interface Props {
  /** As it is saved; null: a new one */
  readonly zone: DeliveryZone | null;
  readonly start: ZoneDraft;
  readonly store: DeliveryStore;
  readonly onClose: () => void;
}

/** A zone as a whole: its places, its options, and whether it is on. Nothing is saved before all of it fits. */
export function ZoneDialog({ zone, start, store, onClose }: Props) {
  const undoable = useUndoable();
  const { busy, refused, send, forget } = useSending();
  const [draft, setDraft] = useState(start);
  const [currency, setCurrency] = useState(store.currencies[0] ?? 'GBP');
  const { state } = useCarriers();
  const own = (state.data?.accounts ?? []).filter(({ storeId }) => storeId === (store.main ? null : store.id));
  const problem = zoneProblem(draft);
  const changed = zone === null || JSON.stringify(draft) !== JSON.stringify(start);
  const set = (patch: Partial<ZoneDraft>) => {
    forget();
    setDraft((old) => ({ ...old, ...patch }));
  };
  function save(): void {
    const undo = zone
      ? { name: 'shipping.saveZone', args: zoneAgain(zone, zone.revision + 1) }
      : { name: 'shipping.removeZone', args: { zoneId: draft.id, revision: 1 } };
    const command = { name: 'shipping.saveZone', args: zoneArgs(draft) };
    send(undoable(t('Saved: {name}', { name: draft.name.trim() }), command, undo).then(onClose));
  }
  function remove(): void {
    if (!zone) return;
    const command = { name: 'shipping.removeZone', args: { zoneId: zone.id, revision: zone.revision } };
    const undo = { name: 'shipping.saveZone', args: zoneAgain(zone, 0) };
    send(undoable(t('Taken out: {name}', { name: zone.name }), command, undo).then(onClose));
  }
  return (
    <FormDialog
      title={zone ? zone.name : t('New zone')}
      width={940}
      action={t('Save')}
      ready={problem === null && changed}
      busy={busy}
      refused={refused}
      onSubmit={save}
      onClose={onClose}
      beside={
        <>
          {zone ? (
            <Button
              look="danger"
              disabled={busy}
              icon={<IconTrash size={16} stroke={1.75} aria-hidden="true" />}
              onClick={remove}
            >
              {t('Take out')}
            </Button>
          ) : null}
          <span className={styles.foot} role="status">
            {problem ? t(problem) : ''}
          </span>
        </>
      }
    >
      <div className={styles.zoneTop}>
        <Field label={t('Name of the zone')} hint={t('For you; shoppers read the names of its options')}>
          {(control) => (
            <Input
              {...control}
              data-autofocus
              value={draft.name}
              maxLength={80}
              autoComplete="off"
              onChange={(event) => set({ name: event.target.value })}
            />
          )}
        </Field>
        {store.currencies.length > 1 ? (
          <Field label={t('Prices in')}>
            {(control) => (
              <Select {...control} value={currency} onChange={(event) => setCurrency(event.target.value)}>
                {store.currencies.map((each) => (
                  <option key={each}>{each}</option>
                ))}
              </Select>
            )}
          </Field>
        ) : null}
        <span className={styles.tick}>
          <Check
            label={t('Shoppers are offered it')}
            checked={draft.active}
            onChange={(event) => set({ active: event.target.checked })}
          />
          {t('Shoppers are offered it')}
        </span>
      </div>
      <div className={styles.tall}>
        <PlacesRows places={draft.places} onPlaces={(places) => set({ places })} />
        <RateRows rates={draft.rates} currency={currency} carriers={own} onRates={(rates) => set({ rates })} />
      </div>
    </FormDialog>
  );
}
