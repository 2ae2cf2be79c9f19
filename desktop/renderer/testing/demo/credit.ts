import { defaultPolicy } from '@tillhouse/shared/domains/credit/rules.ts';
import type { CreditMovementRow, CreditPage, CreditRow } from '../../../bridge/credit-views.ts';
import type { QueryMap } from '../../../bridge/queries.ts';
import { NOW } from './catalog.ts';
import { customers } from './known-customers.ts';

const DAY = 86_400_000;
/** On the sample's cards; whoever types it at the sample till finds the first. */
export const DEMO_CODE = '7K2M-4QXW-9D0H-TB3VA';

const card = (n: number, codeEnd: string, balance: number, more: Partial<CreditRow> = {}): CreditRow => ({
  ...{ id: `c-${n}`, kind: 'gift-card', codeEnd, customer: null, currency: 'GBP', balance, status: 'active' },
  ...{ expiresOn: '2028-11-30', expired: false, issuedAt: NOW - n * 9 * DAY, movedAt: NOW - n * 2 * DAY },
  ...{ unsent: false, ...more },
});
const [owen] = customers;
const rows: readonly CreditRow[] = [
  card(0, 'B3VA', 3_150, { unsent: true }),
  card(1, '8HJQ', 5_000),
  card(2, '', 1_275, {
    ...{ id: owen?.id ?? 'k-0', kind: 'store-credit', expiresOn: null },
    customer: owen ? { id: owen.id, name: owen.name } : null,
  }),
  card(3, 'P0WT', 10_000, { expiresOn: null }),
  card(4, 'ZK41', 2_000, { expiresOn: '2026-10-31', expired: true }),
  card(5, 'QQ7N', 7_500, { status: 'blocked' }),
  card(6, '0C5E', 640),
];

const movement = (
  id: string,
  kind: string,
  amount: number,
  balance: number,
  more: Partial<CreditMovementRow> = {},
): CreditMovementRow => ({
  ...{ id, kind, amount, balance, order: null, reason: '', actorName: 'Ewa Nowak', waits: null },
  ...{ occurredAt: NOW - (10 - Number(id.slice(2))) * DAY * 3, ...more },
});
const page: CreditPage = {
  ...card(0, 'B3VA', 3_150),
  ...{ updatedAt: NOW, printable: true },
  movements: [
    movement('m-9', 'redeemed', -1_200, 3_150, { waits: 'o-77' }),
    movement('m-7', 'refunded', 850, 4_350, { order: { id: 'o-3', number: 'B2-1179' } }),
    movement('m-5', 'redeemed', -2_000, 3_500, { order: { id: 'o-2', number: 'B2-1166' }, actorName: 'Priya Nair' }),
    movement('m-3', 'given', 500, 5_500, { reason: 'the mug was chipped' }),
    movement('m-1', 'sold', 5_000, 5_000, { order: { id: 'o-1', number: 'B2-1142' } }),
  ],
};

type Names = 'credit.index' | 'credit.views' | 'credit.one' | 'credit.policy';

/** Gift cards of the sample desk. */
export const creditAnswers: { [N in Names]: (params: QueryMap[N]['params']) => QueryMap[N]['result'] } = {
  'credit.index': ({ view, search }) => {
    const end = search?.replaceAll(/[\s-]/g, '').toUpperCase().slice(-4);
    const shown = rows.filter((row) =>
      end
        ? row.codeEnd === end
        : view === 'all' ||
          (view === 'blocked'
            ? row.status === 'blocked'
            : row.status === 'active' && (view === 'open') === row.balance > 0),
    );
    return { total: shown.length, rows: shown };
  },
  'credit.views': () => ({
    counts: [
      { view: 'open', count: 6 },
      { view: 'spent', count: 0 },
      { view: 'blocked', count: 1 },
      { view: 'all', count: 7 },
    ],
    owed: [{ currency: 'GBP', amount: rows.reduce((sum, row) => sum + row.balance, 0) }],
  }),
  'credit.one': ({ id }) => {
    const row = rows.find((one) => one.id === id);
    if (!row) return null;
    const given = movement('m-1', 'given', row.balance, row.balance, { reason: 'came in wet' });
    return row.id === 'c-0' ? page : { ...row, updatedAt: NOW, printable: false, movements: [given] };
  },
  'credit.policy': () => {
    const { monthsGood: _months, ...rest } = defaultPolicy;
    return { ...rest, monthsGood: 24 };
  },
};

/** What the sample till answers of cards; undefined: it is no call about them. */
export function creditCall(name: string, args: Record<string, unknown>): unknown {
  if (name === 'credit.newCard') return { creditId: 'c-0', code: DEMO_CODE, codeHash: '0'.repeat(64), codeEnd: 'B3VA' };
  if (name === 'credit.printAgain') return { code: DEMO_CODE };
  if (name === 'credit.find') {
    const plain = String(args['code']).replaceAll(/[\s-]/g, '').toUpperCase();
    return plain === DEMO_CODE.replaceAll('-', '') ? rows[0] : null;
  }
  return undefined;
}
