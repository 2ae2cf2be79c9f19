import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { builtInRoles } from '@tillhouse/shared/domains/access/built-in-roles.ts';
import { declaredMutators } from '@tillhouse/shared/kernel/define-mutator.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addAccount } from '../../services/identity/create-tenant.ts';
import { openStore, startTestCloud, type TestCloud } from '../test-cloud.ts';
import { addressOf, type Operation, operationsOf } from './operations.ts';
import { isId, sampleOf } from './sample-of.ts';

/**
 * Every operation with a token of every built-in role, against the two reviewed pages: `endpoints.md` says what each
 * operation needs, `permissions.md` what each role holds. A change of either shows in review, and here.
 */

const reference = (page: string): string[][] =>
  readFileSync(new URL(`../../../docs/reference/${page}.md`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );

const bare = (cell = ''): string => cell.replaceAll('`', '');

/** `GET /v1/products/:id` → `products.view`; operations for people and keys alone. */
function reviewedNeeds(): Map<string, string | null> {
  const rows = reference('endpoints').filter(([, , who]) => who?.startsWith('a person'));
  return new Map(rows.map(([address, , who]) => [bare(address), /`([^`]+)`/.exec(who ?? '')?.[1] ?? null]));
}

/** Behind the permission, what it allows, its screens, its limit and its lease. */
const FIRST_ROLE = 5;

/** Role → the permissions it holds. */
function reviewedRoles(): Map<string, Set<string>> {
  const [head = [], , ...rows] = reference('permissions');
  const names = head.slice(FIRST_ROLE);
  return new Map(
    names.map((name, at) => [
      name,
      // Who has it with somebody's yes reaches the command, which asks for that yes.
      new Set(rows.filter((row) => (row[at + FIRST_ROLE] ?? '') !== '').map(([one]) => bare(one))),
    ]),
  );
}

let cloud: TestCloud;
let operations: Operation[];
const tokens = new Map<string, string>();

beforeAll(async () => {
  cloud = await startTestCloud();
  // Whoever leaves reaches nothing afterwards.
  const all = await operationsOf(cloud);
  operations = all.toSorted((one, other) => Number(one.path === '/auth/leave') - Number(other.path === '/auth/leave'));
  const store = await openStore(cloud, 'roles');
  for (const { id: roleId, name } of builtInRoles) {
    const staffId = randomUUID();
    const email = `${name.toLowerCase().replaceAll(' ', '-')}@roles.example`;
    const password = `the password of ${name}`;
    const person = { id: staffId, name, initials: 'XX', email, roleId, homeLocationId: null, status: 'active' };
    const saved = await store.command('access.saveStaff', { person: { ...person, statusNote: null } });
    expect(saved.status, JSON.stringify(saved.body)).toBe(200);
    await addAccount(cloud.cloud.identity, { tenantId: store.tenantId, staffId, name, email, password });
    const session = await cloud.call('POST', '/auth/session', { body: { email, password } });
    tokens.set(name, session.body.access_token);
  }
});
afterAll(() => cloud?.close());

/** Refused for want of the permission itself, and for nothing later. */
async function missing(operation: Operation, token: string): Promise<string | null> {
  const body = operation.body && sampleOf(operation.body, (_place, each) => (isId(each) ? randomUUID() : undefined));
  const values = { id: randomUUID(), date: '2026-03-02' };
  const answer = await cloud.call(operation.method, addressOf(operation, values), {
    token,
    ...(body === undefined ? {} : { body }),
    headers: { 'idempotency-key': randomUUID() },
  });
  expect(answer.status, `${operation.name}: ${JSON.stringify(answer.body)}`).toBeLessThan(500);
  return answer.body?.code === 'auth.forbidden' ? answer.body.details.permission : null;
}

test('the pages name the roles and the operations that there are', () => {
  expect([...reviewedRoles().keys()]).toEqual(builtInRoles.map(({ name }) => name));
  const guarded = operations.filter(({ path, needs }) => needs === 'bearer' && !path.startsWith('/sync/'));
  const written = guarded.map(({ name }) => name.replaceAll(/\{(\w+)\}/g, ':$1'));
  expect([...reviewedNeeds().keys()].sort()).toEqual(written.sort());
});

test.each(builtInRoles.map(({ name }) => name))('%s reaches what the table says and nothing else', async (role) => {
  const holds = reviewedRoles().get(role) as Set<string>;
  const found: string[] = [];
  const expected: string[] = [];
  for (const operation of operations) {
    const needs = reviewedNeeds().get(operation.name.replaceAll(/\{(\w+)\}/g, ':$1'));
    if (needs === undefined) continue;
    const lacking = await missing(operation, tokens.get(role) as string);
    found.push(`${operation.name}: ${lacking ?? 'reached'}`);
    expected.push(`${operation.name}: ${needs === null || holds.has(needs) ? 'reached' : needs}`);
  }
  expect(found.length).toBeGreaterThan(80);
  expect(found).toEqual(expected);
});

test('a command asks for the same permission at the desk as in the cloud', () => {
  const needs = reviewedNeeds();
  const commands = declaredMutators().map(({ name, permission }) => [`POST /v1/commands/${name}`, permission]);
  expect(commands).toEqual(commands.map(([address]) => [address, needs.get(address as string)]));
});
