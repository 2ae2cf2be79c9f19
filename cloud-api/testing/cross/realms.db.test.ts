import { randomUUID } from 'node:crypto';
import { permissionNames } from '@tillhouse/shared/domains/access/permissions.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openShopper } from '../shopper.ts';
import { openOperator, type TestOperator } from '../test-operator.ts';
import {
  enrolDevice,
  openStore,
  publishableKey,
  startTestCloud,
  type TestCloud,
  type TestStore,
} from '../test-cloud.ts';
import { addressOf, type Operation, operationsOf } from './operations.ts';
import { isId, sampleOf } from './sample-of.ts';

/** Every operation of the cloud's own document, with credentials that lead nowhere: of another realm, or of a suspended tenant. */

let cloud: TestCloud;
let store: TestStore;
let operator: TestOperator;
let operations: Operation[];
let tokens: Record<'owner' | 'device' | 'secret' | 'shop' | 'shopper', string>;

beforeAll(async () => {
  cloud = await startTestCloud();
  store = await openStore(cloud, 'realms');
  operator = await openOperator(cloud);
  operations = await operationsOf(cloud);
  const body = { kind: 'secret', name: 'All', scopes: permissionNames };
  tokens = {
    owner: store.token,
    device: (await enrolDevice(cloud, store)).token,
    secret: (await cloud.call('POST', '/auth/api-keys', { token: store.token, body })).body.key,
    shop: await publishableKey(cloud, store),
    shopper: await openShopper(cloud, store.tenantId, 'shopper@realms.example'),
  };
});
afterAll(() => cloud?.close());

async function ask(operation: Operation, token: string): Promise<string> {
  const body = operation.body && sampleOf(operation.body, (_place, each) => (isId(each) ? randomUUID() : undefined));
  const address = addressOf(operation, { id: randomUUID(), date: '2026-03-02', table: 'products', offset: '-1' });
  const answer = await cloud.call(operation.method, address, {
    token,
    ...(body === undefined ? {} : { body }),
    headers: {
      'idempotency-key': randomUUID(),
      ...(operation.needs === 'shopper' ? { 'x-publishable-key': tokens.shop } : {}),
    },
  });
  return `${operation.name}: ${answer.status} ${answer.body?.code ?? ''}`.trim();
}

test('no token of a tenant reaches what operators have', async () => {
  const theirs = operations.filter(({ needs }) => needs === 'operator');
  expect(theirs.length).toBeGreaterThan(10);
  for (const token of Object.values(tokens)) {
    for (const operation of theirs) {
      expect(await ask(operation, token)).toBe(`${operation.name}: 401 operator.not-signed-in`);
    }
  }
});

test('no operator reaches what a tenant has, without a visit', async () => {
  const guarded = operations.filter(
    ({ needs }) => needs === 'bearer' || needs === 'publishableKey' || needs === 'shopper',
  );
  for (const operation of guarded) {
    expect(await ask(operation, operator.token)).toMatch(/: 401 auth\.(token-invalid|key-unknown|not-signed-in)$/);
  }
});

test('a shopper reaches what shoppers have and nothing else, and nobody else reaches that', async () => {
  const rest = operations.filter(({ needs }) => needs === 'bearer' || needs === 'publishableKey');
  for (const operation of rest)
    expect(await ask(operation, tokens.shopper)).toMatch(/: 401 auth\.(token-invalid|key-unknown)$/);
  const { shopper: _, ...others } = tokens;
  const theirs = operations.filter(({ needs }) => needs === 'shopper');
  expect(theirs.length).toBeGreaterThan(10);
  for (const operation of theirs)
    for (const token of Object.values(others))
      expect(await ask(operation, token)).toBe(`${operation.name}: 401 auth.not-signed-in`);
  for (const operation of theirs.filter(({ method }) => method === 'GET'))
    expect(await ask(operation, tokens.shopper)).not.toContain('401');
});

/** What an owner still does while suspended, besides reading. */
const stays = [
  'POST /auth/leave',
  'POST /auth/organisations/switch',
  'POST /auth/visits/{id}/consent',
  'DELETE /auth/visits/{id}',
  'POST /auth/exports',
  'POST /auth/erasure',
  'DELETE /auth/erasure',
];

test('suspended, every operation is refused but the owner’s reads and what settles it', async () => {
  const { status } = await operator.call('POST', `/tenants/${store.tenantId}/suspend`, { reason: 'unpaid' });
  expect(status).toBe(200);
  for (const [who, token] of Object.entries(tokens)) {
    const needs = { shop: 'publishableKey', shopper: 'shopper' }[who] ?? 'bearer';
    for (const operation of operations.filter((each) => each.needs === needs)) {
      const answer = await ask(operation, token);
      const open = who === 'owner' && (operation.method === 'GET' || stays.includes(operation.name));
      if (open) expect(answer).not.toContain('tenant.suspended');
      else expect(answer).toMatch(/: 403 (tenant\.suspended|auth\.(not-a-device|person-needed))$/);
    }
  }
});
