import { useState } from 'react';
import { useBridge } from '../../data/bridge.ts';
import { useSending } from '../../data/sending.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import ways from '../gift-cards/gift-cards.module.css';
import { pointsText } from './loyalty-words.ts';

interface Props {
  readonly customerId: string;
  readonly balance: number;
  readonly onClose: () => void;
}

/** Gives a customer points or takes some, with the reason and what they have then. */
export function AdjustPointsDialog({ customerId, balance, onClose }: Props) {
  const bridge = useBridge();
  const { busy, refused, send, forget } = useSending();
  const [give, setGive] = useState(true);
  const [text, setText] = useState('');
  const [reason, setReason] = useState('');
  const [mutationId] = useState(() => crypto.randomUUID());
  const typed = /^\d{1,7}$/.test(text.trim()) ? Number(text) : null;
  const points = typed === null || typed > 1_000_000 ? null : give ? typed : -typed;
  const short = points !== null && points < 0 && balance + points < 0;
  async function save(): Promise<void> {
    await bridge.mutate('loyalty.adjust', { customerId, points: points ?? 0, reason: reason.trim() }, mutationId);
    const now = pointsText(balance + (points ?? 0));
    toast({
      tone: 'ok',
      title: give ? t('Given') : t('Taken off'),
      message: t('They have {points} now.', { points: now }),
    });
    onClose();
  }
  return (
    <FormDialog
      title={t('Points')}
      action={give ? t('Give') : t('Take off')}
      ready={points !== null && points !== 0 && !short && reason.trim() !== ''}
      busy={busy}
      refused={refused}
      onSubmit={() => send(save())}
      onClose={onClose}
    >
      <fieldset className={ways.ways} aria-label={t('What is done')}>
        {[true, false].map((way) => (
          <Button key={String(way)} aria-pressed={give === way} onClick={() => setGive(way)}>
            {way ? t('Give points') : t('Take points')}
          </Button>
        ))}
      </fieldset>
      <Field
        label={t('Points')}
        hint={t('They count for no tier.')}
        error={
          text !== '' && points === null
            ? t('Write whole points, 1 or more')
            : short
              ? t('They have no more than {points}.', { points: pointsText(balance) })
              : null
        }
      >
        {(control) => (
          <Input
            {...control}
            className="num"
            inputMode="numeric"
            data-autofocus
            value={text}
            onChange={(event) => {
              forget();
              setText(event.target.value);
            }}
          />
        )}
      </Field>
      <Field label={t('Why')}>
        {(control) => (
          <Input {...control} value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
        )}
      </Field>
    </FormDialog>
  );
}
