import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { ItemWriter } from './protocol/log-item.ts';
import { ChangeStream } from './replication/change-stream.ts';
import { unchanged } from './replication/pgoutput.ts';
import { ChangeQueue } from './shape/change-queue.ts';
import { ChangeRouter } from './shape/change-router.ts';
import { Shape } from './shape/shape.ts';
import { ShapeLog } from './storage/shape-log.ts';
import { type OracleOptions, runOracle } from './testing/shape-oracle.ts';
import { Evaluator, type Question } from './where/evaluator.ts';

const size = { shapes: 8, batches: 3, transactions: 8 };

test.each([1, 2])('generated shapes equal SELECT after generated transactions, seed %i', async (seed) => {
  const report = await runOracle({ ...size, seed, outages: seed !== 1 });
  expect(report.comparisons).toBeGreaterThan(20);
  expect(report.rows).toBeGreaterThan(100);
});

afterEach(() => vi.restoreAllMocks());

/** The private parts of our own classes, which is where rules can be broken. */
type Open<T> = { prototype: Record<string, (...args: never[]) => unknown> } & T;
function breakRule(
  type: unknown,
  method: string,
  broken: (original: (...args: unknown[]) => unknown) => unknown,
): void {
  const { prototype } = type as Open<unknown>;
  const original = prototype[method] as (...args: unknown[]) => unknown;
  vi.spyOn(prototype, method).mockImplementation(broken(original) as never);
}

/** One rule of the server at a time is broken. An oracle that lets one of these pass proves nothing. */
const broken: Record<string, () => void> = {
  'the log repeats what the snapshot contains': () =>
    breakRule(
      Shape,
      'contains',
      (original) =>
        function (this: Shape, transaction: unknown) {
          return original.call(this, transaction) === null ? null : false;
        },
    ),
  'a row that leaves the condition stays': () =>
    breakRule(
      Shape,
      'relevant',
      (original) =>
        function (this: Shape, change: { kind: string }, verdict: unknown) {
          const seen = original.call(this, change, verdict) as { kind: string } | null;
          return change.kind === 'update' && seen?.kind === 'delete' ? null : seen;
        },
    ),
  'a row that enters the condition comes as an update': () =>
    breakRule(
      Shape,
      'relevant',
      (original) =>
        function (this: Shape, change: { kind: string }, verdict: unknown) {
          const seen = original.call(this, change, verdict) as { kind: string } | null;
          return change.kind === 'update' && seen?.kind === 'insert' ? change : seen;
        },
    ),
  'a moved key is an update': () =>
    breakRule(
      ItemWriter,
      'change',
      (original) =>
        function (this: ItemWriter, tx: unknown, op: unknown, change: never) {
          const items = original.call(this, tx, op, change) as unknown[];
          return items.length === 2 ? items.slice(1) : items;
        },
    ),
  'Postgres is not asked about the row before': () =>
    breakRule(
      Evaluator,
      'ask',
      (original) =>
        async function (this: Evaluator, questions: readonly Question[]) {
          await original.call(this, questions);
          for (const question of questions) if (question.answer === false) question.answer = true;
        },
    ),
  'the frontier does not wait for the answers': () => {
    breakRule(
      ChangeQueue,
      'advance',
      () =>
        function (this: ChangeQueue, lsn: unknown) {
          const { options } = this as unknown as { options: { frontier: { advance(lsn: unknown): void } } };
          options.frontier.advance(lsn);
        },
    );
    // An answer that takes its time, so that the difference is seen each time.
    breakRule(
      Evaluator,
      'ask',
      (original) =>
        async function (this: Evaluator, questions: unknown) {
          await sleep(300);
          return original.call(this, questions);
        },
    );
  },
  'a truncated table keeps its rows': () => breakRule(ChangeRouter, 'lost', () => () => {}),
  'a long text that did not change is null': () =>
    breakRule(
      ChangeStream,
      'apply',
      (original) =>
        function (this: ChangeStream, message: { kind: string; row: unknown[] }) {
          if (message.kind !== 'update') return original.call(this, message);
          const row = message.row.map((value) => (value === unchanged ? null : value));
          return original.call(this, { ...message, row });
        },
    ),
  'the end of a chunk is passed over': () =>
    breakRule(
      ShapeLog,
      'commit',
      (original) =>
        function (this: ShapeLog, last: { lsn: number; op: number }) {
          return last.op === 0 ? original.call(this, last) : original.call(this, { lsn: last.lsn, op: last.op - 1 });
        },
    ),
};

test.each(Object.keys(broken))('the comparison finds out when %s', async (rule) => {
  broken[rule]!();
  const caught: string[] = [];
  for (let seed = 1; seed <= 12 && caught.length === 0; seed++) {
    const options: OracleOptions = { seed, shapes: 6, batches: 2, transactions: 8, outages: false };
    await runOracle(options).catch((error: Error) => caught.push(error.message));
  }
  expect(caught[0]).toMatch(/^seed \d+: /);
});
