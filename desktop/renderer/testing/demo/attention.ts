import type { QueryMap } from '../../../bridge/queries.ts';
import type { SyncStatus } from '../../../bridge/status.ts';
import { NOW } from './catalog.ts';

const ago = (minutes: number) => NOW - minutes * 60_000;

export const queue: QueryMap['sync.queue']['result'] = {
  kinds: [
    { kind: 'register', waiting: 0, state: 'review', lastSentAt: ago(0) },
    { kind: 'orders', waiting: 0, state: 'synced', lastSentAt: ago(0) },
    { kind: 'inventory', waiting: 10, state: 'sending', lastSentAt: ago(0) },
    { kind: 'catalog', waiting: 3, state: 'review', lastSentAt: ago(5) },
    { kind: 'pricing', waiting: 4, state: 'queued', lastSentAt: ago(2) },
    { kind: 'customers', waiting: 1, state: 'failed', lastSentAt: ago(19) },
    { kind: 'access', waiting: 0, state: 'synced', lastSentAt: ago(4320) },
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

export const attention: QueryMap['attention.list']['result'] = [
  {
    mutationId: 'c1',
    kind: 'field-conflict',
    title: 'Willow basket, Small',
    text: 'Changed in two places while this desk was offline',
    at: ago(275),
    by: 'Callum Reed',
    to: '/products/p-3',
    fields: [
      { field: 'Price GBP', base: '£42.00', mine: '£44.00', theirs: '£45.00' },
      { field: 'Supplier', base: 'Musgrove', mine: 'Musgrove', theirs: 'Coates Willow' },
      { field: 'Title', base: 'Willow basket, S', mine: 'Willow basket, Small', theirs: 'Small willow basket' },
    ],
  },
  {
    mutationId: 'c2',
    kind: 'stock-task',
    title: 'Bottle vase, Terracotta',
    text: 'Oversold by 1 at Bath. Every sale stands; the stock is a task.',
    at: ago(277),
    by: 'Till 2',
    to: '/stock/v-VAS-BOT-TE',
    fields: [],
  },
  {
    mutationId: 'c3',
    kind: 'refused',
    title: 'Archive Ribbed glass vase',
    text: 'An online order still holds 2 units. Nothing was archived.',
    at: ago(12),
    by: 'Priya Nair',
    to: '/products/p-5',
    fields: [],
  },
];

export const status: SyncStatus = {
  state: 'sending',
  since: null,
  lastSyncedAt: NOW,
  waiting: 18,
  waitingSales: 0,
  oldestWaitingAt: ago(19),
  needsAttention: 3,
  initial: null,
  clockSkew: 400,
  problem: null,
};
