import { IconPencil } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import type { OrderEvent } from '../../../bridge/order-page.ts';
import { useCommands } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { Area } from '../../ui/field.tsx';
import { t } from '../../ui/text.ts';
import styles from './order-page.module.css';

export function AddNote({ orderId }: { readonly orderId: string }) {
  const [note, setNote] = useState('');
  const commands = useCommands();
  const ready = note.trim() !== '' && !commands.isPending;
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!ready) return;
    const args = { orderId, note: note.trim() };
    commands.mutate([{ name: 'orders.addNote', args }], { onSuccess: () => setNote('') });
  }
  return (
    <form className={styles.add} onSubmit={submit}>
      <Area
        aria-label={t('Note')}
        placeholder={t('Write a note')}
        value={note}
        maxLength={1000}
        onChange={(event) => setNote(event.target.value)}
      />
      <Button size="small" type="submit" disabled={!ready}>
        {t('Add')}
      </Button>
    </form>
  );
}

/** A note somebody wrote on this order; not one that a command left, nor one that says another anew. */
export const isWritten = ({ kind, after }: OrderEvent): boolean =>
  kind === 'note' && Object.keys(after ?? {}).length === 0;

interface Props {
  readonly event: OrderEvent;
  readonly orderId: string;
  /** What it says by now */
  readonly text: string;
}

/** Says a note anew: what it said stays on the timeline. */
export function CorrectNote({ event, orderId, text }: Props) {
  const [note, setNote] = useState<string | null>(null);
  const commands = useCommands();
  if (note === null)
    return (
      <Button
        size="small"
        square
        aria-label={t('Correct this note')}
        icon={<IconPencil size={14} stroke={1.75} aria-hidden="true" />}
        onClick={() => setNote(text)}
      />
    );
  const close = () => setNote(null);
  function submit(submitted: FormEvent): void {
    submitted.preventDefault();
    if (note === null || note.trim() === text || commands.isPending) return;
    const args = { orderId, noteId: event.id, note: note.trim() };
    commands.mutate([{ name: 'orders.correctNote', args }], { onSuccess: close });
  }
  return (
    <form className={styles.add} onSubmit={submit}>
      <Area
        aria-label={t('Correct this note')}
        autoFocus
        value={note}
        maxLength={1000}
        onKeyDown={(key) => {
          if (key.key !== 'Escape') return;
          key.stopPropagation();
          close();
        }}
        onChange={(changed) => setNote(changed.target.value)}
      />
      <Button size="small" type="submit" disabled={note.trim() === text}>
        {t('Save')}
      </Button>
    </form>
  );
}
