import type { AuditAsk, AuditChain, AuditEntry, AuditExport, AuditRow } from '../../../bridge/audit-views.ts';
import { people } from './session.ts';

const AT = Date.UTC(2026, 10, 23, 15, 38, 20);
const hashOf = (number: number) =>
  Array.from({ length: 8 }, (_, at) =>
    ((number * (at + 7) * 40_503_017) % 4_294_967_296).toString(16).padStart(8, '0'),
  ).join('');

type Line = readonly [who: number, action: string, table: string, label: string, on: string | null, outcome?: string];
const lines: readonly Line[] = [
  [0, 'catalog.editProduct@1', 'products', 'Fig leaf candle, 220 g', 'Office Mac'],
  [0, 'pricing.setPrice@1', 'prices', '', 'Office Mac'],
  [1, 'register.closeSession@1', 'register_closings', '', 'Bath till 1'],
  [2, 'inventory.adjust@1', 'stock_movements', '', 'Scanner 2'],
  [0, 'identity.makeApiKey@1', 'api_keys', 'Web shop', null],
  [3, 'register.moveCash@1', 'drawer_movements', '', 'Frome till 1', 'applied without till.cash'],
  [2, 'inventory.receive@1', 'stock_movements', '', 'Scanner 2'],
  [1, 'orders.cancel@1', 'orders', '#10477', 'Bath till 1', 'refused orders.already-gone'],
  [0, 'access.saveRole@1', 'roles', 'Shop lead', 'Office Mac'],
  [0, 'inventory.savePurchaseOrder@1', 'purchase_orders', 'PO-1184', 'Office Mac'],
];

function rowAt(number: number): AuditRow {
  const [who, action, table, label, deviceName, outcome = 'applied'] = lines[number % lines.length] as Line;
  const person = people[who % people.length];
  const recordedAt = AT - number * 137_000;
  return {
    id: String(48_212 - number),
    position: 48_212 - number,
    action,
    actorId: person?.id ?? '',
    actorName: person?.name ?? '',
    deviceName,
    outcome,
    occurredAt: recordedAt - (number % 7 === 3 ? 1_440_000 : 400),
    recordedAt,
    hash: hashOf(48_212 - number),
    subject: { table, label },
  };
}

export function auditList({ limit = 100, before }: AuditAsk): { rows: AuditRow[]; next: string | null } {
  const first = before === undefined ? 0 : 48_213 - Number(before);
  const rows = Array.from({ length: Math.max(0, Math.min(limit, 340 - first)) }, (_, at) => rowAt(first + at));
  return { rows, next: first + limit < 340 ? (rows.at(-1)?.id ?? null) : null };
}

export function auditOne(id: string): AuditEntry {
  const number = 48_212 - Number(id);
  const row = rowAt(number);
  return {
    ...row,
    previousHash: hashOf(Number(id) - 1),
    nextPreviousHash: number === 0 ? null : row.hash,
    erased: false,
    reason: 'price: supplier raised it',
    changes: [
      {
        table: 'products',
        key: { id: 'p-1' },
        label: 'Fig leaf candle, 220 g',
        did: 'changed',
        before: { title: 'Fig candle', category: 'Home', tags: ['candle'] },
        after: { title: 'Fig leaf candle, 220 g', category: 'Home, Candles', tags: ['candle', 'autumn'] },
      },
      {
        table: 'prices',
        key: { variantId: 'v-1' },
        label: '',
        did: 'changed',
        before: { amount: 1_800, compareAt: null },
        after: { amount: 1_650, compareAt: 1_800 },
        money: ['amount', 'compareAt'],
        currency: null,
      },
    ],
    added: { stock_movements: 2 },
    more: 0,
  };
}

export const auditChain: AuditChain = { entries: 48_212, whole: true, broken: [], kept: 96, differing: 0 };

export const auditExport: AuditExport = {
  csv: 'number,who\r\n48212,Hannah Cole\r\n',
  signature: { format: 'tillhouse-audit-export', version: 1 },
  records: 340,
  whole: true,
};
