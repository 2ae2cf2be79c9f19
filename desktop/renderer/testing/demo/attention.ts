import type { QueryMap } from '../../../bridge/queries.ts';
import type { SyncStatus } from '../../../bridge/status.ts';
import { NOW } from './catalog.ts';

const ago = (minutes: number) => NOW - minutes * 60_000;

export const queue: QueryMap['sync.queue']['result'] = {
  kinds: [
    { kind: 'register', waiting: 0, bytes: 0, state: 'review', lastSentAt: ago(0) },
    { kind: 'orders', waiting: 0, bytes: 0, state: 'synced', lastSentAt: ago(0) },
    { kind: 'inventory', waiting: 10, bytes: 4210, state: 'sending', lastSentAt: ago(0) },
    { kind: 'catalog', waiting: 3, bytes: 1840, state: 'review', lastSentAt: ago(5) },
    { kind: 'pricing', waiting: 4, bytes: 1322, state: 'queued', lastSentAt: ago(2) },
    { kind: 'customers', waiting: 1, bytes: 388, state: 'failed', lastSentAt: ago(19) },
    { kind: 'access', waiting: 0, bytes: 0, state: 'synced', lastSentAt: ago(4320) },
  ],
  waiting: [
    {
      mutationId: 'm1',
      name: 'inventory.receiveGoods',
      title: 'Receive 1 Stoneware mug, Moss',
      occurredAt: ago(1),
      attempts: 1,
    },
    {
      mutationId: 'm2',
      name: 'pricing.setPrice',
      title: 'Price of Linen napkins, set of 4',
      occurredAt: ago(6),
      attempts: 2,
    },
  ],
  sentToday: 1284,
  databaseBytes: 1_840_000_000,
};

const callum = { by: 'Callum Reed', me: false, at: ago(272), device: 'Frome till 1' };
const priya = { by: 'Priya Nair', me: true, at: ago(275), device: 'Office Mac' };

export const attention: QueryMap['attention.list']['result'] = [
  {
    mutationId: 'c1',
    kind: 'refused',
    title: 'Willow basket, Small',
    image: 'still:basket?g=efe6cf&a=c89b4b&b=8a6424',
    badge: 'Refused',
    text: 'Change of price. Somebody else set these prices meanwhile. Yours were not saved; compare the two and choose.',
    at: ago(275),
    by: 'Priya Nair',
    to: '/products/p-3',
    mine: priya,
    theirs: callum,
    fields: [
      { at: 0, field: 'Price, Small', base: '£42.00', mine: '£44.00', theirs: '£45.00', wording: null },
      { at: 2, field: 'Price, Large', base: '£68.00', mine: '£70.00', theirs: '£69.00', wording: null },
    ],
    reckoning: [],
    maySettle: true,
  },
  {
    mutationId: 'c4',
    kind: 'field-conflict',
    title: 'Willow basket, Small',
    image: 'still:basket?g=efe6cf&a=c89b4b&b=8a6424',
    badge: 'Changed twice',
    text: 'Changed in two places. The later edit stands; the other is kept here until you settle it.',
    at: ago(272),
    by: 'Priya Nair',
    to: '/products/p-3',
    mine: priya,
    theirs: callum,
    fields: [
      {
        at: 0,
        field: 'Title',
        base: 'Willow basket, S',
        mine: 'Willow basket, Small',
        theirs: 'Small willow basket',
        wording: 'Willow basket, Small',
      },
    ],
    reckoning: [],
    maySettle: true,
  },
  {
    mutationId: 'c2',
    kind: 'stock-task',
    title: 'Bottle vase, Terracotta',
    image: 'still:vase?g=f2d9d2&a=b5452f&b=8f3523',
    badge: 'Oversold by 1',
    text: 'Oversold on B2-1179, Bath. Every sale stands. The stock is what is left to put right.',
    at: ago(277),
    by: 'Bath',
    to: '/stock/v-VAS-BOT-TE',
    mine: null,
    theirs: null,
    fields: [],
    reckoning: [
      { text: 'Before that at Bath', amount: '2' },
      { text: 'B1-1184, Bath till 1', amount: '\u22121' },
      { text: '#10479, Larkhall online', amount: '\u22121' },
      { text: 'B2-1179, Bath till 2', amount: '\u22121' },
      { text: 'On hand at Bath', amount: '\u22121' },
    ],
    maySettle: true,
  },
  {
    mutationId: 'c3',
    kind: 'refused',
    title: 'Ribbed glass vase, 24 cm',
    image: null,
    badge: 'Refused',
    text: 'Archive. An online order still holds 2 units. Nothing was archived.',
    at: ago(12),
    by: 'Priya Nair',
    to: '/products/p-5',
    mine: priya,
    theirs: null,
    fields: [],
    reckoning: [],
    maySettle: true,
  },
];

export const settled: QueryMap['attention.settled']['result'] = [
  {
    id: 's1',
    title: 'Tumblers, pair',
    how: 'done',
    by: 'Ewa Nowak',
    at: ago(420),
    note: 'Counted again, two stood in the window',
  },
  {
    id: 's2',
    title: 'Elm board, 36 cm, supplier',
    how: 'the later edit stands',
    by: 'Priya Nair',
    at: ago(600),
    note: '',
  },
];

export const status: SyncStatus = {
  state: 'sending',
  since: null,
  lastSyncedAt: NOW,
  waiting: 18,
  waitingSales: 0,
  oldestWaitingAt: ago(19),
  needsAttention: 4,
  initial: null,
  clockSkew: 400,
  problem: null,
};
