import { expect, test } from 'vitest';
import type { RowChange } from '../replication/change-stream.ts';
import type { Relation } from '../replication/pgoutput.ts';
import type { Question } from '../where/evaluator.ts';
import { ChangeQueue } from './change-queue.ts';
import type { Asked, ChangeRouter } from './change-router.ts';

const relation: Relation = { oid: 1, schema: 'public', name: 't', signature: '' };
const transaction = (lsn: number) => ({ lsn, xid: lsn });
const insert = (id: string): RowChange & { kind: 'insert' } => ({ kind: 'insert', row: [id] });

/** A queue over a router that asks about rows whose id begins with `?`, and an evaluator that answers when told to. */
function setUp(onFailed: (error: unknown) => void = () => {}) {
  const seen: string[] = [];
  const asked: { questions: readonly Question[]; answer: () => void }[] = [];
  const question = (id: string): Asked =>
    new Map([[{} as never, { was: null, is: { expression: {} as never, row: [id], answer: null } }]]);
  const router = {
    questions: (_: Relation, change: ReturnType<typeof insert>) =>
      change.row[0]!.startsWith('?') ? question(change.row[0]!) : null,
    change: (_t: unknown, _op: number, _r: Relation, change: ReturnType<typeof insert>, answers: Asked | null) => {
      if (change.row[0] === 'bad') throw new Error('bad');
      const answer = answers ? [...answers.values()][0]!.is!.answer : '';
      seen.push(`${change.row[0]}${answer}`);
    },
    lost: () => seen.push('lost'),
    commit: () => seen.push('commit'),
    settled: () => seen.push('settled'),
  };
  const queue = new ChangeQueue({
    router: router as unknown as ChangeRouter,
    frontier: { advance: (lsn) => seen.push(`frontier ${lsn}`) },
    ask: (questions) =>
      new Promise((resolve) => {
        asked.push({
          questions,
          answer: () => {
            for (const one of questions) one.answer = true;
            resolve();
          },
        });
      }),
    onFailed,
  });
  const send = (lsn: number, ...ids: string[]) => {
    ids.forEach((id, at) => {
      queue.change(transaction(lsn), at * 2, relation, insert(id));
    });
    queue.commit(transaction(lsn));
    queue.advance(lsn);
    queue.settled(transaction(lsn));
  };
  return { queue, send, seen, asked };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('what needs no answer passes in the same turn', () => {
  const { send, seen } = setUp();
  send(1, 'a');
  expect(seen).toEqual(['a', 'commit', 'frontier 1', 'settled']);
});

test('behind a question everything waits in line, and what gathers meanwhile is asked together', async () => {
  const { send, seen, asked } = setUp();
  send(1, '?a');
  await turn();
  send(2, 'b');
  send(3, '?c', '?d');
  expect(seen).toEqual([]);
  expect(asked.length).toBe(1);
  asked[0]!.answer();
  await turn();
  expect(seen).toEqual(['?atrue', 'commit', 'frontier 1', 'settled']);
  expect(asked[1]!.questions.map(({ row }) => row[0])).toEqual(['?c', '?d']);
  asked[1]!.answer();
  await turn();
  expect(seen.slice(4)).toEqual([
    ...['b', 'commit', 'frontier 2', 'settled'],
    ...['?ctrue', '?dtrue', 'commit', 'frontier 3', 'settled'],
  ]);
  send(4, 'e');
  expect(seen.at(-1)).toBe('settled');
});

test('nothing is applied after the stream has ended', async () => {
  const { queue, send, seen, asked } = setUp();
  send(1, '?a');
  await turn();
  queue.stop();
  asked[0]!.answer();
  await turn();
  send(2, 'b');
  expect(seen).toEqual([]);
});

test('a change that cannot be applied ends the stream instead of leaving a hole', async () => {
  const failures: unknown[] = [];
  const { send, seen, asked } = setUp((error) => failures.push(error));
  send(1, '?a', 'bad');
  await turn();
  asked[0]!.answer();
  await turn();
  send(2, 'b');
  expect([seen, failures.map(String)]).toEqual([['?atrue'], ['Error: bad']]);
});

test('a long queue holds the stream up until it is short again', async () => {
  const { queue, send, asked } = setUp();
  send(1, '?a');
  await turn();
  for (let lsn = 2; lsn < 600; lsn++) send(lsn, 'b');
  expect(queue.isLong).toBe(true);
  const drained = queue.drained();
  asked[0]!.answer();
  await drained;
  expect(queue.isLong).toBe(false);
});
