import type { ProductRow, VariantRow } from '../../../bridge/queries.ts';
import namedProducts from './named-products.json' with { type: 'json' };
import type { LocationSummary } from '../../../bridge/views.ts';

/** Monday 23 November 2026, 15:41 in London. */
export const NOW = Date.UTC(2026, 10, 23, 15, 41);
const MINUTE = 60_000;

export const locations: LocationSummary[] = [
  { id: 'bath', name: 'Bath', street: 'Walcot St', kind: 'shop' },
  { id: 'frome', name: 'Frome', street: 'Cheap St', kind: 'shop' },
  { id: 'melksham', name: 'Melksham', street: '', kind: 'warehouse' },
];

type Named = readonly [
  title: string,
  variants: number,
  sku: string,
  image: string,
  stock: readonly [number, number, number],
  from: number,
  to: number,
  margin: number,
  cover: number | null,
  updated: number,
  by: string,
  category: string,
];

const named = namedProducts as unknown as readonly Named[];

const plain = ['Gift wrap, per item', 'Cotton carrier bag', 'Greetings card', 'Matches, bottle'];
const stems = [
  'Oak tray',
  'Brass hook',
  'Jute mat',
  'Glass carafe',
  'Wool blanket',
  'Cork trivet',
  'Linen apron',
  'Stone coaster',
  'Tin caddy',
  'Paper lantern',
];
const tails = ['Natural', 'Ink', 'Chalk', 'Moss', 'Rust', 'Harbour', 'Sand', 'Slate'];

/** Row `index` of a catalogue of any length: the named ones first, then made-up ones without a picture. */
export function productAt(index: number): ProductRow {
  const row = named[index];
  if (row) {
    const [title, variantCount, sku, image, stock, from, to, margin, cover, updatedAt, updatedBy, category] = row;
    const weighed = sku === 'REF-SOAP';
    return {
      id: `p-${index}`,
      title,
      sku,
      variantCount,
      image: `still:${image}`,
      status: sku === 'JUG-DIP-12' ? 'draft' : 'active',
      category,
      onHand: stock[0] + stock[1] + stock[2],
      scale: weighed ? 3 : 0,
      unit: weighed ? 'KGM' : 'H87',
      byLocation: [...stock],
      priceFrom: from,
      priceTo: to,
      margin,
      tracked: true,
      coverDays: cover,
      updatedAt,
      updatedBy,
      unsent: sku === 'LIN-NAP-4',
    };
  }
  const number = index - named.length;
  const extra = plain[number];
  const stem = stems[number % stems.length] ?? '';
  const tail = tails[Math.floor(number / stems.length) % tails.length] ?? '';
  const price = extra ? ([350, 100, 375, 420][number] ?? 350) : 450 + ((number * 137) % 9000);
  const stock = extra ? [400, 380, 1200] : [number % 17, (number * 7) % 23, (number * 13) % 190];
  return {
    id: `p-${index}`,
    title: extra ?? `${stem}, ${tail} ${1 + Math.floor(number / 80)}`,
    sku: `GEN-${String(number).padStart(6, '0')}`,
    variantCount: 1,
    image: null,
    status: 'active',
    category: 'General',
    onHand: stock.reduce((sum, one) => sum + one, 0),
    scale: 0,
    unit: 'H87',
    byLocation: stock,
    priceFrom: price,
    priceTo: price,
    margin: 520 + (number % 90),
    tracked: true,
    coverDays: 10 + (number % 50),
    updatedAt: NOW - (number + 200) * 7 * MINUTE,
    updatedBy: 'Import 317',
    unsent: false,
  };
}

const glazes = [
  ['Moss', 'e3e6da', ''],
  ['Chalk', 'e9e2d8', '&a=b8b4a6&b=c9a98a'],
  ['Tide', 'dfe5ea', '&a=5f7a92&b=c9a98a'],
  ['Rust', 'f0e0d8', '&a=b0623f&b=d9b394'],
] as const;
const onHands = [31, 12, 44, 52, 38, 47, 29, 41];

export const mugVariants: VariantRow[] = glazes.flatMap(([glaze, ground, tint], g) =>
  ['250 ml', '350 ml'].map((size, s) => ({
    id: `mug-${g}-${s}`,
    title: `${glaze} / ${size}`,
    optionValues: [glaze, size],
    sku: `MUG-${glaze.slice(0, 3).toUpperCase()}-${size.slice(0, 2)}`,
    gtin: g === 3 && s === 1 ? null : String(5060912440313 + (g * 2 + s) * 7),
    price: s ? 1400 : 1200,
    compareAt: null,
    lowest: 1_250,
    cost: s ? 465 : 410,
    onHand: onHands[g * 2 + s] ?? 0,
    scale: 0,
    unit: 'H87',
    depositId: null,
    measure: { amount: s ? 350 : 250, scale: 0, unit: 'ml' as const, per: 'l' as const },
    status: 'active' as const,
    image: `still:mug?g=${ground}${tint}`,
  })),
);

export const demoContainers = [{ variantId: 'v-dep', name: 'Deposit, bottle (DEP-25)' }];
