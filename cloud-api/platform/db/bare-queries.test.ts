import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

/** A query on a pool runs outside of any tenant: only platform/db may hold a connection. */
function bareQueries(): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.includes('node_modules'))
    .filter((file) => !file.startsWith(join('platform', 'db') + sep) && !file.startsWith(`testing${sep}`))
    .flatMap((file) =>
      readFileSync(join(root, file), 'utf8')
        .split('\n')
        .flatMap((line, at) => (isBare(line) ? [`${relative(root, join(root, file))}:${at + 1} ${line.trim()}`] : [])),
    );
}

/** `db.client` is the connection of a transaction that is open: a cursor needs it, and it is the tenant's. */
function isBare(line: string): boolean {
  if (/\bdb\.client\.query\b/.test(line)) return false;
  return /\b(pool|pools|client|app|identity|system)\w*\.(query|connect)\(/i.test(line);
}

/** Before there is a tenant or a role: migrations, and the connection that only listens. */
const allowed = /^(migrate\.ts|platform[/\\]outbox[/\\]listen\.ts|platform[/\\]bus[/\\]kafka-bus\.ts):/;

test('no query goes past withTenant and withTransaction', () => {
  expect(bareQueries().filter((place) => !allowed.test(place))).toEqual([]);
});

test('the rule sees what it is for', () => {
  expect(isBare("  await pools.app.query('SELECT 1');")).toBe(true);
  expect(isBare('  const client = await context.pool.connect();')).toBe(true);
  expect(isBare('  await withTenant(pool, tenantId, (db) => db.rows(sql));')).toBe(false);
});
