import { firmOfDemo } from './firm.ts';
import { statementOf } from '@tillhouse/shared/domains/orders/statement.ts';
import type { CustomerRow } from '../../../bridge/customer-queries.ts';
import type { QueryMap } from '../../../bridge/queries.ts';
import { NOW, productAt } from './catalog.ts';
import { customers } from './known-customers.ts';
import { orderAt } from './trade.ts';

const DAY = 86_400_000;
const more = [
  'Ada Lindqvist',
  'Beatrix Munro',
  'Café Mirabel',
  'Dev Anand',
  'Evelyn Hart',
  'Ffion Pryce',
  'Greta Olsen',
];

const rows: readonly CustomerRow[] = [
  ...customers,
  ...more.map((name, index) => ({ id: `k-${index + 10}`, name, text: index % 2 ? 'Bath' : 'Melksham' })),
]
  .sort((a, b) => a.name.localeCompare(b.name))
  .map(({ id, name, text }, index) => ({
    ...{ id, name, city: text, country: 'GB', status: 'active' as const, unsent: index === 2 },
    email: index % 4 === 3 ? null : `${name.split(' ')[0]?.toLowerCase()}@example.org`,
    phone: index % 3 === 2 ? null : `07700 900 ${100 + index * 7}`,
    orders: 1 + ((index * 5) % 23),
    spent: 2_450 + index * 13_720,
    lastOrderAt: index === 4 ? null : NOW - index * 3 * DAY,
  }));

const matching = (search: string) =>
  rows.filter(({ name }) =>
    name
      .toLowerCase()
      .split(' ')
      .some((word) => word.startsWith(search.toLowerCase())),
  );

function pageOf(id: string): QueryMap['customers.page']['result'] {
  const row = rows.find((one) => one.id === id) ?? rows[0];
  if (!row) return null;
  return {
    ...row,
    ...{ note: 'Likes to be told when the Willow baskets are in.', externalRef: null, currency: 'GBP', returns: 1 },
    ...{ createdAt: NOW - 700 * DAY, updatedAt: NOW - 9 * DAY, firstOrderAt: NOW - 690 * DAY, owes: 24_000 },
    latest: Array.from({ length: 6 }, (_, index) => orderAt(index * 2)),
    favourites: [0, 4, 6].map((at) => {
      const product = productAt(at);
      return { variantId: product.id, title: product.title, image: product.image, units: 12 - at };
    }),
  };
}

const bought = (number: string, businessDate: string, total: number, due: number, dueOn: string | null) => ({
  ...{ orderId: `o-${number}`, number, kind: due < 0 ? ('return' as const) : ('sale' as const), businessDate },
  ...{ placedAt: Date.parse(businessDate), total, due, dueOn },
});
const openOrders = [
  bought('B1-1-00874', '2026-08-19', 12_600, 4_100, '2026-09-18'),
  bought('#10412', '2026-10-02', 57_600, 57_600, '2026-11-01'),
  bought('B2-1-00398', '2026-11-11', 8_240, 8_240, '2026-12-11'),
  bought('B2-1-00402', '2026-11-14', -1_600, -1_600, null),
];

export const customerAnswers = {
  'customers.index': ({ search, view, offset, limit }: QueryMap['customers.index']['params']) => {
    const found = view === 'archived' ? [] : search ? matching(search) : rows;
    return { total: found.length, currency: 'GBP', rows: found.slice(offset, offset + limit) };
  },
  'customers.views': (): QueryMap['customers.views']['result'] => [
    { view: 'active', count: rows.length },
    { view: 'archived', count: 0 },
  ],
  'customers.terms': (): QueryMap['customers.terms']['result'] => ({
    terms: {
      ...{ groups: ['trade'], street: 'Sporgasse 4', postalCode: '8010', vatId: 'ATU37675002' },
      taxRelief: { kind: 'reverse-charge', evidence: 'ATU37675002', until: null },
    },
    groups: ['schools', 'staff', 'trade'],
  }),
  'customers.account': (): QueryMap['customers.account']['result'] => ({
    currency: 'GBP',
    terms: { open: true, creditLimit: 250_000, days: 30, askAbove: 100_000 },
    statement: statementOf(openOrders, '2026-11-23'),
  }),
  'customers.firm': (): QueryMap['customers.firm']['result'] => firmOfDemo,
  'customers.page': ({ id }: { readonly id: string }) => pageOf(id),
};
