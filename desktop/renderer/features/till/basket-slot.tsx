import type { Basket } from '../../../bridge/views.ts';
import { CouponRows } from './coupon-rows.tsx';
import { DeliverRow } from './deliver-row.tsx';
import { DraftRow } from './draft-row.tsx';
import { ExchangeRows } from './exchange-rows.tsx';
import { LayawayRow } from './layaway-row.tsx';
import { LeftBy } from './left-by.tsx';
import { SerialRows } from './serial-rows.tsx';
import { TakenTwice } from './taken-twice.tsx';
import type { useBasketCalls } from './till-data.ts';

interface Props {
  readonly basket: Basket;
  readonly locked: boolean;
  readonly run: ReturnType<typeof useBasketCalls>['run'];
  /** Asks for the numbers of the pieces of a line */
  readonly onSerials: (lineId: string) => void;
}

/** Between lines and totals: whose basket it was, what it was quoted as, what comes back with it, and the codes. */
export function BasketSlot({ basket, locked, run, onSerials }: Props) {
  return (
    <>
      {basket.twice ? (
        <TakenTwice twice={basket.twice} locked={locked} onPutAway={() => void run('basket.clear', {})} />
      ) : null}
      {basket.left ? <LeftBy left={basket.left} /> : null}
      <SerialRows basket={basket} locked={locked} onAsk={onSerials} />
      {basket.draft ? (
        <DraftRow draft={basket.draft} locked={locked} onDrop={() => void run('basket.dropDraft', {})} />
      ) : null}
      {basket.layaway ? (
        <LayawayRow
          layaway={basket.layaway}
          currency={basket.currency}
          onNotNow={() => void run('layaway.notNow', {})}
        />
      ) : null}
      {basket.deliver ? (
        <DeliverRow
          deliver={basket.deliver}
          locked={locked}
          onDrop={() => void run('basket.setDeliver', { deliver: null })}
        />
      ) : null}
      <ExchangeRows basket={basket} locked={locked} onDrop={() => void run('basket.dropExchange', {})} />
      <CouponRows basket={basket} locked={locked} onRemove={(code) => void run('basket.removeCoupon', { code })} />
    </>
  );
}
