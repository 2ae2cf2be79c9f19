import type { ProductRow, VariantRow } from '../../../bridge/queries.ts';
import type { LocationSummary } from '../../../bridge/views.ts';

/** Monday 23 November 2026, 15:41 in London. */
export const NOW = Date.UTC(2026, 10, 23, 15, 41);
const MINUTE = 60_000;
const DAY = 86_400_000;

export const locations: LocationSummary[] = [
  { id: 'bath', name: 'Bath', street: 'Walcot St', kind: 'shop' },
  { id: 'frome', name: 'Frome', street: 'Cheap St', kind: 'shop' },
  { id: 'melksham', name: 'Melksham', street: '', kind: 'warehouse' },
];

const at = (clock: string, daysAgo = 0) => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return Date.UTC(2026, 10, 23, hours, minutes) - daysAgo * DAY;
};

type Named = readonly [
  title: string, variants: number, sku: string, image: string, stock: readonly [number, number, number],
  from: number, to: number, margin: number, cover: number | null, updated: number, by: string, category: string,
];

const named: readonly Named[] = [
  ['Stoneware mug', 8, 'MUG', 'mug?g=e3e6da', [38, 44, 212], 1200, 1400, 590, 20, at('15:36'), 'Priya', 'Tableware, Mugs'],
  ['Linen napkins, set of 4', 5, 'LIN-NAP-4', 'napkins?g=f0dfd6', [21, 16, 88], 2400, 2400, 608, 33, at('15:30'), 'Priya', 'Textiles'],
  ['Taper candles, box of 6', 6, 'CND-TAP-6', 'tapers?g=efe3d2', [64, 38, 412], 1250, 1250, 626, 17, at('15:12'), 'Callum', 'Candles'],
  ['Willow basket, Small', 1, 'BSK-WIL-S', 'basket?g=f0e8d0', [4, 9, 36], 4200, 4200, 566, 28, at('14:58'), 'Callum', 'Storage'],
  ['Fig leaf candle, 220 g', 1, 'CND-FIG-220', 'jarcandle?g=f1e0da', [27, 19, 160], 2400, 2400, 680, 46, at('14:31'), 'Ewa', 'Candles'],
  ['Ribbed glass vase, 24 cm', 3, 'VAS-RIB-24', 'vase?g=dde8e8', [2, 1, 0], 3800, 3800, 586, 2, at('13:40'), 'Till 2', 'Glass'],
  ['Tumblers, pair', 4, 'GLS-TUM-2', 'tumblers?g=dde6de', [2, 11, 74], 1600, 1600, 606, 31, at('12:05'), 'Ewa', 'Glass'],
  ['Dome table lamp, Brass', 1, 'LMP-DOM-BR', 'lamp?g=f1e9cf', [3, 2, 18], 8900, 8900, 535, 19, at('11:47'), 'Priya', 'Lighting'],
  ['Felt wreath, 40 cm', 1, 'XMS-WRE-40', 'wreath?g=e0e6de', [12, 14, 55], 4800, 4800, 580, 12, at('11:20'), 'Priya', 'Christmas'],
  ['Crackers, box of 6', 2, 'XMS-CRK-6', 'cracker?g=f0e0dc', [46, 52, 380], 2700, 2700, 573, 16, at('10:52'), 'Import 318', 'Christmas'],
  ['Ash serving bowl, 28 cm', 1, 'BWL-ASH-28', 'bowl?g=eee3d4', [6, 5, 22], 4600, 4600, 546, 24, at('09:33'), 'Callum', 'Tableware, Bowls'],
  ['Wool throw, Fell check', 4, 'THR-FEL', 'throw?g=e4e2db', [9, 7, 41], 7800, 7800, 540, 22, at('17:02', 1), 'Joanna', 'Textiles'],
  ['Dipped jug, 1.2 l', 3, 'JUG-DIP-12', 'jug?g=dbe3ea', [0, 0, 60], 3400, 3400, 585, null, at('16:20', 1), 'Joanna', 'Tableware, Jugs'],
  ['Enamel milk pan, 14 cm', 1, 'PAN-ENA-14', 'pan?g=e2e4e3', [8, 6, 29], 3600, 3600, 535, 38, at('15:10', 2), 'Ewa', 'Kitchen'],
  ['Soap flakes, refill', 1, 'REF-SOAP', 'jar?g=e2e6e0', [18_000, 12_000, 140_000], 650, 650, 575, 44, at('09:15', 2), 'Import 318', 'Refills'],
  ['Ticking cushion, Sage', 2, 'CSH-TIC-SG', 'cushion?g=e0e6dc', [11, 8, 40], 4500, 4500, 560, 30, at('12:40', 3), 'Priya', 'Textiles'],
  ['Bottle vase, Terracotta', 1, 'VAS-BOT-TE', 'bottle?g=f0dfd6', [1, 6, 30], 2900, 2900, 571, 18, at('12:31', 3), 'Callum', 'Glass'],
  ['Linen tea towel, Harbour', 3, 'LIN-TT-HAR', 'towel?g=e4e8ec', [34, 28, 120], 1100, 1100, 622, 40, at('10:11', 4), 'Ewa', 'Textiles'],
  ['Beech dish brush', 1, 'BRU-DISH-BE', 'brush?g=efe6d3', [52, 47, 210], 850, 850, 641, 61, at('10:02', 4), 'Ewa', 'Kitchen'],
  ['Rimmed plate, 21 cm', 4, 'PLT-RIM-21', 'plates?g=dfe3e8', [30, 26, 144], 1800, 1800, 578, 27, at('09:58', 5), 'Priya', 'Tableware, Plates'],
  ['Elm board, 36 cm', 1, 'BRD-ELM-36', 'board?g=eee3d0', [7, 4, 33], 3200, 3200, 549, 35, at('14:15', 6), 'Callum', 'Kitchen'],
  ['Teapot, 900 ml', 3, 'TEA-900', 'teapot?g=dde3e9', [0, 3, 24], 5200, 5200, 562, 14, at('11:05', 6), 'Joanna', 'Tableware, Teapots'],
];

const plain = ['Gift wrap, per item', 'Cotton carrier bag', 'Greetings card', 'Matches, bottle'];
const stems = ['Oak tray', 'Brass hook', 'Jute mat', 'Glass carafe', 'Wool blanket', 'Cork trivet', 'Linen apron', 'Stone coaster', 'Tin caddy', 'Paper lantern'];
const tails = ['Natural', 'Ink', 'Chalk', 'Moss', 'Rust', 'Harbour', 'Sand', 'Slate'];

/** Row `index` of a catalogue of any length: the named ones first, then made-up ones without a picture. */
export function productAt(index: number): ProductRow {
  const row = named[index];
  if (row) {
    const [title, variantCount, sku, image, stock, from, to, margin, cover, updatedAt, updatedBy, category] = row;
    const weighed = sku === 'REF-SOAP';
    return {
      id: `p-${index}`, title, sku, variantCount, image: `still:${image}`, status: sku === 'JUG-DIP-12' ? 'draft' : 'active', category,
      onHand: stock[0] + stock[1] + stock[2], scale: weighed ? 3 : 0, unit: weighed ? 'KGM' : 'H87',
      byLocation: [...stock], priceFrom: from, priceTo: to, margin, coverDays: cover, updatedAt, updatedBy, unsent: sku === 'LIN-NAP-4',
    };
  }
  const number = index - named.length;
  const extra = plain[number];
  const stem = stems[number % stems.length] ?? '';
  const tail = tails[Math.floor(number / stems.length) % tails.length] ?? '';
  const price = extra ? [350, 100, 375, 420][number] ?? 350 : 450 + ((number * 137) % 9000);
  const stock = extra ? [400, 380, 1200] : [number % 17, (number * 7) % 23, (number * 13) % 190];
  return {
    id: `p-${index}`, title: extra ?? `${stem}, ${tail} ${1 + Math.floor(number / 80)}`, sku: `GEN-${String(number).padStart(6, '0')}`, variantCount: 1,
    image: null, status: 'active', category: 'General', onHand: stock.reduce((sum, one) => sum + one, 0), scale: 0, unit: 'H87', byLocation: stock,
    priceFrom: price, priceTo: price, margin: 520 + (number % 90), coverDays: 10 + (number % 50), updatedAt: NOW - (number + 200) * 7 * MINUTE, updatedBy: 'Import 317', unsent: false,
  };
}

const glazes = [['Moss', 'e3e6da', ''], ['Chalk', 'e9e2d8', '&a=b8b4a6&b=c9a98a'], ['Tide', 'dfe5ea', '&a=5f7a92&b=c9a98a'], ['Rust', 'f0e0d8', '&a=b0623f&b=d9b394']] as const;
const onHands = [31, 12, 44, 52, 38, 47, 29, 41];

export const mugVariants: VariantRow[] = glazes.flatMap(([glaze, ground, tint], g) =>
  ['250 ml', '350 ml'].map((size, s) => ({
    id: `mug-${g}-${s}`, title: `${glaze} / ${size}`, optionValues: [glaze, size], sku: `MUG-${glaze.slice(0, 3).toUpperCase()}-${size.slice(0, 2)}`,
    gtin: g === 3 && s === 1 ? null : String(5060912440313 + (g * 2 + s) * 7), price: s ? 1400 : 1200, compareAt: null, cost: s ? 465 : 410,
    onHand: onHands[g * 2 + s] ?? 0, scale: 0, unit: 'H87', status: 'active' as const, image: `still:mug?g=${ground}${tint}`,
  })),
);
