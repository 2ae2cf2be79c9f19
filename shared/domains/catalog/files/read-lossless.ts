import * as z from 'zod/mini';
import { decimalsOf } from '../../../kernel/currencies.ts';
import { listTerms } from '../../pricing/list-terms.ts';
import { unitSize } from '../measured.ts';
import { measure } from '../measure.ts';
import { type FileList, LOSSLESS } from './lossless.ts';
import type { ProductRecord, RecordFacts, RecordPrice, VariantRecord } from './record.ts';

/** What one line of a lossless file says. */
export type LosslessLine =
  | { readonly kind: 'head'; readonly currency: string }
  | { readonly kind: 'list'; readonly list: FileList }
  | { readonly kind: 'product'; readonly product: ProductRecord }
  | { readonly kind: 'end' }
  | { readonly kind: 'bad'; readonly reason: string };

const status = z.enum(['active', 'draft', 'archived']);
const decimal = z.string().check(z.regex(/^\d{1,15}(\.\d{1,4})?$/, 'not an amount such as 12.50'));
const facts = z.nullable(
  z.object({
    hsCode: z.string(),
    origin: z.string(),
    grams: z.nullable(z.number().check(z.int())),
    size: z.nullable(unitSize),
  }),
);
const price = z.object({
  list: z.nullable(z.string()),
  currency: z.string(),
  amount: decimal,
  compareAt: z.nullable(decimal),
  breaks: z.array(z.object({ from: z.number(), amount: decimal })),
});
const variant = z.object({
  sku: z.string(),
  id: z.string(),
  position: z.number().check(z.int(), z.gte(0)),
  title: z.string(),
  optionValues: z.array(z.string()),
  gtin: z.nullable(z.string()),
  barcodes: z.array(z.string()),
  unit: z.string(),
  scale: z.number(),
  measure: z.nullable(measure),
  deposit: z.nullable(z.string()),
  tracked: z.boolean(),
  status: z.enum(['active', 'archived']),
  image: z.nullable(z.string()),
  cost: z.optional(z.nullable(z.object({ amount: decimal, currency: z.string() }))),
  customs: facts,
  prices: z.array(price),
});
const product = z.object({
  handle: z.string(),
  id: z.string(),
  title: z.string(),
  description: z.string(),
  status,
  category: z.string(),
  supplier: z.string(),
  tags: z.array(z.string()),
  options: z.array(z.object({ name: z.string(), values: z.array(z.string()) })),
  taxClass: z.string(),
  minimumAge: z.nullable(z.number()),
  image: z.nullable(z.string()),
  soldAtTill: z.boolean(),
  soldOnline: z.boolean(),
  externalRef: z.nullable(z.string()),
  customs: facts,
  metafields: z.array(z.object({ name: z.string(), value: z.string() })),
  variants: z.array(variant).check(z.minLength(1)),
});
const list = z.object({ priceList: z.string(), id: z.string(), currency: z.string(), terms: z.nullable(listTerms) });

/** Minor units of a decimal, exactly. @throws RangeError with the reason */
function minorOf(text: string, currency: string): number {
  const places = decimalsOf(currency);
  if (places === undefined) throw new RangeError(`${currency} is no currency`);
  const [whole = '', fraction = ''] = text.split('.');
  if (!/^0*$/.test(fraction.slice(places))) throw new RangeError(`${text} has more decimals than ${currency} has`);
  const amount = Number(BigInt(whole + fraction.slice(0, places).padEnd(places, '0')));
  if (amount > 10 ** 13) throw new RangeError(`${text} is beyond what can be kept`);
  return amount;
}

const priceOf = ({ list: name, currency, amount, compareAt, breaks }: z.infer<typeof price>): RecordPrice => ({
  ...{ list: name, currency, amount: minorOf(amount, currency) },
  compareAt: compareAt === null ? null : minorOf(compareAt, currency),
  breaks: breaks.map((step) => ({ minQuantity: step.from, amount: minorOf(step.amount, currency) })),
});

function variantOf({ deposit, cost, customs, prices, ...said }: z.infer<typeof variant>): VariantRecord {
  return {
    ...said,
    depositId: deposit,
    ...(cost !== undefined && {
      cost: cost && { amount: minorOf(cost.amount, cost.currency), currency: cost.currency },
    }),
    customs: customs as RecordFacts | null,
    prices: prices.map(priceOf),
  };
}

/** Names keys that the shape has no place for; what they say is not taken. */
function unknownKeys(said: unknown, shape: z.ZodMiniObject, of: string, into: Set<string>): void {
  if (said === null || typeof said !== 'object') return;
  for (const key of Object.keys(said)) if (!(key in shape.shape)) into.add(`${of}${key}`);
}

/** Reads one line. @param unknown names of what is not taken are added to it */
export function readLosslessLine(text: string, unknown: Set<string>): LosslessLine {
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch {
    return { kind: 'bad', reason: 'not a line of JSON' };
  }
  if (said === null || typeof said !== 'object' || Array.isArray(said))
    return { kind: 'bad', reason: 'not an object of JSON' };
  if ('format' in said) return headOf(said);
  if ('end' in said) return { kind: 'end' };
  if ('priceList' in said) {
    const read = list.safeParse(said);
    if (!read.success) return { kind: 'bad', reason: reasonOf(read.error) };
    const { priceList: name, id, currency, terms } = read.data;
    return { kind: 'list', list: { name, id, currency, terms } };
  }
  const read = product.safeParse(said);
  if (!read.success) return { kind: 'bad', reason: reasonOf(read.error) };
  unknownKeys(said, product, '', unknown);
  for (const each of (said as { variants: unknown[] }).variants) unknownKeys(each, variant, 'variants.', unknown);
  try {
    const { variants, customs, ...rest } = read.data;
    return {
      kind: 'product',
      product: { ...rest, customs: customs as RecordFacts | null, variants: variants.map(variantOf) },
    };
  } catch (error) {
    return { kind: 'bad', reason: (error as RangeError).message };
  }
}

function headOf(said: object): LosslessLine {
  const { format, version, currency } = said as Record<string, unknown>;
  if (format !== LOSSLESS)
    return { kind: 'bad', reason: `a file of “${String(format).slice(0, 40)}”, not of products` };
  if (version !== 1) return { kind: 'bad', reason: 'written by a newer Tillhouse than this one' };
  return { kind: 'head', currency: String(currency) };
}

interface Issue {
  readonly path: PropertyKey[];
  readonly message: string;
  readonly code?: string | undefined;
  readonly minimum?: unknown;
  readonly maximum?: unknown;
  readonly origin?: unknown;
  readonly expected?: unknown;
}

function wordsOf({ code, message, minimum, maximum, origin, expected }: Issue): string {
  const what = origin === 'string' ? 'characters' : origin === 'array' ? 'of them' : '';
  if (code === 'too_small') return minimum === 1 && what ? 'is empty' : `is below ${minimum}`;
  if (code === 'too_big') return `is more than ${maximum} ${what}`.trim();
  if (code === 'invalid_type') return `is no ${expected}`;
  return message === 'Invalid input' ? 'is none of what it may be' : message;
}

/** The first thing that is wrong, by where it stands. */
export function reasonOf(error: { readonly issues: readonly Issue[] }): string {
  const [first] = error.issues;
  if (!first) return 'cannot be read';
  // Of a patch the field alone is of interest to a person.
  const where = first.path
    .filter((part) => part !== 'value' && part !== 'base')
    .map(String)
    .join('.');
  return where ? `${where}: ${wordsOf(first)}` : wordsOf(first);
}
