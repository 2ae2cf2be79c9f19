import { decimalsOf } from '../../kernel/currencies.ts';
import { parseFraction } from '../../kernel/money.ts';
import type { CalculationArgs, CalculationLine } from './calculation-args.ts';
import {
  amountNegative,
  amountNotWhole,
  amountTooLarge,
  couponTooLong,
  currencyUnknown,
  exemptionWithoutCertificate,
  keyRepeated,
  quantityFractional,
  quantityNegative,
  rateInvalid,
  timeZoneUnknown,
  vatIdWrong,
} from './errors-calculation.ts';
import type { Promotion } from './promotion-args.ts';
import { checkVatId } from './vat-id.ts';

export const LONGEST_COUPON = 64;

/** Counted one by one: piece, one, each, pair, package, box, set, dozen, carton. */
const countedUnits = new Set(['H87', 'C62', 'EA', 'PR', 'PK', 'BX', 'SET', 'DZN', 'CT', 'NAR']);

export function checkAmount(at: string, amount: number | null | undefined): void {
  if (amount === undefined || amount === null) return;
  if (Math.abs(amount) > Number.MAX_SAFE_INTEGER || Number.isNaN(amount)) throw amountTooLarge({ at });
  if (!Number.isInteger(amount)) throw amountNotWhole({ at, amount });
  if (amount < 0) throw amountNegative({ at, amount });
}

/** @throws DomainError `pricing.rate-invalid`; a share of something is at most all of it. */
export function checkRate(at: string, rate: string | undefined, share = false): void {
  if (rate === undefined) return;
  const fits = /^\d{1,15}(\/[1-9]\d{0,14})?$/.test(rate);
  if (!fits) throw rateInvalid({ at, rate });
  const { n, d } = parseFraction(rate);
  if (share && n > d) throw rateInvalid({ at, rate });
}

function checkQuantity(at: string, { quantity, scale = 0, unit }: CalculationLine): void {
  const named = unit ?? (scale === 0 ? 'H87' : 'KGM');
  if (Math.abs(quantity) > Number.MAX_SAFE_INTEGER || Number.isNaN(quantity)) throw amountTooLarge({ at });
  if (quantity < 0) throw quantityNegative({ at, quantity });
  const whole = countedUnits.has(named) ? 10 ** scale : 1;
  if (!Number.isInteger(quantity) || quantity % whole !== 0) throw quantityFractional({ at, quantity, unit: named });
}

type Taxed = Pick<CalculationLine, 'taxRate' | 'taxes' | 'taxGiven' | 'includedRate'>;

function checkTaxes(at: string, { taxRate, taxes, taxGiven, includedRate }: Taxed): void {
  checkRate(`${at}.taxRate`, taxRate);
  checkRate(`${at}.includedRate`, includedRate);
  taxes?.forEach((part, index) => {
    checkRate(`${at}.taxes.${index}.rate`, part.rate);
    checkAmount(`${at}.taxes.${index}.perUnit`, part.perUnit);
  });
  taxGiven?.forEach((each, index) => {
    checkAmount(`${at}.taxGiven.${index}`, each);
  });
}

function checkLine(at: string, line: CalculationLine): void {
  checkQuantity(`${at}.quantity`, line);
  checkAmount(`${at}.unitPrice`, line.unitPrice);
  checkAmount(`${at}.given.unitPrice`, line.given?.unitPrice);
  checkAmount(`${at}.discount`, line.discount);
  line.prices?.forEach((price, index) => {
    checkAmount(`${at}.prices.${index}.amount`, price.amount);
    checkAmount(`${at}.prices.${index}.compareAt`, price.compareAt);
  });
  checkTaxes(at, line);
}

/** A till asks for the same promotions at every scan, and nobody changes one: a new version is another object. */
const checked = new WeakSet<Promotion>();

export function checkPromotion(at: string, promotion: Promotion): void {
  if (checked.has(promotion)) return;
  checkTerms(at, promotion);
  checked.add(promotion);
}

function checkTerms(at: string, { action, atMost, budget, conditions }: Promotion): void {
  checkAmount(`${at}.atMost`, atMost);
  checkAmount(`${at}.budget.limit`, budget?.limit);
  checkAmount(`${at}.budget.used`, budget?.used);
  if ('amount' in action) checkAmount(`${at}.action.amount`, action.amount);
  if ('price' in action) checkAmount(`${at}.action.price`, action.price);
  if ('atMost' in action) checkAmount(`${at}.action.atMost`, action.atMost);
  if ('rate' in action) checkRate(`${at}.action.rate`, action.rate, true);
  if ('off' in action) checkRate(`${at}.action.off`, action.off, true);
  if (action.kind === 'tiers') {
    action.tiers.forEach((tier, index) => {
      checkAmount(`${at}.action.tiers.${index}.from`, tier.from);
      checkAmount(`${at}.action.tiers.${index}.amount`, tier.amount);
      checkRate(`${at}.action.tiers.${index}.rate`, tier.rate, true);
    });
  }
  const leaves = conditions?.of.flatMap((each) => (each.kind === 'group' ? each.of : [each])) ?? [];
  for (const leaf of leaves) if (leaf.kind === 'spend') checkAmount(`${at}.conditions.spend`, leaf.atLeast);
}

function refuseRepeated(at: string, keys: readonly string[]): void {
  const seen = new Set<string>();
  keys.forEach((key, index) => {
    if (seen.has(key)) throw keyRepeated({ at: `${at}.${index}`, key });
    seen.add(key);
  });
}

/** Everything that can be said about a calculation before it begins. @returns the decimals of its currency */
export function checkCalculation(args: CalculationArgs): number {
  const places = decimalsOf(args.currency);
  if (places === undefined) throw currencyUnknown({ currency: args.currency });
  const { timeZone } = args.settings;
  if (timeZone !== undefined && !isTimeZone(timeZone)) throw timeZoneUnknown({ timeZone });
  refuseRepeated(
    'lines',
    args.lines.map(({ key }) => key),
  );
  refuseRepeated('promotions', args.promotions?.map(({ id }) => id) ?? []);
  args.lines.forEach((line, index) => {
    checkLine(`lines.${index}`, line);
  });
  if (args.shipping) {
    checkAmount('shipping.amount', args.shipping.amount);
    checkTaxes('shipping', args.shipping);
  }
  args.promotions?.forEach((each, index) => {
    checkPromotion(`promotions.${index}`, each);
  });
  const relief = args.customer?.relief;
  if (relief?.evidence.trim() === '') throw exemptionWithoutCertificate({});
  if (relief?.kind === 'reverse-charge') {
    const { id, problem } = checkVatId(relief.evidence);
    if (problem) throw vatIdWrong({ id, problem });
  }
  args.taxTable?.forEach((each, index) => {
    checkRate(`taxTable.${index}.rate`, each.rate);
    checkAmount(`taxTable.${index}.perUnit`, each.perUnit);
  });
  args.tenders?.forEach(({ amount, given }, index) => {
    checkAmount(`tenders.${index}.amount`, amount);
    checkAmount(`tenders.${index}.given`, given);
  });
  for (const { length } of args.coupons ?? []) {
    if (length > LONGEST_COUPON) throw couponTooLong({ length, longest: LONGEST_COUPON });
  }
  return places;
}

const knownZones = new Map<string, boolean>();

function isTimeZone(timeZone: string): boolean {
  let known = knownZones.get(timeZone);
  if (known === undefined) {
    try {
      known = Boolean(new Intl.DateTimeFormat('en', { timeZone }));
    } catch {
      known = false;
    }
    if (knownZones.size < 1_000) knownZones.set(timeZone, known);
  }
  return known;
}
