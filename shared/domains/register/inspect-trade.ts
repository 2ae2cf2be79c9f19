import type { MutationContext } from '../../kernel/define-mutator.ts';
import { localDayAndHour } from '../../kernel/instant.ts';
import { sum } from '../../kernel/money.ts';
import type { Tx } from '../../kernel/tx.ts';
import { taxOfDelivery } from '../orders/delivery-taxed.ts';
import { doesNotAddUp, forged } from './errors.ts';
import { worthOf } from './foreign-cash.ts';
import { isCredit } from './move-credits.ts';
import type { Decided, LineSnapshot } from './sale-args.ts';
import { receiptCounters, registers } from './schema.ts';
import { areTheLines } from './share-lines.ts';
import { wrongPoints } from './trade-points.ts';
import { settingsOf } from './till-reads.ts';
import type { Trade } from './write-trade.ts';

/**
 * In the cloud, before a trade is written: what no till could have made, however old, offline or wrong its catalogue.
 * Differences that a till can make (another price, a total by other rules) are flagged by `compareTrade` instead.
 */

/** A till whose sales wait in quarantine goes on numbering; further ahead than this no till gets in its 35 days. */
const NUMBERS_AHEAD = 10_000;
const DAY = 86_400_000;

/**
 * Sums that do not add up are in no books, whoever looked at them; the rest a person may let pass.
 * @throws DomainError `register.does-not-add-up`, `register.forged`
 */
export async function inspectTrade(tx: Tx, ctx: MutationContext, trade: Trade): Promise<void> {
  const { orderId } = trade;
  const wrong =
    wrongTenders(trade) ??
    wrongLines(trade) ??
    wrongShares(trade) ??
    wrongTips(trade) ??
    (await wrongPoints(tx, trade));
  if (wrong) throw doesNotAddUp({ orderId, problem: wrong });
  if (ctx.reviewed) return;
  const unlikely = (await wrongDay(tx, trade.decided, ctx)) ?? (await wrongNumber(tx, trade));
  if (unlikely) throw forged({ orderId, problem: unlikely });
}

function wrongTenders({ kind, tenders, decided, lines, onAccount = 0, customerId }: Trade): string | undefined {
  // Empties may be worth more than what is bought: such a sale pays out, in cash alone.
  const paysOut = kind === 'sale' && decided.total < 0 && lines.some(({ beside }) => beside === 'empties');
  if (paysOut && tenders.some((tender) => tender.kind !== 'cash')) return 'empties are paid otherwise than in cash';
  const sign = kind === 'sale' && !paysOut ? 1 : -1;
  for (const { kind: tender, amount, given, change, card, creditId, exchangeOf, foreign } of tenders) {
    if (tender === 'exchange' && kind === 'sale' && exchangeOf === undefined) return 'an exchange names no return';
    if (isCredit(tender) && creditId === undefined) return 'a tender names no gift card or store credit';
    if (amount * sign < 0) return kind === 'sale' ? 'a tender of a sale is negative' : 'a return takes money in';
    if (foreign && (tender !== 'cash' || wrongWorth(foreign, given, decided.currency)))
      return 'cash of another currency does not count for what its rate says';
    if (tender === 'cash' && given - change !== amount) return 'cash given less change is not what was settled';
    if (tender !== 'card' && card) return 'a card terminal is named on a tender that is not by card';
    if (tender !== 'cash' && change !== 0) return 'change was given on a tender that is not cash';
  }
  const paid = sum(tenders.map(({ amount }) => amount));
  if (onAccount > 0 && customerId === null) return 'what is paid later is owed by nobody';
  if (onAccount > 0 && paid + onAccount !== decided.total)
    return 'what was paid and what is paid later are not the total';
  if (paid * sign > decided.total * sign) return 'more was settled than is due';
  if (decided.total * sign < 0) return kind === 'sale' ? 'a sale pays out' : 'a return takes in';
  return undefined;
}

/** Down to the coins of the store, whichever they were. */
function wrongWorth(foreign: NonNullable<Trade['tenders'][number]['foreign']>, counted: number, own: string): boolean {
  const left = worthOf(foreign.given, foreign, own, 1) - counted;
  return left < 0 || left > 1_000;
}

function wrongLines({ kind, lines, decided }: Trade): string | undefined {
  const { shipping = 0, fee = 0, shippingTaxed } = decided;
  const of = (pick: (snapshot: LineSnapshot) => number) => sum(lines.map(({ snapshot }) => pick(snapshot)));
  if (lines.some(({ snapshot: { net, tax, total } }) => net + tax !== total))
    return 'net and tax are not a line’s total';
  if (kind === 'sale' && (shipping !== 0 || fee !== 0)) return 'a sale at a till gives delivery or a fee back';
  if (shipping > 0) return 'a return charges delivery';
  for (const { loads, snapshot, variantId } of lines)
    if (loads && (variantId !== null || snapshot.tax !== 0 || snapshot.discount !== 0 || snapshot.total === 0))
      return 'a gift card is taxed, reduced or an item of the shelf';
  if (of(({ total }) => total) + shipping + fee + decided.rounding !== decided.total)
    return 'its lines do not add up to its total';
  const parts = shippingTaxed?.parts ?? [];
  if (shippingTaxed && sum(parts.flatMap(({ net, tax }) => [net, tax])) !== shipping)
    return 'net and tax of its delivery do not add up';
  if (parts.some(({ net, tax }) => net > 0 || tax > 0)) return 'a return charges delivery';
  if (of(({ tax }) => tax) + taxOfDelivery(shippingTaxed) !== decided.taxTotal)
    return 'the tax of its lines does not add up';
  if (Math.abs(decided.rounding) > 1_000) return 'it was rounded by more than any coin';
  return undefined;
}

/** Parts of a bill that was split are the whole bill, and every tender pays one of them. */
function wrongShares({ kind, tenders, lines }: Trade): string | undefined {
  const shares = tenders.flatMap(({ share }) => share ?? []);
  if (shares.length === 0) return undefined;
  if (kind !== 'sale' || shares.length !== tenders.length) return 'a part of it is no part of a split bill';
  const parts = [...new Map(shares.map(({ part, lines: of }) => [part, of])).values()];
  const sold = lines.map(({ key, quantity, snapshot: { net, tax, total, discount } }) => ({
    ...{ key, quantity, net, tax, total, discount },
  }));
  return areTheLines(sold, parts.flat()) ? undefined : 'its parts do not add up to its lines';
}

/** Only cash and cards carry a tip, once each. */
function wrongTips({ tips = [], tenders }: Trade): string | undefined {
  const carry = tenders.flatMap(({ key, kind }) => (kind === 'cash' || kind === 'card' ? [key] : []));
  const keys = tips.map(({ key }) => key);
  if (new Set(keys).size !== keys.length || keys.some((key) => !carry.includes(key)))
    return 'a tip came with no payment of it';
  return undefined;
}

/** A store may have moved its time zone since, so a day either way is left. */
async function wrongDay(
  tx: Tx,
  { businessDate, locationId }: Decided,
  ctx: MutationContext,
): Promise<string | undefined> {
  const { timeZone } = await settingsOf(tx, ctx, locationId);
  const days = [-DAY, 0, DAY].map((away) => localDayAndHour(ctx.occurredAt + away, timeZone).date);
  return days.includes(businessDate) ? undefined : 'its business day is not the day it happened';
}

async function wrongNumber(tx: Tx, { registerId, decided }: Trade): Promise<string | undefined> {
  const register = await tx.get(registers, { id: registerId });
  if (!register) return 'there is no such register';
  const { generation, sequence } = decided;
  if (generation > register.generation) return 'its register never had that generation';
  const counter = await tx.get(receiptCounters, { registerId, generation });
  const ahead = sequence - (counter?.lastSequence ?? 0);
  return ahead > NUMBERS_AHEAD ? 'its receipt number jumped ahead' : undefined;
}
