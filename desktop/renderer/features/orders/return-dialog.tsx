import { IconArrowBackUp } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import type { ReturnArgs } from '@tillhouse/shared/domains/register/sale-args.ts';
import type { CardAttempt } from '../../../bridge/card-views.ts';
import type { OrderPage } from '../../../bridge/order-page.ts';
import type { ReceiptView } from '../../../bridge/views.ts';
import { useBridge } from '../../data/bridge.ts';
import { useHoldOpen } from '../../data/hold-open.ts';
import { deskNow } from '../../data/clock.ts';
import { useSession } from '../../data/session.ts';
import { sayRefused } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { moneyText } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import { State } from '../../ui/state.tsx';
import { CardUnderWay } from '../till/pay-card.tsx';
import { useCardRefunds } from './card-refunds.ts';
import { forgetReturn, keepReturn, keptReturn } from './kept-return.ts';
import { type Counter, emptyReturn, previewReturn, type ReturnDraft, type ReturnPreview } from './return-draft.ts';
import { ReturnDone } from './return-done.tsx';
import { ReturnLines } from './return-lines.tsx';
import { ReturnSums } from './return-sums.tsx';
import styles from './return-dialog.module.css';

interface Props {
  readonly order: OrderPage;
  readonly onClose: () => void;
  /** Where it is taken back; at a till a half-made one opens again by itself */
  readonly place?: 'till' | 'order';
}

/** A preview, or why there is none. */
function tryReturn(order: OrderPage, draft: ReturnDraft, counter: Counter): ReturnPreview | string | null {
  try {
    return previewReturn(order, draft, counter);
  } catch (problem) {
    return (problem as Error).message;
  }
}

/** Goods back over the counter: what, why, in what condition, where to; and the money to how it was paid. */
export function ReturnDialog({ order, onClose, place = 'order' }: Props) {
  const bridge = useBridge();
  const { register } = useSession();
  const navigate = useNavigate();
  const [before] = useState(() => keptReturn(localStorage, deskNow(), order.id));
  const [draft, setDraft] = useState<ReturnDraft>(before?.draft ?? emptyReturn);
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState<{ receipt: ReceiptView; cash: number } | null>(null);
  // The id is born with the return, so that a lost answer and a second press make one.
  const [ids] = useState(() => ({
    ...(before?.ids ?? { order: crypto.randomUUID(), mutation: crypto.randomUUID() }),
    now: deskNow(),
  }));
  useEffect(() => {
    const { now: _begun, ...own } = ids;
    if (done) forgetReturn(localStorage, order.id);
    else if (draft !== emptyReturn)
      keepReturn(localStorage, { saleId: order.id, place, ids: own, draft, at: deskNow() });
  }, [draft, done, ids, order.id, place]);
  const counter: Counter = {
    ...{ orderId: ids.order, now: ids.now, registerId: register?.id ?? '', sessionId: register?.session?.id ?? '' },
    ...{ code: register?.code ?? '', locationId: register?.locationId ?? '' },
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the counter stays while the dialog is open
  const tried = useMemo(() => tryReturn(order, draft, counter), [order, draft]);
  const preview = typeof tried === 'string' ? null : tried;
  const { currency } = order;
  const units = Object.values(draft.lines).filter(({ quantity }) => quantity > 0).length;

  async function record(args: ReturnArgs): Promise<void> {
    if (!preview || busy) return;
    setBusy(true);
    try {
      await bridge.mutate('register.recordReturn', args, ids.mutation);
      for (const { tenderId, amount } of preview.provider)
        await bridge.mutate('orders.refund', { orderId: ids.order, tenderId, amount, note: '' }).catch(sayRefused);
      if (preview.against > 0 && order.due >= preview.against) {
        const both = { returnId: ids.order, orderId: order.id, amount: preview.against, note: '' };
        await bridge.mutate('orders.setOff', both).catch(sayRefused);
      }
      const receipt = await bridge.query('till.receipt', { orderId: ids.order });
      if (receipt) setDone({ receipt, cash: preview.cash });
      else end();
    } catch (problem) {
      sayRefused(problem);
    } finally {
      setBusy(false);
    }
  }

  const cards = useCardRefunds({ order, returnId: ids.order, preview, onPaid: (args) => void record(args) });
  const held = cards.open !== null || cards.paid.length > 0;
  useHoldOpen(held);
  function end(): void {
    forgetReturn(localStorage, order.id);
    onClose();
  }
  function leave(): void {
    if (cards.open) return;
    cards.undo();
    end();
  }
  const cancel = ({ id }: CardAttempt) => void bridge.call('card.cancel', { attemptId: id }).catch(sayRefused);
  const askNow = () => void bridge.call('card.askAgain', {}).catch(sayRefused);
  const letGo = ({ id }: CardAttempt) => void bridge.call('card.leave', { attemptId: id }).catch(sayRefused);
  async function exchange(): Promise<void> {
    if (!preview || busy) return;
    setBusy(true);
    const { originalOrderId, lines, shipping, fee } = preview.args;
    const more = { ...(shipping !== undefined && { shipping }), ...(fee !== undefined && { fee }) };
    try {
      await bridge.call('basket.beginExchange', { orderId: ids.order, originalOrderId, lines, ...more });
      end();
      void navigate({ to: '/till' });
    } catch (problem) {
      sayRefused(problem);
      setBusy(false);
    }
  }

  if (done) return <ReturnDone {...done} saleId={order.id} onClose={onClose} />;
  const against = preview?.against ?? 0;
  const back = -(preview?.decided.total ?? 0) - against;
  const unready = !register?.session;
  return (
    <Dialog
      opened
      onClose={leave}
      width="1112px"
      title={t('Return of {number}', { number: order.number })}
      closeLabel={t('Close')}
      foot={
        <>
          <IconArrowBackUp size={18} stroke={1.75} aria-hidden="true" />
          <span className={styles.foot} role="status">
            {cards.refused ? (
              <State tone="bad">
                {t('Not paid back to the card: {reason}', {
                  reason: cards.refused.reason || t('the terminal ended it'),
                })}
              </State>
            ) : cards.open ? (
              t('The terminal pays it back; nothing is recorded until it is done.')
            ) : unready ? (
              t('Open the drawer of a register on this desk first: a return is booked where it is taken in.')
            ) : typeof tried === 'string' ? (
              tried
            ) : preview ? (
              t('{n, plural, one {# line comes} other {# lines come}} back at {place}', {
                n: units,
                place: register?.name ?? '',
              })
            ) : (
              t('Tick what comes back.')
            )}
          </span>
          <Button disabled={cards.open !== null} onClick={leave}>
            {cards.paid.length > 0 ? t('Cancel, take the refund back') : t('Cancel')}
          </Button>
          <Button
            disabled={!preview || busy || unready || back + against === 0 || held}
            onClick={() => void exchange()}
          >
            {t('Exchange for other goods')}
          </Button>
          <Button look="primary" disabled={!preview || busy || unready || cards.open !== null} onClick={cards.start}>
            {t('Take back, refund {amount}', { amount: moneyText({ amount: back, currency }) })}
          </Button>
        </>
      }
    >
      <div className={styles.wide}>
        {/* What the terminal has paid back is of this return as it stands. */}
        <fieldset className={styles.whole} disabled={held}>
          <ReturnLines order={order} draft={draft} worth={preview?.worth} onDraft={setDraft} />
          {cards.open ? null : <ReturnSums order={order} draft={draft} preview={preview} onDraft={setDraft} />}
        </fieldset>
        {cards.open ? (
          <div className={styles.terminal}>
            <CardUnderWay attempt={cards.open} onCancel={cancel} onAsk={askNow} onLeave={letGo} />
          </div>
        ) : null}
      </div>
    </Dialog>
  );
}
