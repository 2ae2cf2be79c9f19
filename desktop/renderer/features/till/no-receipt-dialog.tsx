import { IconReceiptOff } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { TillTile } from '../../../bridge/queries.ts';
import type { ReceiptView } from '../../../bridge/views.ts';
import { useBridge } from '../../data/bridge.ts';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { sayRefused } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { moneyText } from '../../ui/money.tsx';
import { PickBox } from '../../ui/pick-box.tsx';
import { playTone } from '../../ui/sounds.ts';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { useScanner } from '../../scanner/use-scanner.ts';
import { ReturnDone } from '../orders/return-done.tsx';
import { keepNoReceipt, keptNoReceipt } from './kept-no-receipt.ts';
import { type NoReceiptLine, NoReceiptRow } from './no-receipt-row.tsx';
import { NoReceiptSums } from './no-receipt-sums.tsx';
import styles from './no-receipt.module.css';

const plain = { reason: 'changed-mind', condition: 'like-new', restock: 'available' } as const;

/** Goods back of which nobody has the receipt: what, why, in what condition, whose; worth the lowest they were sold for. */
export function NoReceiptDialog({ onClose }: { readonly onClose: () => void }) {
  const bridge = useBridge();
  const { register, store } = useSession();
  const [typed, setTyped] = useState('');
  // What was begun before the till was locked goes on.
  const [before] = useState(keptNoReceipt);
  const [lines, setLines] = useState<readonly NoReceiptLine[]>(before?.lines ?? []);
  const [customer, setCustomer] = useState(before?.customer ?? null);
  const [note, setNote] = useState(before?.note ?? '');
  const [way, setWay] = useState(before?.way ?? 'store-credit');
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState<{ readonly receipt: ReceiptView; readonly cash: number } | null>(null);
  // Born with the dialog, so that a lost answer and a second press make one return.
  const [ids] = useState(() => before?.ids ?? { order: crypto.randomUUID(), mutation: crypto.randomUUID() });
  useEffect(
    () => keepNoReceipt(done ? null : { lines, customer, note, way, ids }),
    [lines, customer, note, way, ids, done],
  );
  function leave(): void {
    keepNoReceipt(null);
    onClose();
  }
  const text = typed.trim();
  const found = useRead('till.search', { text, limit: 6 }, { keep: true, enabled: text !== '' }).data ?? [];
  const place = { registerId: register?.id ?? '', sessionId: register?.session?.id ?? '' };
  const asked = lines.map(({ tile: { variantId }, title: _, ...said }) => ({ ...said, variantId }));
  const tried = useQuery({
    queryKey: ['till.tryReturnWithoutReceipt', place, asked],
    queryFn: () => bridge.call('till.tryReturnWithoutReceipt', { ...place, lines: asked }),
    enabled: asked.length > 0,
    retry: false,
    placeholderData: keepPreviousData,
  });
  const worth = asked.length > 0 ? (tried.data ?? null) : null;
  const problem = tried.error ? (tried.error as Error).message : null;

  function add(tile: TillTile | undefined): void {
    if (!tile) return;
    setLines((old) => {
      const same = old.find((line) => line.tile.variantId === tile.variantId);
      if (same) return old.map((line) => (line === same ? { ...line, quantity: line.quantity + 1 } : line));
      return [...old, { ...plain, key: tile.variantId, quantity: 1, title: tile.title, tile }];
    });
  }
  useScanner((code) => {
    void bridge
      .query('till.search', { text: code, limit: 1 })
      .then(([tile]) => {
        playTone(tile ? 'right' : 'wrong');
        if (tile) add(tile);
        else toast({ tone: 'warn', title: t('No item has the code {code}', { code }) });
      })
      .catch(sayRefused);
  });

  const cash = worth !== null && way === 'cash';
  const missing =
    lines.length === 0
      ? t('Scan or find what comes back.')
      : problem !== null
        ? problem
        : cash && worth.cash > worth.cashLimit
          ? t('More than is paid back in cash without a receipt: give store credit.')
          : way === 'store-credit' && !customer
            ? t('Say whose store credit it is.')
            : note.trim() === ''
              ? t('Say who brings it and what you saw of them.')
              : null;

  async function record(): Promise<void> {
    if (missing !== null || !worth || busy) return;
    setBusy(true);
    try {
      const args = {
        ...{ ...place, orderId: ids.order, customerId: customer?.id ?? null, lines: asked },
        ...{ payBack: { kind: way }, note: note.trim() },
      };
      await bridge.mutate('register.recordReturnWithoutReceipt', args, ids.mutation);
      const receipt = await bridge.query('till.receipt', { orderId: ids.order });
      if (receipt) setDone({ receipt, cash: way === 'cash' ? worth.cash : 0 });
      else leave();
    } catch (refused) {
      sayRefused(refused);
    } finally {
      setBusy(false);
    }
  }

  if (done) return <ReturnDone {...done} onClose={onClose} />;
  const amount = worth ? (cash ? worth.cash : worth.worth) : 0;
  const currency = store.currency;
  return (
    <Dialog
      opened
      onClose={leave}
      width="1112px"
      title={t('Return without a receipt')}
      closeLabel={t('Close')}
      foot={
        <>
          <span className={styles.foot} role="status">
            {missing ?? t('Somebody else’s yes may be asked for.')}
          </span>
          <Button onClick={leave}>{t('Cancel')}</Button>
          <Button look="primary" disabled={missing !== null || !worth || busy} onClick={() => void record()}>
            {cash
              ? t('Take back, {amount} in cash', { amount: moneyText({ amount, currency }) })
              : t('Take back, {amount} as store credit', { amount: moneyText({ amount, currency }) })}
          </Button>
        </>
      }
    >
      <div className={styles.wide}>
        <div className={styles.finder} data-autofocus-within>
          <PickBox
            wide
            label={t('Scan what comes back, or find it by name or SKU')}
            text={typed}
            onText={setTyped}
            found={found}
            keyOf={({ variantId }) => variantId}
            show={(tile) => tile.title}
            onPick={add}
          />
        </div>
        <div className={styles.lines}>
          {lines.length === 0 ? (
            <EmptyState
              icon={<IconReceiptOff size={40} stroke={1.25} aria-hidden="true" />}
              title={t('Nothing here yet')}
            >
              {t(
                'Each item is worth the lowest it was sold for in {n} days, or what it costs now where that is less.',
                {
                  n: store.till.priceDays,
                },
              )}
            </EmptyState>
          ) : (
            lines.map((line) => (
              <NoReceiptRow
                key={line.key}
                line={line}
                currency={currency}
                worth={worth?.lines.find(({ key }) => key === line.key)}
                onSay={(next) => setLines((old) => old.flatMap((one) => (one.key === line.key ? (next ?? []) : one)))}
              />
            ))
          )}
        </div>
        <NoReceiptSums
          {...{ worth, currency, customer, note, way }}
          onCustomer={setCustomer}
          onNote={setNote}
          onWay={setWay}
        />
      </div>
    </Dialog>
  );
}
