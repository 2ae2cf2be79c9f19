import { useState } from 'react';
import type { ShiftRow } from '../../../bridge/hours-views.ts';
import { useBridge } from '../../data/bridge.ts';
import { deskNow } from '../../data/clock.ts';
import { useSending } from '../../data/sending.ts';
import { useSession } from '../../data/session.ts';
import { Field, Input } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t } from '../../ui/text.ts';
import { localText, parseLocal } from '../promotions/draft-text.ts';

interface Props {
  readonly shift: ShiftRow;
  readonly onClose: () => void;
}

/** When somebody really came and went, and why it has to be said; what was said before stays to be read. */
export function CorrectDialog({ shift, onClose }: Props) {
  const bridge = useBridge();
  const { store } = useSession();
  const { busy, refused, send } = useSending();
  const { timeZone } = store;
  const [from, setFrom] = useState(localText(shift.startedAt, timeZone));
  const [to, setTo] = useState(localText(shift.endedAt, timeZone));
  const [reason, setReason] = useState('');
  const [mutationId] = useState(() => crypto.randomUUID());
  const [startedAt, endedAt] = [parseLocal(from, timeZone), parseLocal(to, timeZone)];
  const wrong = startedAt !== null && endedAt !== null && endedAt <= startedAt;
  const ahead = endedAt !== null && endedAt > deskNow();
  const changes = [
    // What is written to the minute is changed only where it was changed.
    ...(startedAt !== null && from !== localText(shift.startedAt, timeZone)
      ? [{ replacesId: shift.firstId, kind: 'in' as const, at: startedAt }]
      : []),
    ...(endedAt !== null && to !== localText(shift.endedAt, timeZone)
      ? [{ replacesId: shift.endedAt === null ? null : shift.lastId, kind: 'out' as const, at: endedAt }]
      : []),
  ];
  async function go(): Promise<void> {
    await bridge.mutate('hours.correct', { staffId: shift.staffId, changes, reason: reason.trim() }, mutationId);
    onClose();
  }
  return (
    <FormDialog
      title={t('Correct the hours of {name}', { name: shift.name })}
      action={t('Correct')}
      ready={changes.length > 0 && !wrong && !ahead && reason.trim() !== ''}
      busy={busy}
      refused={refused}
      onSubmit={() => send(go())}
      onClose={onClose}
    >
      <Field label={t('Came')}>
        {(control) => (
          <Input {...control} type="datetime-local" value={from} onChange={(event) => setFrom(event.target.value)} />
        )}
      </Field>
      <Field
        label={t('Went')}
        error={wrong ? t('That is before they came.') : ahead ? t('That is still to come.') : null}
      >
        {(control) => (
          <Input
            {...control}
            data-autofocus
            type="datetime-local"
            value={to}
            onChange={(event) => setTo(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('Why')} hint={t('Who reads the audit sees it.')}>
        {(control) => (
          <Input {...control} maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
        )}
      </Field>
    </FormDialog>
  );
}
