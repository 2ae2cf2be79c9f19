/** What the storefront API answers, read field by field: a foreign page must not break on a field it does not know. */

export type AvailabilityWord = 'in-stock' | 'low' | 'out';

/** `per` as the shop names it: `kg`, `100ml`. */
export interface UnitPrice {
  readonly amount: number;
  readonly per: string;
}

export interface ShopVariant {
  readonly id: string;
  readonly title: string;
  readonly optionValues: readonly string[];
  readonly sku: string;
  /** Minor units */
  readonly price: number;
  readonly compareAt: number | null;
  /** Lowest of the 30 days before a reduction, where the shop names it */
  readonly priorPrice: number | null;
  /** Beside the price: of a kilogram, a litre; null where the shop does not say */
  readonly unitPrice: UnitPrice | null;
  readonly image: string | null;
  /** Whole units that may still be sold; the shop may cap the number it tells. */
  readonly available: number;
  readonly availability: AvailabilityWord;
  /** Digits of its unit: 3 where kilograms are sold by the gram, 0 for pieces */
  readonly scale: number;
}

/** Of the reviews that the shop shows */
export interface Rating {
  /** Hundredths of a star */
  readonly average: number;
  readonly count: number;
}

export interface ShopProduct {
  readonly id: string;
  readonly handle: string;
  readonly title: string;
  readonly description: string;
  readonly category: string;
  readonly supplier: string;
  readonly image: string | null;
  readonly currency: string;
  readonly priceFrom: number;
  readonly priceTo: number;
  readonly compareAt: number | null;
  /** Lowest of the 30 days before a reduction, where the shop names it */
  readonly priorPrice: number | null;
  /** Beside the price: of a kilogram, a litre; null where the shop does not say */
  readonly unitPrice: UnitPrice | null;
  readonly available: number;
  readonly availability: AvailabilityWord;
  /** Null where nobody said anything of it */
  readonly rating: Rating | null;
  readonly options: readonly { readonly name: string; readonly values: readonly string[] }[];
  readonly variants: readonly ShopVariant[];
}

export interface ProductPage {
  readonly products: readonly ShopProduct[];
  readonly nextCursor: string | null;
}

export interface AvailabilityChange {
  readonly variantId: string;
  readonly productId: string | null;
  readonly available: number;
  readonly availability: AvailabilityWord;
}

type Fields = Record<string, unknown>;

export const fields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};
export const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
export const words = (value: unknown): string => (typeof value === 'string' ? value : '');
export const wordsOrNull = (value: unknown): string | null => (typeof value === 'string' && value ? value : null);
export const whole = (value: unknown): number => (Number.isSafeInteger(value) ? (value as number) : 0);
export const wholeOrNull = (value: unknown): number | null => (Number.isSafeInteger(value) ? (value as number) : null);

/** Below this many units the shop says how few are left; the server's word wins where it gives one. */
const LOW_AT = 5;

export function wordFor(available: number, given?: unknown): AvailabilityWord {
  if (given === 'in-stock' || given === 'low' || given === 'out') return given;
  if (available <= 0) return 'out';
  return available <= LOW_AT ? 'low' : 'in-stock';
}

function readUnitPrice(value: unknown): UnitPrice | null {
  const it = fields(value);
  const amount = wholeOrNull(it.amount);
  return amount !== null && words(it.per) ? { amount, per: words(it.per) } : null;
}

function readRating(value: unknown): Rating | null {
  const { average, count } = fields(value);
  return whole(count) > 0 ? { average: whole(average), count: whole(count) } : null;
}

function readVariant(value: unknown): ShopVariant {
  const it = fields(value);
  const available = whole(it.available);
  return {
    id: words(it.id ?? it.variantId),
    title: words(it.title),
    optionValues: list(it.optionValues).map(words),
    sku: words(it.sku),
    price: whole(it.price),
    compareAt: wholeOrNull(it.compareAt),
    priorPrice: wholeOrNull(it.priorPrice),
    unitPrice: readUnitPrice(it.unitPrice),
    image: wordsOrNull(it.image),
    available,
    availability: wordFor(available, it.availability),
    scale: whole(it.scale),
  };
}

/** @throws TypeError when it is not a product at all */
export function readProduct(value: unknown): ShopProduct {
  const it = fields(value);
  if (!words(it.id) || !words(it.handle)) throw new TypeError('the answer is not a product');
  const variants = list(it.variants).map(readVariant);
  const available = whole(it.available ?? variants.reduce((sum, variant) => sum + Math.max(0, variant.available), 0));
  const prices = variants.map((variant) => variant.price);
  return {
    id: words(it.id),
    handle: words(it.handle),
    title: words(it.title),
    description: words(it.description),
    category: words(it.category),
    supplier: words(it.supplier),
    image: wordsOrNull(it.image),
    currency: words(it.currency) || 'GBP',
    priceFrom: wholeOrNull(it.priceFrom) ?? (prices.length ? Math.min(...prices) : 0),
    priceTo: wholeOrNull(it.priceTo) ?? (prices.length ? Math.max(...prices) : 0),
    compareAt: wholeOrNull(it.compareAt),
    priorPrice: wholeOrNull(it.priorPrice),
    unitPrice: readUnitPrice(it.unitPrice),
    available,
    availability: wordFor(available, it.availability),
    rating: readRating(it.rating),
    options: list(it.options).map((option) => ({
      name: words(fields(option).name),
      values: list(fields(option).values).map(words),
    })),
    variants,
  };
}

export function readPage(value: unknown): ProductPage {
  const it = fields(value);
  if (!Array.isArray(it.products)) throw new TypeError('the answer is not a list of products');
  return { products: it.products.map(readProduct), nextCursor: wordsOrNull(it.nextCursor) };
}

export function readChange(value: unknown): AvailabilityChange | undefined {
  const it = fields(value);
  const variantId = words(it.variantId ?? it.id);
  const available = wholeOrNull(it.available);
  if (!variantId || available === null) return undefined;
  return {
    variantId,
    productId: wordsOrNull(it.productId),
    available,
    availability: wordFor(available, it.availability),
  };
}

/** `{availability: […]}`, and the bare list. */
export function readChanges(value: unknown): AvailabilityChange[] {
  const it = fields(value);
  const rows = Array.isArray(value) ? value : list(it.availability ?? it.variants);
  return rows.flatMap((row) => readChange(row) ?? []);
}

export interface StoreFace {
  /** BCP 47 */
  readonly locale: string;
  /** Custom properties by their names behind `--th-`: colours and lengths, nothing else */
  readonly look: readonly (readonly [name: string, value: string])[];
  /** What its prices are in on this page */
  readonly currency: string;
  /** All that it sells in, its own first */
  readonly currencies: readonly string[];
  /** Ways to pay by one button */
  readonly express: readonly ExpressWay[];
}

export interface ExpressWay {
  readonly id: string;
  readonly name: string;
  /** Minor units; null: not bounded */
  readonly least: number | null;
  readonly most: number | null;
}

function readWay(value: unknown): ExpressWay {
  const { id, name, least, most } = fields(value);
  return { id: words(id), name: words(name), least: wholeOrNull(least), most: wholeOrNull(most) };
}

/** A value goes into the style of the page, so only what is a colour or a length passes. */
export function readFace(value: unknown): StoreFace {
  const it = fields(value);
  const look = Object.entries(fields(it.look)).filter(
    (pair): pair is [string, string] =>
      /^[a-z0-9-]+$/.test(pair[0]) && /^(#[0-9a-f]{6}|\d{1,2}(px)?)$/.test(words(pair[1])),
  );
  const [currency, currencies] = [words(it.currency), list(it.currencies).map(words)];
  return { locale: words(it.locale), look, currency, currencies, express: list(it.express).map(readWay) };
}
