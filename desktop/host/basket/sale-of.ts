import { percentOff } from '@tillhouse/shared/domains/register/trade-needs.ts';
import type { SaleArgs, SaleLine, SaleTender } from '@tillhouse/shared/domains/register/sale-args.ts';
import type { Need } from '@tillhouse/shared/kernel/define-mutator.ts';
import { ageOf } from './age.ts';
import { isBeside } from './deposits.ts';
import type { BasketItem, PricedBasket } from './price-basket.ts';
import { serialsSold } from './serials.ts';
import type { BasketRow } from './rows.ts';

function lineOf(one: BasketItem, discount: number, reasonOnAll: string): SaleLine {
  const serials = serialsSold(one.line);
  return { ...priceOf(one, discount, reasonOnAll), ...(serials.length > 0 && { serials }) };
}

function priceOf({ line, hand, quoted }: BasketItem, discount: number, reasonOnAll: string): SaleLine {
  const reason = [hand?.reason ?? '', discount > 0 ? reasonOnAll : ''].filter(Boolean).join('; ').slice(0, 200);
  const given = {
    ...(discount > 0 && { discount }),
    ...(hand?.unitPrice === undefined ? {} : { unitPrice: hand.unitPrice }),
    ...(reason && { reason }),
  };
  const { id: key, variantId, unitPrice, title, taxClass, depositOf } = line;
  const quantity = Math.abs(line.quantity);
  if (isBeside(line)) return { key, variantId, quantity, ...(depositOf ? { depositOf } : { empties: true }) };
  if (line.loads !== null) {
    const loads = JSON.parse(line.loads) as NonNullable<SaleLine['loads']>;
    return { key, variantId: null, quantity, title: title ?? '', unitPrice: unitPrice ?? 0, loads };
  }
  if (variantId === null) {
    const own = { title: title ?? '', unitPrice: unitPrice ?? 0, taxClass: taxClass ?? 'standard' };
    const as = quoted && { quoted: { draftId: quoted.draftId, key: quoted.key } };
    return { key, variantId, quantity, ...own, ...given, ...as };
  }
  if (quoted) {
    const { draftId, key: of, line: said } = quoted;
    const off = discount > 0 ? { discount } : {};
    return {
      ...{ key, variantId, quantity, unitPrice: said.unitPrice, quoted: { draftId, key: of } },
      ...{ ...off, reason: [quoted.number, reasonOnAll].filter(Boolean).join('; ').slice(0, 200) },
    };
  }
  const onLabel = line.quoted === null && unitPrice !== null && hand?.unitPrice === undefined;
  return { key, variantId, quantity, ...(onLabel && { unitPrice, priceOnLabel: true }), ...given };
}

/** Arguments of the sale that a basket becomes; the same whether it is approved or paid, but for the tenders. */
export function saleOf(
  basket: BasketRow,
  priced: PricedBasket,
  place: { readonly registerId: string; readonly sessionId: string },
  tenders: readonly SaleTender[],
) {
  const reasonOnAll = priced.handOnAll?.reason ?? '';
  const age = ageOf(basket);
  return {
    orderId: basket.orderId,
    ...place,
    customerId: basket.customerId,
    lines: priced.lines.map((item, index) => lineOf(item, priced.byHand[index] ?? 0, reasonOnAll)),
    tenders,
    ...(priced.counted.length > 0 && { coupons: priced.counted }),
    ...(priced.standing.segments.length > 0 && { buyer: priced.standing }),
    ...(age && { age }),
    ...(basket.takenFrom && { parkedId: basket.takenFrom }),
    ...(basket.deliver && { deliver: JSON.parse(basket.deliver) as NonNullable<SaleArgs['deliver']> }),
  };
}

/** What giving so much by hand asks of who sells; none where nothing was given. As `saleNeeds` finds it in the sale itself. */
export function needOfHand(priced: PricedBasket, locationId: string): Need | null {
  const percents = priced.lines.flatMap((item, index) => {
    const line = lineOf(item, priced.byHand[index] ?? 0, '');
    const given = item.hand?.unitPrice !== undefined || (line.discount ?? 0) > 0;
    // Whoever quoted it gave that away, and no more is.
    const asQuoted = item.quoted && (line.discount ?? 0) <= item.quoted.line.byHand;
    if (!given || asQuoted || line.variantId === null) return [];
    return [percentOff(line, item.item?.scale ?? 0, item.listPrice ?? item.line.unitPrice ?? 0)];
  });
  if (percents.length === 0) return null;
  return { permission: 'till.discount', value: Math.max(...percents), ...(locationId && { locationId }) };
}
