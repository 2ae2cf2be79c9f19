import type { LevelRow, MovementRow, QueryMap } from '../../../bridge/queries.ts';
import { NOW, productAt } from './catalog.ts';

const level = (
  locationId: string,
  locationName: string,
  street: string,
  onHand: number,
  committed: number,
  reserved: number,
  damaged: number,
  safety: number,
  qualityControl: number,
  incoming: number,
): LevelRow => ({
  locationId,
  locationName,
  street,
  onHand,
  committed,
  reserved,
  damaged,
  safety,
  qualityControl,
  available: onHand - committed - reserved - damaged - safety - qualityControl,
  incoming,
});

const moves = [
  ['15:12', 0, 'Melksham', 'fulfilled', 'Shipped 3 to #10488', 'order', '#10488', 'Ewa Nowak', -3],
  ['14:24', 0, 'Bath', 'transfer', 'In, 12 from Melksham', 'receiving', 'TR-0094', 'Marcus Bell', 12],
  ['13:12', 0, 'Frome', 'sale', '', 'order', 'F1-1-02207', 'Callum Reed', -1],
  ['09:58', 0, 'Bath', 'sale', '', 'order', 'B2-1-00402', 'Marcus Bell', -2],
  ['09:10', 0, 'Bath', 'counted', '33 found, 34 expected', 'count', 'CNT-0112', 'Ellie Roberts', -1],
  ['17:20', 1, 'Melksham', 'transfer', 'Out, 12 to Bath', 'receiving', 'TR-0094', 'Ewa Nowak', -12],
  ['16:45', 1, 'Melksham', 'fulfilled', 'Shipped 4 to #10475', 'order', '#10475', 'Ewa Nowak', -4],
  ['11:02', 2, 'Melksham', 'received', '120 of 120', 'purchase-order', 'PO-1179', 'Ewa Nowak', 120],
  ['10:31', 2, 'Bath', 'sale', '', 'order', 'B1-1-01120', 'Ellie Roberts', -6],
  ['16:40', 3, 'Frome', 'return', 'Unopened', 'order', 'F1-1-02171', 'Callum Reed', 1],
  ['12:18', 3, 'Bath', 'sale', '', 'order', 'B2-1-00377', 'Marcus Bell', -2],
  ['09:05', 4, 'Melksham', 'adjusted', 'Two boxes water damaged', 'adjustment', 'ADJ-0041', 'Ewa Nowak', -2],
] as const;

export function variantStock(variantId: string, adjusted = 0): NonNullable<QueryMap['stock.variant']['result']> {
  const levels = [
    level('bath', 'Bath', 'Walcot St', 31 + adjusted, 3, 1, 0, 4, 0, 12),
    level('frome', 'Frome', 'Cheap St', 22, 1, 0, 1, 4, 0, 0),
    level('melksham', 'Melksham', '', 206, 14, 6, 2, 10, 12, 0),
  ];
  let balance = levels.reduce((sum, row) => sum + row.onHand, 0);
  const movements: MovementRow[] = moves.map(
    ([clock, daysAgo, locationName, cause, note, documentKind, documentNumber, actorName, onHand], index) => {
      const [hours, minutes] = clock.split(':').map(Number);
      const row = {
        id: `m-${index}`,
        occurredAt: Date.UTC(2026, 10, 23 - daysAgo, hours, minutes),
        locationName,
        cause,
        note,
        documentKind,
        documentId: `d-${index}`,
        documentNumber,
        actorName,
        onHand,
        balance,
      };
      balance -= onHand;
      return row;
    },
  );
  const falling = [412, 398, 385, 371, 352, 338, 330, 316, 301, 292, 286, 277, 268, 259 + adjusted];
  return {
    variantId,
    productId: 'p-2',
    title: 'Taper candles, box of 6',
    variantTitle: 'Ivory',
    sku: 'CND-TAP-IV6',
    image: 'still:tapers?g=efe3d2',
    scale: 0,
    unit: 'H87',
    levels,
    levelsAt: null,
    movements,
    movementCount: 1906,
    days: falling.map((onHand, day) => ({ date: `2026-11-${String(10 + day).padStart(2, '0')}`, onHand })),
  };
}

export function stockAt(index: number): QueryMap['stock.index']['result']['rows'][number] {
  const product = productAt(index);
  const held = Math.min(product.onHand, index % 5);
  return {
    variantId: `v-${index}`,
    title: product.title,
    variantTitle: '',
    sku: product.sku,
    image: product.image,
    scale: product.scale,
    unit: product.unit,
    tracked: true,
    onHand: product.onHand,
    available: product.onHand - held,
    byLocation: product.byLocation,
  };
}

export const stockViews = (all: number): QueryMap['stock.views']['result'] => [
  { view: 'all', count: all },
  { view: 'low', count: 38 },
  { view: 'negative', count: 1 },
  { view: 'incoming', count: 38 },
];

export const purchaseOrders: QueryMap['receiving.orders']['result'] = [
  {
    id: 'po-1184',
    number: 'PO-1184',
    supplier: 'Harrow Kiln Pottery',
    locationName: 'Melksham',
    bay: 'B2',
    ordered: 48,
    received: 30,
    lines: 9,
    linesComplete: 5,
  },
  {
    id: 'po-1187',
    number: 'PO-1187',
    supplier: 'Coates Willow',
    locationName: 'Melksham',
    bay: 'A1',
    ordered: 36,
    received: 0,
    lines: 3,
    linesComplete: 0,
  },
  {
    id: 'po-1188',
    number: 'PO-1188',
    supplier: 'Fell Weavers',
    locationName: 'Melksham',
    bay: 'C4',
    ordered: 60,
    received: 0,
    lines: 4,
    linesComplete: 0,
  },
];

const poShelf = [
  ['Stoneware mug, Moss', 'MUG-MOS-35', '5060912440320', 'mug?g=e3e6da', 12, 6],
  ['Stoneware mug, Chalk', 'MUG-CHA-35', '5060912440344', 'mug?g=e9e2d8&a=b8b4a6&b=c9a98a', 12, 12],
  ['Rimmed plate, 21 cm', 'PLT-RIM-21', '5060912440498', 'plates?g=dfe3e8', 12, 8],
  ['Teapot, 900 ml, Slate', 'TEA-900', '5060912440566', 'teapot?g=dde3e9', 6, 0],
  ['Dipped jug, 1.2 l', 'JUG-DIP-12', '5060912440504', 'jug?g=dbe2e8', 6, 4],
] as const;

export function purchaseOrder(
  id: string,
  got: ReadonlyMap<string, number>,
): NonNullable<QueryMap['receiving.one']['result']> {
  const head = purchaseOrders.find((order) => order.id === id) ?? purchaseOrders[0];
  return {
    id,
    number: head?.number ?? 'PO-1184',
    supplier: head?.supplier ?? '',
    locationName: 'Melksham',
    bay: head?.bay ?? 'B2',
    lines: poShelf.map(([title, sku, gtin, image, ordered, received]) => ({
      id: `pl-${sku}`,
      variantId: `v-${sku}`,
      title,
      sku,
      gtin,
      image: `still:${image}`,
      ordered,
      received: received + (got.get(sku) ?? 0),
    })),
  };
}

export const syncedAt = NOW;
