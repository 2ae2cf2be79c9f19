import * as z from 'zod/mini';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { amount, id } from '../kernel/args.ts';
import { defineEvent } from '../kernel/define-event.ts';
import { defineMutator } from '../kernel/define-mutator.ts';
import { defineReaction } from '../kernel/define-reaction.ts';
import { DomainError, defineError } from '../kernel/errors.ts';
import type { Tx } from '../kernel/tx.ts';
import { customers } from '../domains/customers/schema.ts';
import { stockTasks } from '../domains/inventory/schema.ts';
import { openTwoEngines, testId, type TwoEngines } from '../testing/two-engines.ts';
import type { TxObserver } from './run-mutation.ts';

const happened = defineEvent({
  name: 'probe.thing-happened',
  version: 1,
  aggregate: 'id',
  payload: z.object({ id: z.string(), mode: z.string() }),
  doc: 'For tests.',
});
const stumbled = defineError<{ why: string }>('probe.stumbled', 'refused', ({ why }) => `Stumbled: ${why}.`);

const customer = (of: string) => ({
  id: of,
  name: 'x',
  email: null,
  phone: null,
  city: null,
  country: null,
  ...{ street: '', postalCode: '', vatId: null, taxRelief: null, groups: [] },
  note: '',
  externalRef: null,
  status: 'active' as const,
  createdAt: 0,
  updatedAt: 0,
});
const task = (of: string, title: string) => ({
  id: of,
  kind: 'stock-not-moved' as const,
  locationId: testId(1),
  variantId: null,
  documentId: testId(1),
  title,
  details: {},
  status: 'open' as const,
  createdAt: 0,
  doneAt: null,
  doneBy: null,
  note: null,
});

const args = z.strictObject({ id, mode: z.string(), amount: z.optional(amount) });
const run = async (tx: Tx, { id, mode }: { id: string; mode: string }) => {
  if (mode === 'update') await tx.update(customers, { id }, { name: 'y' });
  if (mode === 'delete') await tx.delete(customers, { id });
  if (mode === 'range') throw new RangeError('12345678901234567890 is beyond the safe range');
  await tx.insertOnce(customers, customer(id));
  await tx.emit(happened, { id, mode });
};
const common = { version: 1, permission: 'desk.use', doc: 'For tests.', args, run };
defineMutator({ ...common, name: 'probe.recordFact', kind: 'fact' });
defineMutator({ ...common, name: 'probe.wantIntent', kind: 'intent' });
defineReaction({
  name: 'probe.react',
  on: happened,
  run: async (tx, { id, mode }, ctx) => {
    await tx.insertOnce(stockTasks, task(ctx.idFor('reaction'), 'reacted'));
    if (mode === 'stumble') throw stumbled({ why: id });
    if (mode === 'sql') await tx.insert(customers, customer(id));
  },
  onFailure: (tx, _payload, ctx, reason) => tx.insert(stockTasks, task(ctx.idFor('failure'), reason)),
});

let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());
beforeEach(() => two.clear());
const given = (mode: string) => ({ id: testId(5), mode });

describe('a reaction that fails', () => {
  test.each(['stumble', 'sql'])('leaves a task on a fact, which stands (%s)', async (mode) => {
    for (const engine of two.engines) {
      await two.runOn(engine, 'probe.recordFact', given(mode), {}, testId(9), true);
    }
    const titles = (await two.rows(stockTasks)).map(({ title }) => title);
    expect(titles).toEqual([mode === 'sql' ? 'data.duplicate' : 'probe.stumbled']);
    expect(await two.rows(customers)).toHaveLength(1);
  });

  test('takes an intent down with it', async () => {
    await two.refuse('probe.wantIntent', given('stumble'), 'probe.stumbled');
  });

  test('is forgotten by who observes the writes', async () => {
    const seen: string[] = [];
    const observer: TxObserver = {
      wrap: (tx) => ({
        ...bound(tx),
        insertOnce: (table, row) => {
          seen.push(table.name);
          return tx.insertOnce(table, row);
        },
      }),
      mark: () => seen.length,
      rewind: (mark) => {
        seen.length = mark as number;
      },
    };
    await two.sqlite.transaction((connection) => two.runIn(connection, 'probe.recordFact', given('stumble'), observer));
    expect(seen).toEqual(['customers']);
  });
});

const bound = (tx: Tx): Tx => ({
  get: tx.get.bind(tx),
  getMany: tx.getMany.bind(tx),
  getForUpdate: tx.getForUpdate.bind(tx),
  list: tx.list.bind(tx),
  listMany: tx.listMany.bind(tx),
  insert: tx.insert.bind(tx),
  insertMany: tx.insertMany.bind(tx),
  insertOnce: tx.insertOnce.bind(tx),
  update: tx.update.bind(tx),
  delete: tx.delete.bind(tx),
  add: tx.add.bind(tx),
  addMany: tx.addMany.bind(tx),
  addIf: tx.addIf.bind(tx),
  emit: tx.emit.bind(tx),
});

describe('what is let in', () => {
  test.each(['update', 'delete'])('a fact that would %s is a bug, not a refusal', async (mode) => {
    for (const engine of two.engines) {
      const running = two.runOn(engine, 'probe.recordFact', given(mode), {}, testId(9), true);
      await expect(running).rejects.toThrow(/is a fact and must not/);
      await running.catch((error) => expect(error).not.toBeInstanceOf(DomainError));
    }
  });

  test('unknown commands, wrong arguments, amounts that cannot be kept', async () => {
    await two.refuse('probe.unknown', {}, 'command.unknown');
    await two.refuse(
      'probe.wantIntent',
      { id: testId(5).toUpperCase().replace('8', 'A'), mode: 'x' },
      'command.invalid-arguments',
    );
    await two.refuse('probe.wantIntent', { ...given('x'), amount: 0.1 }, 'command.invalid-arguments');
    await two.refuse(
      'probe.wantIntent',
      { ...given('x'), amount: Number.MAX_SAFE_INTEGER },
      'command.invalid-arguments',
    );
    await two.refuse('probe.wantIntent', given('range'), 'command.amount-too-large');
  });

  test('an intent needs its permission everywhere, a fact only where it happens', async () => {
    const actor = { id: testId(1), name: 'x', roleId: testId(1), permissions: [] };
    await two.refuse('probe.wantIntent', given('x'), 'command.forbidden', { actor, authority: true });
    await two.refuse('probe.recordFact', given('x'), 'command.forbidden', { actor });
    const result = await two.run('probe.recordFact', given('x'), { actor, authority: true });
    expect(result.lacks[0]?.permission).toBe('desk.use');
  });

  test('a Tx is dead after its transaction', async () => {
    let kept: Tx | undefined;
    const observer: TxObserver = {
      wrap: (tx) => {
        kept = tx;
        return tx;
      },
      mark: () => 0,
      rewind: () => {},
    };
    await two.sqlite.transaction((connection) => two.runIn(connection, 'probe.recordFact', given('x'), observer));
    await expect(kept?.list(customers, {})).rejects.toThrow(/has ended/);
  });
});
