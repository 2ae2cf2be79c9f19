import type { Basket, ByHand } from '../../../bridge/views.ts';
import { deskNow, useNow } from '../../data/clock.ts';
import { keptReturn } from '../orders/kept-return.ts';
import { AgeDialog } from './age-dialog.tsx';
import { CouponDialog } from './coupon-dialog.tsx';
import { CustomerDialog } from './customer-dialog.tsx';
import { DeliverDialog } from './deliver-dialog.tsx';
import { DiscountDialog } from './discount-dialog.tsx';
import { FindSaleDialog } from './find-sale-dialog.tsx';
import { GiftCardDialog } from './gift-card-dialog.tsx';
import { keptNoReceipt } from './kept-no-receipt.ts';
import { NoReceiptDialog } from './no-receipt-dialog.tsx';
import { LayawaysDialog } from './layaways/layaways-dialog.tsx';
import { PutAsideDialog } from './layaways/put-aside-dialog.tsx';
import { ParkDialog, ParkedDialog } from './parked-dialog.tsx';
import { SerialDialog } from './serial-dialog.tsx';
import type { useBasketCalls } from './till-data.ts';
import { TillReturn } from './till-return.tsx';
import { WeighDialog } from './weigh-dialog.tsx';
import { WhyDialog } from './why-dialog.tsx';
import { CustomItemDialog, UnknownCodeDialog } from './till-dialogs.tsx';

/** What the till asks over the basket. */
export type Asking =
  | null
  | { readonly what: 'custom' | 'park' | 'parked' | 'customer' | 'coupon' | 'gift-card' | 'find-sale' | 'no-receipt' }
  | { readonly what: 'return'; readonly orderId: string }
  | { readonly what: 'layaways'; readonly layawayId?: string | undefined }
  | { readonly what: 'put-aside' | 'customer-aside' | 'deliver' }
  | { readonly what: 'why' | 'discount' | 'serials'; readonly lineId: string }
  /** Without a line: one is added */
  | { readonly what: 'weigh'; readonly variantId: string; readonly lineId?: string }
  | { readonly what: 'unknown'; readonly code: string; readonly problem: string | null };

/** What the till asked when it was locked, loaded again or lost its power in the middle of a return. */
export function askedBefore(): Asking {
  if (keptNoReceipt()) return { what: 'no-receipt' };
  const kept = keptReturn(localStorage, deskNow());
  return kept?.place === 'till' ? { what: 'return', orderId: kept.saleId } : null;
}

/** Without what is absent, as the host takes it. */
function plainly({ reason, unitPrice, percent, amount }: ByHand) {
  return {
    reason,
    ...(unitPrice !== undefined && { unitPrice }),
    ...(percent !== undefined && { percent }),
    ...(amount !== undefined && { amount }),
  };
}

export interface TillAskingProps {
  readonly asking: Asking;
  readonly basket: Basket;
  readonly run: ReturnType<typeof useBasketCalls>['run'];
  readonly show: ReturnType<typeof useBasketCalls>['show'];
  readonly onAsk: (asking: Asking) => void;
  readonly onSearch: () => void;
  /** A basket that is to be paid now */
  readonly onToPay: (basket: Basket) => void;
}

export function TillAsking({ asking, basket, run, show, onAsk, onSearch, onToPay }: TillAskingProps) {
  const now = useNow();
  const close = () => onAsk(null);
  const { age } = basket;
  if (age?.open)
    return (
      <AgeDialog
        key={age.minimum}
        age={age}
        onAnswer={(oldEnough, how) => void run('basket.answerAge', { minimum: age.minimum, oldEnough, how })}
      />
    );
  if (asking?.what === 'custom')
    return (
      <CustomItemDialog
        currency={basket.currency}
        onClose={close}
        onAdd={(title, amount) => {
          close();
          void run('basket.addCustom', { title, amount });
        }}
      />
    );
  if (asking?.what === 'gift-card')
    return (
      <GiftCardDialog
        currency={basket.currency}
        onClose={close}
        onAdd={(amount, creditId) => {
          close();
          void run('basket.addGiftCard', { amount, ...(creditId !== undefined && { creditId }) });
        }}
      />
    );
  if (asking?.what === 'find-sale')
    return (
      <FindSaleDialog
        onClose={close}
        onChoose={(orderId) => onAsk({ what: 'return', orderId })}
        onNoReceipt={() => onAsk({ what: 'no-receipt' })}
      />
    );
  const toPay = (next: Basket) => {
    close();
    onToPay(next);
    show(next);
  };
  if (asking?.what === 'layaways')
    return (
      <LayawaysDialog
        // A slip that is scanned while it is open opens it at that one.
        key={asking.layawayId ?? ''}
        basket={basket}
        first={asking.layawayId}
        onClose={close}
        onPutAside={() => onAsk({ what: 'put-aside' })}
        onDeliver={() => onAsk({ what: 'deliver' })}
        onToPay={toPay}
      />
    );
  if (asking?.what === 'deliver')
    return (
      <DeliverDialog
        basket={basket}
        onClose={close}
        onSet={(deliver) => void run('basket.setDeliver', { deliver }).then((next) => next && toPay(next))}
      />
    );
  if (asking?.what === 'put-aside')
    return (
      <PutAsideDialog
        basket={basket}
        onClose={close}
        onCustomer={() => onAsk({ what: 'customer-aside' })}
        onToPay={toPay}
      />
    );
  if (asking?.what === 'no-receipt') return <NoReceiptDialog onClose={close} />;
  if (asking?.what === 'return') return <TillReturn orderId={asking.orderId} onClose={close} />;
  if (asking?.what === 'park')
    return (
      <ParkDialog
        onClose={close}
        onLayaway={() => onAsk({ what: 'put-aside' })}
        onPark={(name) => {
          close();
          void run('basket.park', { name });
        }}
      />
    );
  if (asking?.what === 'parked')
    return (
      <ParkedDialog
        basket={basket}
        now={now}
        onClose={close}
        onResume={(parkedId) => {
          close();
          void run('basket.resume', { parkedId });
        }}
        onDiscard={(parkedId) => void run('basket.discardParked', { parkedId })}
      />
    );
  if (asking?.what === 'customer' || asking?.what === 'customer-aside') {
    const back = () => onAsk(asking.what === 'customer' ? null : { what: 'put-aside' });
    return (
      <CustomerDialog
        known={basket.customer !== null}
        onClose={back}
        onChoose={(customerId) => {
          back();
          void run('basket.setCustomer', { customerId });
        }}
      />
    );
  }
  if (asking?.what === 'coupon')
    return (
      <CouponDialog
        onClose={close}
        onAdded={(basket) => {
          close();
          show(basket);
        }}
      />
    );
  if (asking?.what === 'why') {
    const line = basket.lines.find(({ id }) => id === asking.lineId);
    return line ? <WhyDialog line={line} currency={basket.currency} onClose={close} /> : null;
  }
  if (asking?.what === 'serials') {
    const line = basket.lines.find(({ id }) => id === asking.lineId);
    return line?.serials ? (
      <SerialDialog
        key={line.id}
        line={line}
        onClose={close}
        onSet={(serials) => void run('basket.setSerials', { lineId: line.id, serials })}
      />
    ) : null;
  }
  if (asking?.what === 'discount')
    return (
      <DiscountDialog
        basket={basket}
        line={basket.lines.find(({ id }) => id === asking.lineId) ?? null}
        onClose={close}
        onGive={(lineId, given) => {
          close();
          void run('basket.giveByHand', { lineId, given: given && plainly(given) });
        }}
      />
    );
  if (asking?.what === 'weigh')
    return (
      <WeighDialog
        variantId={asking.variantId}
        lineId={asking.lineId}
        onClose={close}
        onWeighed={(next) => {
          close();
          show(next);
        }}
      />
    );
  if (asking?.what === 'unknown')
    return (
      <UnknownCodeDialog
        code={asking.code}
        problem={asking.problem}
        onClose={close}
        onCustom={() => onAsk({ what: 'custom' })}
        onSearch={() => {
          close();
          onSearch();
        }}
      />
    );
  return null;
}
