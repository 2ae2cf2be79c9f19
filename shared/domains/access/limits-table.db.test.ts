import { afterAll, beforeAll, expect, test } from 'vitest';
import { DomainError } from '../../kernel/errors.ts';
import { openSmallShop, personAs, shop } from '../../testing/small-shop.ts';
import { openTwoEngines, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { builtInRoles } from './built-in-roles.ts';

/**
 * What each built-in role may do, with limits and places: each deed is done by somebody of each role, and what came of it
 * is the reviewed page. A change of a role shows in review as a change of `docs/role-limits.md`, and here.
 */

let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
  await openSmallShop(two);
  await two.given('register.openSession', { ...session, float: 10_000 });
  await two.given('register.recordSale', sold(testId(0x101), 0, 60));
  const [line] = await two.sqlite.transaction((connection) => connection.all('SELECT id FROM order_lines', []));
  soldLine = String(line?.id);
});
afterAll(() => two.close());

const session = { sessionId: shop.session, registerId: shop.register };
let soldLine = '';
let made = 0;
const fresh = () => {
  made += 1;
  return testId(0x40000 + made);
};
const cash = (amount: number) => ({ key: 'cash', kind: 'cash', amount, given: amount, change: 0, reference: '' });
const sold = (orderId: string, off: number, quantity = 1) => ({
  ...{ ...session, orderId, customerId: null },
  lines: [{ key: 'a', variantId: shop.moss, quantity, ...(off > 0 && { discount: off }) }],
  tenders: [cash(1400 * quantity - off)],
});
const back = (quantity: number) => ({
  ...{ ...session, orderId: fresh(), originalOrderId: testId(0x101), reason: 'chipped' },
  lines: [{ key: 'a', originalLineId: soldLine, quantity, restock: 'none' }],
  payBack: { kind: 'cash', reference: '' },
});
const unseen = (quantity: number) => ({
  ...{ ...session, orderId: fresh(), customerId: testId(0x300), note: 'lost', payBack: { kind: 'store-credit' } },
  lines: [
    {
      key: 'a',
      variantId: shop.moss,
      quantity,
      reason: 'faulty',
      condition: 'used',
      restock: 'none',
      soldLineId: null,
    },
  ],
});
const stock = { locationId: shop.bath, variantId: shop.moss };

const deeds: readonly [words: string, command: string, args: () => unknown][] = [
  ['Sell', 'register.recordSale', () => sold(fresh(), 0)],
  ['10 % off', 'register.recordSale', () => sold(fresh(), 140)],
  ['11 % off', 'register.recordSale', () => sold(fresh(), 154)],
  ['25 % off', 'register.recordSale', () => sold(fresh(), 350)],
  ['26 % off', 'register.recordSale', () => sold(fresh(), 364)],
  ['Pay 14.00 back (limit 50.00)', 'register.recordReturn', () => back(1)],
  ['Pay 56.00 back', 'register.recordReturn', () => back(4)],
  ['Pay 252.00 back', 'register.recordReturn', () => back(18)],
  ['Pay 14.00 back without a receipt', 'register.recordReturnWithoutReceipt', () => unseen(1)],
  ['Pay 252.00 back without a receipt', 'register.recordReturnWithoutReceipt', () => unseen(18)],
  ['Cash in or out of a drawer', 'register.moveCash', () => ({ ...session, kind: 'paid-in', amount: 100, reason: '' })],
  ['Adjust stock', 'inventory.adjust', () => ({ lines: [{ ...stock, delta: 1 }], reason: 'found', note: '' })],
  [
    'Count stock',
    'inventory.count',
    () => ({ locationId: shop.bath, lines: [{ variantId: shop.tide, counted: 5, sawOnHand: 5 }], note: '' }),
  ],
  [
    'Receive goods',
    'inventory.receive',
    () => ({ scanId: fresh(), receivingId: fresh(), ...stock, quantity: 1, against: null }),
  ],
  [
    'Change a price',
    'pricing.setPrice',
    () => ({ priceListId: null, changes: [{ variantId: shop.tide, base: 1200, value: 1200 }] }),
  ],
  ['Add a cashier', 'access.saveStaff', () => person('Till')],
  ['Add a manager', 'access.saveStaff', () => person('Manager')],
  ['Add an owner', 'access.saveStaff', () => person('Owner')],
  [
    'Make a role',
    'access.saveRole',
    () => ({ role: { id: fresh(), name: `R${made}`, permissions: ['desk.use'], terms: {} }, base: null }),
  ],
  [
    'Change what a yes takes',
    'access.saveApprovalPolicy',
    () => ({ policy: { permission: 'till.cash', secondPerson: false, pinUpTo: null } }),
  ],
];
const person = (role: string) => {
  const roleId = builtInRoles.find(({ name }) => name === role)?.id;
  const who = { id: fresh(), name: 'Somebody', initials: 'SB', email: null, roleId, homeLocationId: shop.bath };
  return { person: { ...who, status: 'active', statusNote: null } };
};

const refusals: Readonly<Record<string, string>> = {
  'command.forbidden': '–',
  'access.beyond-limit': 'asks',
  'access.approval-needed': 'asks',
  'access.not-at-this-place': 'not there',
  'access.beyond-own-rights': '–',
};

async function outcome(role: string, home: string, [, command, args]: (typeof deeds)[number]): Promise<string> {
  const actor = { ...personAs(role, home), id: fresh() };
  try {
    // Rolled back, so that each does it in the same shop.
    await two.sqlite.transaction(async (connection) => {
      await connection.run('SAVEPOINT deed', []);
      try {
        await two.runOn(
          { ...two.sqlite, transaction: (fn: (of: typeof connection) => unknown) => fn(connection) } as never,
          command,
          args(),
          { actor },
          fresh(),
          true,
        );
      } finally {
        await connection.run('ROLLBACK TO SAVEPOINT deed', []);
      }
    });
    return 'yes';
  } catch (error) {
    const said = error instanceof DomainError ? refusals[error.code] : undefined;
    if (!said) throw error;
    return said;
  }
}

test('each built-in role does what the reviewed page says, at its own location and at another', async () => {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rows: string[] = [];
  for (const deed of deeds) {
    const cells: string[] = [];
    for (const { name } of builtInRoles) {
      const [home, away] = [await outcome(name, shop.bath, deed), await outcome(name, shop.frome, deed)];
      cells.push(home === away ? home : `${home}; elsewhere ${away}`);
    }
    rows.push(line([deed[0], ...cells]));
  }
  const page = [
    '# What each built-in role may do, with limits and places',
    '',
    'Written by `shared/domains/access/limits-table.db.test.ts`, which lets somebody of each role do each of these; it is red where',
    'this page is stale. “asks” is refused until somebody approves it who may. Which command needs which permission is in',
    '`reference/endpoints.md`, who holds it in `reference/permissions.md`.',
    '',
    line(['deed', ...builtInRoles.map(({ name }) => name)]),
    line(['---', ...builtInRoles.map(() => '---')]),
    ...rows,
    '',
  ];
  await expect(page.join('\n')).toMatchFileSnapshot('../../../docs/role-limits.md');
});
