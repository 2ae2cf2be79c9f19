import { readCardCode } from '@tillhouse/shared/domains/credit/code.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Basket, BasketLine, ReceiptView } from '../../../bridge/views.ts';
import { useBridge } from '../../data/bridge.ts';
import { useHoldOpen } from '../../data/hold-open.ts';
import { lockOf, may } from '../../data/may.ts';
import { useSession } from '../../data/session.ts';
import { sayRefused } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { minorDigits } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import { useSteady } from '../../ui/use-steady.ts';
import { BasketPanel, barPrimary } from './basket-panel.tsx';
import { ParkedButton } from './parked-button.tsx';
import { BasketSlot } from './basket-slot.tsx';
import { Catalogue } from './catalogue.tsx';
import { TimesRow } from './times-row.tsx';
import { useTimes } from './use-times.ts';
import { asTaken, finishText, isTyped, nextCash, type Payment, startPayment } from './payment.ts';
import { cannotTake, isChoosing } from './pay-limits.ts';
import { PaySheet } from './pay-sheet.tsx';
import { mayTakeBack, useReceiptOpener } from './open-receipt.ts';
import { ReceiptPane } from './receipt-view.tsx';
import { playTone } from '../../ui/sounds.ts';
import styles from './till.module.css';
import { asksSerial, basketKey, emptied, mayBeGiven, ownLines, paidOut, useBasketCalls } from './till-data.ts';
import { inHand, isAway } from './pay-card.tsx';
import { usePayRun, useTerminal } from './pay-run.ts';
import { sayNotAdded, sayRemoved } from './till-says.tsx';
import { TillBar } from './till-bar.tsx';
import { askedBefore, type Asking, TillAsking } from './till-asking.tsx';
import { useAsks } from './use-asks.ts';
import { leaveFocus, payKeys, useTillKeys } from './till-keys.ts';
import { useToPay } from './use-to-pay.ts';
import { useScanner } from '../../scanner/use-scanner.ts';

type Pane =
  | { readonly at: 'sell' }
  | { readonly at: 'pay' }
  | { readonly at: 'done'; readonly receipt: ReceiptView; readonly sold: string };

/** A basket on its way to a receipt. */
export function Selling({ basket }: { readonly basket: Basket }) {
  const bridge = useBridge();
  const client = useQueryClient();
  const { run, scan, show } = useBasketCalls();
  const { person, store } = useSession();
  const tips = store.till.tips;
  const [asksCustomer, takesBack] = [may(person, 'customers.view'), mayTakeBack(person)];
  const noSale = lockOf(person, 'till.sell');
  const noDiscount = lockOf(person, 'till.discount');
  const openReceipt = useReceiptOpener();
  const searchField = useRef<HTMLInputElement>(null);
  const typedBefore = useRef('');
  const [pane, setPane] = useState<Pane>({ at: 'sell' });
  const [asking, setAsking] = useState<Asking>(askedBefore);
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const [typed, setPayment] = useState<Payment>(startPayment);
  const payment = asTaken(typed, basket);
  const [flash, setFlash] = useState<{ readonly id: number; readonly bad: boolean } | null>(null);
  const { currency, lines } = basket;
  const own = ownLines(basket);
  const selected = own.find((line) => line.id === selectedId) ?? own.at(-1);
  const empty = lines.length === 0;

  const counting = useTimes();
  const { weighInstead, ...asks } = useAsks(setAsking);

  const onCode = useSteady(async (code: string) => {
    counting.scanned();
    if (pane.at === 'pay') {
      // The digits went to the cash given before they turned out to be a scan.
      setPayment((old) => ({ ...old, typed: typedBefore.current }));
      if (readCardCode(code) && !open) return setPayment((old) => ({ ...old, way: 'credit', code }));
      playTone('warn');
      sayNotAdded();
      return;
    }
    if (pane.at === 'done') setPane({ at: 'sell' });
    try {
      const { found, lineId, problem, layawayId } = await scan(code, counting.take());
      const orderId = found ? null : await openReceipt(code);
      if (orderId) {
        playTone('right');
        return setAsking({ what: 'return', orderId });
      }
      playTone(found ? 'right' : 'wrong');
      setFlash((old) => ({ id: (old?.id ?? 0) + 1, bad: !found }));
      const aside = layawayId === undefined ? null : ({ what: 'layaways', layawayId } as const);
      setAsking(found ? aside : { what: 'unknown', code, problem });
      if (found) setSelectedId(lineId);
    } catch (problem) {
      if (weighInstead(problem)) return playTone('right');
      playTone('wrong');
      sayRefused(problem);
    }
  });
  useScanner(onCode, () => {
    typedBefore.current = payment.typed;
    counting.began();
  });

  const add = useSteady(async (variantId: string) => {
    const next = await run('basket.add', { variantId, ...counting.take() }, weighInstead);
    setSelectedId(next?.lines.find((line) => line.variantId === variantId)?.id ?? null);
  });

  function remove(line: BasketLine): void {
    void run('basket.remove', { lineId: line.id });
    sayRemoved(line, () => void run('basket.undoRemove', {}));
  }

  function step(line: BasketLine, by: number): void {
    const quantity = Math.abs(line.quantity) + by * 10 ** line.scale;
    if (quantity <= 0) remove(line);
    else void run('basket.setQuantity', { lineId: line.id, quantity });
    setSelectedId(line.id);
  }

  const steadyStep = useSteady(step);
  const askLayaways = useSteady(() => !noSale && setAsking({ what: 'layaways' }));

  function move(by: number): void {
    const index = own.findIndex((line) => line.id === selected?.id);
    setSelectedId(own[Math.max(0, Math.min(own.length - 1, index + by))]?.id ?? null);
  }

  function sold(receipt: ReceiptView): void {
    setPane({ at: 'done', receipt, sold: basket.id });
    // The host has emptied the basket; what this window still holds of it is gone at once.
    client.setQueryData<Basket>(basketKey, (old) => old && emptied(old));
    setSelectedId(null);
  }

  const askParked = () => setAsking({ what: empty ? 'parked' : 'park' });

  function askDiscount(): void {
    if (pane.at === 'sell' && !noDiscount && !empty) setAsking({ what: 'discount', lineId: selected?.id ?? '' });
  }

  async function pay(way: Payment['way'] = 'cash'): Promise<void> {
    if (empty || noSale || pane.at !== 'sell' || !(await mayBeGiven(bridge, basket))) return;
    const asked = asksSerial(basket);
    if (asked) return setAsking({ what: 'serials', lineId: asked.id });
    // Empties are worth more than what is bought: there is nothing to ask.
    if (basket.total < 0) return void paidOut(bridge, basket).then((receipt) => receipt && sold(receipt));
    setPayment({ ...startPayment, way });
    setPane({ at: 'pay' });
    leaveFocus();
  }

  const terminal = useTerminal(pane.at === 'pay');
  const open = inHand(basket) !== null;
  const taken = basket.legs.length > 0;
  const choosing = isChoosing(payment, basket);
  const away = payment.way === 'card' && !payment.keyed && isAway(terminal) && basket.remaining > 0;
  const cannot = away || cannotTake(payment, basket);
  const paying = usePayRun({
    ...{ basket, payment, terminal, show },
    paying: pane.at === 'pay',
    onPayment: setPayment,
    asksTip: tips?.onTerminal ?? false,
    onTaken: (change = 0) => setPayment((old) => ({ ...old, typed: '', reference: '', tip: 0, change })),
    onSold: sold,
  });
  const finish = () => (cannot || empty ? undefined : paying.take());
  async function restByCard(cash: number): Promise<void> {
    if (await paying.takeCash(cash)) setPayment({ ...startPayment, way: 'card' });
  }
  const canTip = tips && !open && !choosing && isTyped(payment) && !payment.foreign;
  const toBasket = () => (open ? undefined : setPane({ at: 'sell' }));

  useTillKeys({
    F1: () => pane.at === 'sell' && askLayaways(),
    F2: () => (pane.at === 'done' ? setPane({ at: 'sell' }) : searchField.current?.focus()),
    F3: () => (pane.at === 'sell' && selected ? asks.why(selected.id) : undefined),
    F4: () => (pane.at === 'sell' && asksCustomer ? setAsking({ what: 'customer' }) : undefined),
    F5: () => (pane.at !== 'pay' && takesBack ? setAsking({ what: 'find-sale' }) : undefined),
    F6: () => pane.at !== 'pay' && askParked(),
    F7: () => (pane.at === 'sell' ? setAsking({ what: 'coupon' }) : pane.at === 'pay' ? paying.items() : undefined),
    F8: () => (pane.at !== 'pay' ? askDiscount() : canTip && setPayment((old) => ({ ...old, askingTip: true }))),
    F9: () => void pay(),
    F12: () => (pane.at === 'sell' ? asks.weight(selected) : undefined),
    F10: () => (pane.at !== 'pay' ? void pay() : open ? undefined : setPayment(nextCash(payment, basket))),
    Escape: () => (pane.at !== 'sell' ? toBasket() : counting.times === null ? leaveFocus() : counting.clear()),
    Enter: () => (pane.at === 'pay' ? void finish() : pane.at === 'done' ? setPane({ at: 'sell' }) : undefined),
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    ...(pane.at === 'sell' &&
      selected && { '+': () => step(selected, 1), '-': () => step(selected, -1), Delete: () => remove(selected) }),
    ...(pane.at === 'sell' && counting.keys),
    ...(pane.at === 'pay' &&
      isTyped(payment) &&
      !open &&
      !choosing &&
      payKeys(minorDigits(payment.foreign || currency), setPayment)),
  });
  // A receipt left on the screen gives way to the next sale as soon as something lies in the basket.
  useEffect(() => {
    // The basket just sold may still be on its way out of this window.
    if (pane.at === 'done' && !empty && basket.id !== pane.sold) setPane({ at: 'sell' });
    if (pane.at === 'pay' && empty) setPane({ at: 'sell' });
  }, [pane, empty, basket.id]);
  // Money was taken for it, or a terminal has it in hand: a till that comes back goes on there.
  const underWay = open || taken;
  const split = basket.split !== undefined;
  useHoldOpen(open);
  useEffect(() => {
    if (!underWay) return;
    setPayment((old) => ({ ...old, way: old.way === 'credit' || split ? old.way : 'card' }));
    setPane((old) => (old.at === 'done' ? old : { at: 'pay' }));
  }, [underWay, split]);

  const toPay = useToPay(basket, () => void pay());
  const parked = basket.parked.length;
  return (
    <div className={styles.main}>
      {pane.at === 'sell' ? (
        <Catalogue
          currency={currency}
          searchField={searchField}
          onAdd={add}
          onCode={onCode}
          onCustom={asks.custom}
          onGiftCard={asks.giftCard}
          onLayaways={askLayaways}
          onReturn={takesBack ? asks.findSale : null}
        />
      ) : null}
      {pane.at === 'pay' ? (
        <PaySheet
          {...{ basket, payment, terminal }}
          onPayment={setPayment}
          onBack={toBasket}
          onRest={(cash) => void restByCard(cash)}
          run={paying}
          tips={tips}
        />
      ) : null}
      {pane.at === 'done' ? <ReceiptPane receipt={pane.receipt} /> : null}
      <BasketPanel
        basket={basket}
        selectedId={selected?.id ?? null}
        locked={pane.at === 'pay'}
        onSelect={setSelectedId}
        onStep={steadyStep}
        onWhy={asks.why}
        onCustomer={asksCustomer ? () => setAsking({ what: 'customer' }) : undefined}
        head={<ParkedButton {...{ parked }} onPress={() => setAsking({ what: 'parked' })} />}
        slot={
          <>
            <TimesRow times={pane.at === 'sell' ? counting.times : null} />
            <BasketSlot
              {...{ basket, run }}
              locked={pane.at === 'pay'}
              onSerials={(lineId) => setAsking({ what: 'serials', lineId })}
            />
          </>
        }
        bar={
          pane.at === 'pay' ? (
            <Button look="primary" className={barPrimary} keys="Enter" disabled={cannot} onClick={() => void finish()}>
              <span>{finishText(payment, basket, terminal)}</span>
            </Button>
          ) : pane.at === 'done' ? (
            <Button look="primary" className={barPrimary} keys="Enter" onClick={() => setPane({ at: 'sell' })}>
              <span>{t('Next sale')}</span>
            </Button>
          ) : (
            <TillBar
              {...{ empty, parked, noDiscount, noSale }}
              paysOut={basket.total < 0}
              onPark={askParked}
              onCode={() => setAsking({ what: 'coupon' })}
              onDiscount={askDiscount}
              onRemove={selected ? () => remove(selected) : null}
              onPay={() => void pay()}
            />
          )
        }
      />
      {flash ? <div key={flash.id} className={cx(styles.frame, flash.bad && styles.frameBad)} /> : null}
      <TillAsking
        asking={asking}
        basket={basket}
        run={run}
        show={show}
        onAsk={setAsking}
        onToPay={toPay}
        onSearch={() => setTimeout(() => searchField.current?.focus(), 50)}
      />
    </div>
  );
}
