import type { QueryMap } from '../../../bridge/queries.ts';
import type { TransferPage, TransferPageLine, TransferRow } from '../../../bridge/transfer-queries.ts';
import { locations, NOW } from './catalog.ts';
import { tiles } from './till.ts';

const HOUR = 3_600_000;

type Good = QueryMap['transfers.goods']['result'][number];
const goods: readonly Good[] = tiles.map(({ variantId, title, sku, image, unit, available }) => ({
  ...{ variantId, title, sku, image, gtin: null, unit, available },
  scale: unit === 'KGM' ? 3 : 0,
}));

const nameOf = (id: string) => locations.find((place) => place.id === id)?.name ?? id;

function lines(id: string, of: readonly (readonly [good: number, quantity: number, received?: number])[]) {
  return of.map(([good, quantity, received = 0], at): TransferPageLine => {
    const { variantId, title, sku, image, gtin, unit, scale, available } = goods[good] as Good;
    return {
      ...{ id: `${id}-${at}`, variantId, title, sku, image, gtin, unit, scale, available },
      ...{ quantity: quantity * 10 ** scale, received: received * 10 ** scale, rejected: 0, cancelled: 0 },
    };
  });
}

function page(
  id: string,
  [fromId, toId]: readonly [string, string],
  status: TransferRow['status'],
  hours: number,
  items: readonly TransferPageLine[],
  more: Partial<TransferPage> = {},
): TransferPage {
  const units = (pick: (line: TransferPageLine) => number) =>
    items.reduce((sum, line) => sum + (line.scale > 0 ? Math.sign(pick(line)) : pick(line)), 0);
  const sent = status === 'in-transit' || status === 'received';
  return {
    ...{ id, fromId, fromName: nameOf(fromId), toId, toName: nameOf(toId), status, lines: items.length, items },
    number: `TR-261123-${id.toUpperCase()}`,
    ...{ units: units((line) => line.quantity), told: units((line) => line.received + line.rejected + line.cancelled) },
    ...{
      expectedOn: null,
      createdAt: NOW - hours * HOUR,
      createdBy: 'Priya Nair',
      note: '',
      carrier: '',
      tracking: '',
    },
    ...{ shippedAt: sent ? NOW - (hours - 1) * HOUR : null, shippedBy: sent ? 'Ewa Nowak' : null },
    ...{ endedAt: status === 'received' ? NOW - (hours - 4) * HOUR : null, unsent: false },
    ...more,
  };
}

const all: readonly TransferPage[] = [
  page(
    'k7qf',
    ['melksham', 'bath'],
    'in-transit',
    5,
    lines('k7qf', [
      [0, 24],
      [8, 12, 4],
      [13, 6],
    ]),
    {
      ...{ carrier: 'Van 2, Ewa', expectedOn: '2026-11-24', note: 'For the window on Walcot St' },
    },
  ),
  page(
    'm2xd',
    ['bath', 'frome'],
    'ready',
    22,
    lines('m2xd', [
      [2, 6],
      [3, 4],
    ]),
  ),
  page(
    'p9ta',
    ['melksham', 'frome'],
    'draft',
    2,
    lines('p9ta', [
      [0, 500],
      [13, 8],
    ]),
    { unsent: true },
  ),
  page(
    'b4hn',
    ['frome', 'bath'],
    'received',
    70,
    lines('b4hn', [
      [8, 10, 7],
      [2, 4, 4],
    ]),
    {},
  ),
].map((one) =>
  one.id === 'b4hn'
    ? { ...one, items: one.items.map((line, at) => (at === 0 ? { ...line, rejected: 2, cancelled: 1 } : line)) }
    : one,
);

type Names = 'transfers.index' | 'transfers.one' | 'transfers.goods';

/** Transfers of the sample desk, one in each state. */
export function transferAnswers(): { [N in Names]: (params: QueryMap[N]['params']) => QueryMap[N]['result'] } {
  const open = all.filter(({ status }) => status !== 'received');
  const of = { open, coming: open.filter(({ id }) => id === 'k7qf'), done: all.filter((one) => !open.includes(one)) };
  return {
    'transfers.index': ({ view }) => ({
      rows: of[view],
      counts: { open: of.open.length, coming: of.coming.length, done: of.done.length },
    }),
    'transfers.one': ({ id }) => all.find((one) => one.id === id) ?? null,
    'transfers.goods': ({ text }) =>
      goods.filter(({ title, sku }) => `${title} ${sku}`.toLowerCase().includes(text.trim().toLowerCase())),
  };
}
