import { type FormEvent, useState } from 'react';
import type { LevelRow } from '../../../bridge/queries.ts';
import { useCommands } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Input, Select } from '../../ui/field.tsx';
import { quantityText } from '../../ui/quantity.ts';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import styles from './stock.module.css';

const reasons = [
  ['damaged', 'Damaged'],
  ['found', 'Found'],
  ['lost', 'Lost or stolen'],
  ['own-use', 'Used in the shop'],
  ['correction', 'Correction'],
] as const;

/** "+3", "-2" or "1.250" as an integer of the variant's scale; null when it is no such number. */
export function parseDelta(text: string, scale: number): number | null {
  const found = /^\s*([+\-−]?)(\d{1,9})(?:[.,](\d+))?\s*$/.exec(text);
  if (!found) return null;
  const fraction = found[3] ?? '';
  if (fraction.length > scale) return null;
  const value = Number(`${found[2]}${fraction.padEnd(scale, '0')}`);
  return found[1] === '-' || found[1] === '−' ? -value : value;
}

export interface AdjustDialogProps {
  readonly variantId: string;
  readonly name: string;
  readonly levels: readonly LevelRow[];
  readonly locationId: string | null;
  readonly scale: number;
  readonly unit: string | null;
  readonly onClose: () => void;
}

/** A new line in the ledger: how many more or fewer, where, and why. Never "set to". */
export function AdjustDialog({ variantId, name, levels, locationId, scale, unit, onClose }: AdjustDialogProps) {
  const [place, setPlace] = useState(locationId ?? levels[0]?.locationId ?? '');
  const [by, setBy] = useState('');
  const [reason, setReason] = useState('correction');
  const [note, setNote] = useState('');
  const commands = useCommands();
  const delta = by === '' ? null : parseDelta(by, scale);
  const level = levels.find((one) => one.locationId === place);
  const after = (level?.onHand ?? 0) + (delta ?? 0);
  const below = delta !== null && delta < 0 && after < 0;
  const ready = delta !== null && delta !== 0 && !below && !commands.isPending;
  const text = (amount: number) => quantityText({ amount, scale, unit });
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!ready) return;
    commands.mutate(
      [
        {
          name: 'inventory.adjust',
          args: { lines: [{ locationId: place, variantId, delta }], reason, note: note.trim() },
        },
      ],
      {
        onSuccess: () => {
          toast({
            tone: 'ok',
            title: t('{name}: {delta} at {place}', {
              name,
              delta: quantityText({ amount: delta, scale, unit }, { plus: true }),
              place: level?.locationName ?? '',
            }),
          });
          onClose();
        },
      },
    );
  }
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('Adjust {name}', { name })}
      closeLabel={t('Close')}
      foot={
        <>
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button look="primary" type="submit" form="adjust-stock" disabled={!ready}>
            {t('Write the movement')}
          </Button>
        </>
      }
    >
      <form id="adjust-stock" className={styles.form} onSubmit={submit}>
        <Field label={t('Location')}>
          {(control) => (
            <Select {...control} value={place} onChange={(event) => setPlace(event.target.value)}>
              {levels.map((one) => (
                <option key={one.locationId} value={one.locationId}>
                  {one.locationName}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field
          label={t('More or fewer')}
          hint={t('+3 adds, -2 takes off')}
          error={
            by !== '' && delta === null
              ? t('Write a number such as 3 or -2')
              : below
                ? t('That would leave less than nothing. Count the shelf first.')
                : null
          }
        >
          {(control) => (
            <Input
              {...control}
              value={by}
              onChange={(event) => setBy(event.target.value)}
              className="num"
              inputMode="decimal"
              autoComplete="off"
              data-autofocus
            />
          )}
        </Field>
        <Field label={t('Reason')}>
          {(control) => (
            <Select {...control} value={reason} onChange={(event) => setReason(event.target.value)}>
              {reasons.map(([id, word]) => (
                <option key={id} value={id}>
                  {t(word)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('Note')}>
          {(control) => (
            <Input
              {...control}
              value={note}
              onChange={(event) => setNote(event.target.value)}
              maxLength={300}
              autoComplete="off"
            />
          )}
        </Field>
        <div className={styles.result}>
          <span>{t('On hand at {place}', { place: level?.locationName ?? '' })}</span>
          <bdi className="num">
            {text(level?.onHand ?? 0)} → {text(after)}
          </bdi>
        </div>
      </form>
    </Dialog>
  );
}
