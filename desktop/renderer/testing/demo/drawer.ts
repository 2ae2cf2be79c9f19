import { layawayAnswers } from './layaways.ts';
import { reportOf } from '@tillhouse/shared/domains/register/z-report.ts';
import type { ClosedDrawer, DrawerNow } from '../../../bridge/drawer-queries.ts';
import { NOW } from './catalog.ts';
import { hoursAnswers } from './hours.ts';

const HOUR = 3_600_000;
const blank = { channel: 'till' as const, originalOrderId: null, shippingTotal: 0, feeTotal: 0, rounding: 0, due: 0 };
const sale = (total: number, discountTotal: number) => ({ kind: 'sale' as const, total, discountTotal, ...blank });

/** A day of 31 sales and two returns, ten pounds short. */
const report = reportOf(
  {
    ...{ float: 15_000, openedAt: NOW - 8 * HOUR },
    orders: [
      ...Array.from({ length: 31 }, (_, index) => sale(4_200 + index * 310, index % 4 === 0 ? 650 : 0)),
      { ...sale(-2_400, 0), kind: 'return' },
      { ...sale(-7_836, 0), kind: 'return', originalOrderId: 'o-1' },
    ],
    lines: [
      { taxRate: '20/100', net: 195_500, tax: 39_100 },
      { taxRate: '0', net: 4_800, tax: 0 },
    ],
    tenders: [
      { kind: 'card', amount: 198_170 },
      { kind: 'cash', amount: 41_230 },
    ],
    movements: [
      { kind: 'sale', amount: 43_630 },
      { kind: 'refund', amount: -2_400 },
      { kind: 'paid-out', amount: -1_800 },
      { kind: 'paid-out', amount: -20_000 },
      { kind: 'no-sale', amount: 0 },
      { kind: 'tip', amount: 1_400 },
    ],
    tips: [
      { kind: 'given', way: 'cash', amount: 1_400 },
      { kind: 'given', way: 'card', amount: 2_150 },
    ],
    receipts: [
      { fiscal: { state: 'out', client: 'B2', since: NOW - 3 * HOUR, reason: 'full' }, placedAt: NOW - 3 * HOUR },
    ],
  },
  NOW,
);
const hash = '9f3c72ab04e1d86b9f3c72ab04e1d86b9f3c72ab04e1d86b9f3c72ab04e1d86b';

const open: DrawerNow = {
  ...{ sessionId: 's-1', registerId: 'r-2', registerName: 'Bath till 2', currency: 'GBP', next: '142', report },
  ...{ openedAt: NOW - 8 * HOUR, openedByName: 'Priya Nair' },
  moved: [
    {
      id: 'm-1',
      kind: 'paid-out',
      amount: -1_800,
      reason: 'Window cleaner',
      actorName: 'Priya Nair',
      at: NOW - 3 * HOUR,
    },
    {
      id: 'm-2',
      kind: 'paid-out',
      amount: -20_000,
      reason: 'To the safe, bag 0231',
      actorName: 'Priya Nair',
      at: NOW - 2 * HOUR,
    },
  ],
  people: [
    { name: 'Priya Nair', sales: 19, amount: 150_000 },
    { name: 'Marcus Bell', sales: 12, amount: 89_400 },
  ],
};

const closedAt = (days: number): ClosedDrawer => ({
  ...{ sessionId: `s-${days}`, registerName: 'Bath till 2', storeName: 'Larkhall', storeStreet: 'Walcot St' },
  ...{ currency: 'GBP', number: `${142 - days}`, openedByName: 'Priya Nair', closedByName: 'Priya Nair' },
  ...{
    openedAt: NOW - days * 24 * HOUR - 9 * HOUR,
    closedAt: NOW - days * 24 * HOUR,
    report,
    hash,
    previousHash: hash,
  },
  ...{ counted: 34_430 - (days === 2 ? 250 : 0), expected: 34_430, variance: days === 2 ? -250 : 0 },
  note: days === 2 ? 'Wrong change given' : '',
});

export const drawerAnswers = {
  ...layawayAnswers,
  'till.drawer': () => open,
  ...hoursAnswers,
  'till.tips': () => [
    { staffId: 'p-2', name: 'Ellie Roberts', owed: 2_350 },
    { staffId: 'p-1', name: 'Priya Nair', owed: 1_200 },
  ],
  'till.tipsOf': () => [],
  'till.closings': () => [1, 2, 3, 4].map(closedAt),
};
