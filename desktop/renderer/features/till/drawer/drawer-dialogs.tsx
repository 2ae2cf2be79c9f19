import { useState } from 'react';
import type { RegisterSummary } from '../../../../bridge/views.ts';
import { ReadFault } from '../../../data/read-fault.tsx';
import { useRead } from '../../../data/reads.ts';
import { useBridge } from '../../../data/bridge.ts';
import { useSending } from '../../../data/sending.ts';
import { useSession } from '../../../data/session.ts';
import { PrintButton } from '../../../ui/print-button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Bone } from '../../../ui/empty-state.tsx';
import { Field, Input } from '../../../ui/field.tsx';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import { clockText, dayText } from '../../../ui/instants.ts';
import { Money, moneyText, parseMoney } from '../../../ui/money.tsx';
import { t } from '../../../ui/text.ts';
import { toast } from '../../../ui/toast.ts';
import styles from './drawer.module.css';
import { XPaper, ZPaper } from './drawer-paper.tsx';

export type CashMove = 'paid-in' | 'paid-out' | 'drop' | 'no-sale';

const moves: Record<CashMove, { title: string; action: string; reasons: readonly string[] }> = {
  'paid-in': { title: 'Put cash in', action: 'Put in', reasons: ['Change from the bank', 'Float topped up'] },
  'paid-out': { title: 'Take cash out', action: 'Take out', reasons: ['Window cleaner', 'Postage', 'Milk'] },
  drop: { title: 'Drop to the safe', action: 'Drop', reasons: ['To the safe'] },
  'no-sale': { title: 'Open the drawer', action: 'Open', reasons: ['Change for a customer', 'Looked for a note'] },
};

interface CashProps {
  readonly move: CashMove;
  readonly register: RegisterSummary;
  readonly currency: string;
  readonly onClose: () => void;
}

/** Cash that goes in or out without a sale, with why; what lies in the drawer is not shown, so that closing stays blind. */
export function CashDialog({ move, register, currency, onClose }: CashProps) {
  const bridge = useBridge();
  const { busy, refused, send } = useSending();
  const [text, setText] = useState('');
  const [reason, setReason] = useState(move === 'drop' ? t('To the safe') : '');
  // Pressed twice or asked again after a lost answer, it moves once.
  const [mutationId] = useState(() => crypto.randomUUID());
  const amount = move === 'no-sale' ? 0 : parseMoney(text, currency);
  const { title, action, reasons } = moves[move];
  const ready = amount !== null && (move === 'no-sale' || amount > 0) && reason.trim() !== '';
  async function go(): Promise<void> {
    const kind = move === 'drop' ? 'paid-out' : move;
    const { id: registerId, session } = register;
    const args = { sessionId: session?.id, registerId, kind, amount, reason: reason.trim() };
    await bridge.mutate('register.moveCash', args, mutationId);
    // Where a printer holds the drawer, it opens now that it is written down; where none does, a key opens it.
    void bridge.call('print.openDrawer', {}).catch(() => {});
    toast({
      tone: 'ok',
      title: t('Written down at the drawer'),
      message: amount ? moneyText({ amount, currency }) : reason.trim(),
    });
    onClose();
  }
  return (
    <FormDialog
      title={t(title)}
      action={t(action)}
      ready={ready}
      busy={busy}
      refused={refused}
      onSubmit={() => send(go())}
      onClose={onClose}
    >
      {move === 'no-sale' ? null : (
        <Field label={t('Amount')} error={text !== '' && amount === null ? t('Write an amount such as 4.50') : null}>
          {(control) => (
            <Input
              {...control}
              data-autofocus
              className="num"
              inputMode="decimal"
              autoComplete="off"
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
      )}
      <Field label={t('Why')}>
        {(control) => (
          <Input
            {...control}
            {...(move === 'no-sale' && { 'data-autofocus': true })}
            maxLength={200}
            autoComplete="off"
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <div className={styles.reasons}>
        {reasons.map((one) => (
          <button key={one} type="button" onClick={() => setReason(t(one))} aria-pressed={reason === t(one)}>
            {t(one)}
          </button>
        ))}
      </div>
    </FormDialog>
  );
}

export function XDialog({ sessionId, onClose }: { readonly sessionId: string; readonly onClose: () => void }) {
  const { store, location } = useSession();
  const { data, error } = useRead('till.drawer', { sessionId });
  return (
    <Dialog opened onClose={onClose} title={t('X report')} closeLabel={t('Close')} width="420px" foot={<PrintButton />}>
      {error ? <ReadFault error={error} /> : null}
      {data ? <XPaper now={data} store={{ name: store.name, street: location?.street ?? '' }} /> : <Bone />}
    </Dialog>
  );
}

/** Every closing of this register, to look at and to print again. */
export function ClosingsDialog({ registerId, onClose }: { readonly registerId: string; readonly onClose: () => void }) {
  const { data, error } = useRead('till.closings', { registerId });
  const [at, setAt] = useState(0);
  const closed = data?.[at];
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('Z reports')}
      closeLabel={t('Close')}
      width="880px"
      foot={closed ? <PrintButton /> : null}
    >
      {error ? <ReadFault error={error} /> : null}
      {data?.length === 0 ? <p className="t2">{t('This register was not closed yet.')}</p> : null}
      <div className={styles.closings}>
        <ul>
          {data?.map((one, index) => (
            <li key={one.sessionId}>
              <button type="button" aria-current={index === at ? 'true' : undefined} onClick={() => setAt(index)}>
                <b>{one.number === null ? t('Closing') : t('Z {number}', { number: one.number })}</b>
                <span className="t2">
                  {dayText(one.closedAt, { year: true })} {clockText(one.closedAt)}
                </span>
                <span className={one.variance === 0 ? 't2' : styles.off}>
                  {one.variance === 0 ? t('right') : <Money amount={one.variance} currency={one.currency} />}
                </span>
              </button>
            </li>
          ))}
        </ul>
        {closed ? <ZPaper closed={closed} copy /> : null}
      </div>
    </Dialog>
  );
}
