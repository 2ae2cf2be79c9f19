import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTwoEngines, NOW, owner, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { customers } from './schema.ts';

let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());
beforeEach(() => two.clear());

const customer = (n: number, more: object = {}) => ({
  id: testId(n),
  name: 'Hannah Whitcombe',
  email: 'hannah@post.example',
  phone: null,
  city: 'Bath',
  country: 'GB',
  note: '',
  externalRef: null,
  status: 'active',
  ...more,
});

test('many at once; one that stands twice counts as its last', async () => {
  await two.run('customers.save', {
    customers: [customer(1), customer(2, { name: 'Zoë Ó Briain' }), customer(2, { city: 'Frome' })],
  });
  expect((await two.rows(customers)).map(({ city }) => city)).toEqual(['Bath', 'Frome']);
});

test('what somebody else changed since is refused', async () => {
  await two.run('customers.save', { customers: [customer(1)] }, { at: NOW });
  await two.run('customers.save', { customers: [customer(1, { city: 'Wells', seen: NOW })] }, { at: NOW + 5 });
  await two.refuse(
    'customers.save',
    { customers: [customer(1, { city: 'Truro', seen: NOW })] },
    'customers.customer-changed',
    { at: NOW + 9 },
  );
  await two.refuse('customers.save', { customers: [customer(1, { email: 'none' })] }, 'command.invalid-arguments');
  expect((await two.rows(customers))[0]).toMatchObject({ city: 'Wells', createdAt: NOW, updatedAt: NOW + 5 });
});

test('who may not see how customers are reached adds and changes them, and writes over nothing unseen', async () => {
  const blind = { actor: { ...owner, permissions: ['customers.view', 'customers.edit'] } };
  await two.run('customers.save', { customers: [customer(1)] }, blind);
  await two.run('customers.save', { customers: [customer(1, { city: 'Wells' })] }, blind);
  const over = { customers: [customer(1, { email: null })] };
  await two.refuse('customers.save', over, 'command.forbidden', blind);
  expect((await two.rows(customers))[0]).toMatchObject({ city: 'Wells', email: 'hannah@post.example' });
  await two.run('customers.save', over);
  expect((await two.rows(customers))[0]).toMatchObject({ email: null });
});
