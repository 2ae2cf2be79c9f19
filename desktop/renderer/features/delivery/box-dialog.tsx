import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { DeliveryBox } from '../../../bridge/delivery-queries.ts';
import { useSending } from '../../data/sending.ts';
import { Button } from '../../ui/button.tsx';
import { Check, Field, Input } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t } from '../../ui/text.ts';
import { type BoxDraft, boxOf, draftOfBox } from './box-draft.ts';
import { useUndoable } from './undo-toast.tsx';
import styles from './delivery.module.css';

interface Props {
  /** As it is saved; null: a new one */
  readonly box: DeliveryBox | null;
  readonly onClose: () => void;
}

/** One box: its inside, its walls, what it weighs and what it carries. */
export function BoxDialog({ box, onClose }: Props) {
  const undoable = useUndoable();
  const { busy, refused, send, forget } = useSending();
  const [draft, setDraft] = useState(() => draftOfBox(box));
  const [id] = useState(() => box?.id ?? crypto.randomUUID());
  const next = boxOf(id, draft);
  const wrong = 'wrong' in next ? next.wrong : null;
  const touched = JSON.stringify(draft) !== JSON.stringify(draftOfBox(box));
  const set = (patch: Partial<BoxDraft>) => {
    forget();
    setDraft((old) => ({ ...old, ...patch }));
  };
  const saved = (one: DeliveryBox) => ({ name: 'shipping.saveBox', args: { box: one } });
  const removed = { name: 'shipping.removeBox', args: { boxId: id } };
  const says = t('Parcels are suggested by it from now on.');
  function save(): void {
    if ('wrong' in next) return;
    const undo = box ? saved(box) : removed;
    send(undoable(t('Saved: {name}', { name: next.name }), saved(next), undo, says).then(onClose));
  }
  function remove(): void {
    if (!box) return;
    const gone = t('Parcels that left in it keep its name.');
    send(undoable(t('Taken out: {name}', { name: box.name }), removed, saved(box), gone).then(onClose));
  }
  const number = (key: Exclude<keyof BoxDraft, 'name' | 'active'>, label: string, hint?: string) => (
    <Field label={label} {...(hint && { hint })}>
      {(control) => (
        <Input
          {...control}
          className="num"
          inputMode="numeric"
          value={draft[key]}
          maxLength={7}
          autoComplete="off"
          onChange={(event) => set({ [key]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <FormDialog
      title={box ? box.name : t('New box')}
      width={560}
      action={t('Save')}
      ready={wrong === null && touched}
      busy={busy}
      refused={refused}
      onSubmit={save}
      onClose={onClose}
      beside={
        <>
          {box ? (
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
            {wrong && touched ? t(wrong) : ''}
          </span>
        </>
      }
    >
      <Field label={t('Name of the box')} hint={t('As packing slips name it, such as “Shoe-size carton”')}>
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
      <p className={styles.note}>{t('Measure its inside; carriers are told its outside, with the walls.')}</p>
      <div className={styles.four}>
        {number('length', t('Length, mm'))}
        {number('width', t('Width, mm'))}
        {number('height', t('Height, mm'))}
        {number('wall', t('Wall, mm'))}
      </div>
      <div className={styles.pair}>
        {number('ownGrams', t('Own weight, g'), t('Empty, with its filling'))}
        {number('mostGrams', t('Weighs at most, g'), t('Full; left empty: nobody says'))}
      </div>
      <span className={styles.tick}>
        <Check
          label={t('Parcels are packed into it')}
          checked={draft.active}
          onChange={(event) => set({ active: event.target.checked })}
        />
        {t('Parcels are packed into it')}
      </span>
    </FormDialog>
  );
}
