import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTwoEngines, NOW, owner, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { fieldEdits } from '../catalog/field-edits-schema.ts';
import { customerFieldChanged } from './errors.ts';
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

const edit = (patch: object, n = 1) => ({ customerId: testId(n), patch });

test('edits of different fields merge without a word, whichever comes first', async () => {
  await two.run('customers.save', { customers: [customer(1)] }, { at: NOW });
  await two.run('customers.edit', edit({ city: { base: 'Bath', value: 'Wells' } }), { at: NOW + 5 });
  const late = { phone: { base: null, value: '01225 9' }, city: { base: 'x', value: 'Wells' } };
  await two.run('customers.edit', edit({ ...late, name: { base: 'Hanna', value: 'Hanna' } }), { at: NOW + 6 });
  expect((await two.rows(customers))[0]).toMatchObject({ city: 'Wells', phone: '01225 9', name: 'Hannah Whitcombe' });
  // Who wrote what is kept; what it said before is not.
  const edits = (await two.rows(fieldEdits)).map(({ field, before, editedAt }) => ({ field, before, editedAt }));
  expect(edits).toEqual([
    { field: 'city', before: null, editedAt: NOW + 5 },
    { field: 'phone', before: null, editedAt: NOW + 6 },
  ]);
  await two.run('customers.save', { customers: [customer(1, { city: 'Wells', phone: '01225 10' })] }, { at: NOW + 8 });
  expect((await two.rows(fieldEdits)).map(({ field, editedAt }) => [field, editedAt])).toEqual([
    ['city', NOW + 5],
    ['phone', NOW + 8],
  ]);
});

test('a field that somebody else changed is refused with all that came with it, and names no value', async () => {
  await two.run('customers.save', { customers: [customer(1)] }, { at: NOW });
  await two.run('customers.edit', edit({ city: { base: 'Bath', value: 'Wells' } }), { at: NOW + 5 });
  const late = edit({ city: { base: 'Bath', value: 'Truro' }, note: { base: '', value: 'rings first' } });
  await two.refuse('customers.edit', late, 'customers.field-changed');
  await two.refuse('customers.edit', edit({ city: { base: 'Bath', value: 'Truro' } }, 9), 'customers.unknown-customer');
  expect(customerFieldChanged({ customerId: testId(1), fields: ['city'] }).message).not.toMatch(/Wells|Truro/);
  expect((await two.rows(customers))[0]).toMatchObject({ city: 'Wells', note: '', updatedAt: NOW + 5 });
});

test('who asks to be forgotten keeps no name and no way to be reached; asked again nothing happens', async () => {
  const known = { phone: '01225 9', note: 'rings first', externalRef: 'shopify-9' };
  await two.run('customers.save', { customers: [customer(1, known)] }, { at: NOW });
  const blind = { actor: { ...owner, permissions: ['customers.view', 'customers.edit'] } };
  await two.refuse('customers.forget', { customerId: testId(1) }, 'command.forbidden', blind);
  await two.refuse('customers.forget', { customerId: testId(9) }, 'customers.unknown-customer');
  await two.run('customers.forget', { customerId: testId(1) }, { at: NOW + 5 });
  await two.run('customers.forget', { customerId: testId(1) }, { at: NOW + 9 });
  const [row] = await two.rows(customers);
  expect(JSON.stringify(row)).not.toMatch(/Hannah|Whitcombe|post\.example|Bath|01225|rings|shopify/);
  expect(row).toMatchObject({ status: 'archived', groups: [], updatedAt: NOW + 5 });
});
