import type { CustomerFirm } from '../../../bridge/account-views.ts';

const at = (text: string): number => Date.parse(text);
const lines = [
  { title: 'Stoneware mug, Moss', quantity: 48, scale: 0, total: 57_600 },
  { title: 'Fig leaf candle, 220 g', quantity: 30, scale: 0, total: 72_000 },
];

/** A firm of which three buy on the web, with what of theirs waited. */
export const firmOfDemo: CustomerFirm = {
  currency: 'GBP',
  buyers: [
    {
      ...{ id: 'fb-1', name: 'Bo Field', email: 'bo@whitcombe.example', orderLimit: 25_000, alwaysAsks: false },
      ...{ approves: false, status: 'active' },
    },
    {
      ...{ id: 'fb-2', name: 'Cy Marsh', email: 'cy@whitcombe.example', orderLimit: null, alwaysAsks: false },
      ...{ approves: true, status: 'active' },
    },
    {
      ...{ id: 'fb-3', name: 'Dee Ode', email: 'dee@whitcombe.example', orderLimit: null, alwaysAsks: true },
      ...{ approves: false, status: 'invited' },
    },
  ],
  requests: [
    {
      ...{ id: 'pr-1', buyerName: 'Bo Field', kind: 'shop', why: 'on-account', status: 'waiting', total: 129_600 },
      ...{ currency: 'GBP', onAccount: true, lines, reason: '', decidedBy: null, order: null },
      ...{ askedAt: at('2026-11-23T10:02:00Z'), expiresAt: at('2026-11-26T10:02:00Z') },
    },
    {
      ...{ id: 'pr-2', buyerName: 'Dee Ode', kind: 'firm', why: 'every-order', status: 'waiting', total: 4_800 },
      ...{ currency: 'GBP', onAccount: false, lines, reason: '', decidedBy: null, order: null },
      ...{ askedAt: at('2026-11-22T15:40:00Z'), expiresAt: at('2026-11-25T15:40:00Z') },
    },
    {
      ...{ id: 'pr-3', buyerName: 'Bo Field', kind: 'firm', why: 'over-limit', status: 'declined', total: 38_200 },
      ...{ currency: 'GBP', onAccount: true, lines, reason: 'Not before January', decidedBy: 'Cy Marsh', order: null },
      ...{ askedAt: at('2026-11-18T09:12:00Z'), expiresAt: at('2026-11-21T09:12:00Z') },
    },
  ],
};
