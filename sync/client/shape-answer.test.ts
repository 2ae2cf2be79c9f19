import { ShapeStream } from '@electric-sql/client';
import { expect, test } from 'vitest';
import { answerReader } from './shape-answer.ts';
import type { ShapeMessage } from './shape-feed.ts';

const answer = (body: string, headers: Record<string, string> = {}, status = 200) =>
  new Response(body, { status, headers });
const row = (id: string, extra: Record<string, unknown> = {}) => ({
  key: `"public"."things"/"${id}"`,
  value: { id, amount: '7', open: 't', gone: null },
  headers: { operation: 'insert', ...extra },
});
const text = (messages: unknown[]) => JSON.stringify(messages);

async function through(body: string): Promise<ShapeMessage[]> {
  const reader = answerReader();
  const read = reader.read(answer(body)) as Response;
  return reader.restore(JSON.parse(await read.text()) as unknown[]);
}

test('rows come out as they came in, in order with what the server says between them', async () => {
  const messages = await through(
    text([
      row('a'),
      row('b', { lsn: '120', op_position: 2, operation: 'delete' }),
      { headers: { control: 'must-refetch' } },
      row('c', { lsn: '130', op_position: 0, operation: 'update' }),
      { headers: { control: 'snapshot-end' } },
      { headers: { control: 'up-to-date', global_last_seen_lsn: '140' } },
    ]),
  );
  const values = (id: string) => ({ id, amount: '7', open: 't', gone: null });
  expect(messages).toEqual([
    { t: 'row', op: 'upsert', values: values('a'), lsn: null, position: 0 },
    { t: 'row', op: 'delete', values: values('b'), lsn: 120, position: 2 },
    { t: 'refetch' },
    { t: 'row', op: 'upsert', values: values('c'), lsn: 130, position: 0 },
    { t: 'up-to-date', lsn: 140 },
  ]);
});

test('what is no answer of rows is the client’s own to judge', async () => {
  const reader = answerReader();
  const refused = answer('{"message":"no"}', {}, 400);
  expect(reader.read(refused)).toBe(refused);
  expect(await (reader.read(answer('<html>')) as Response).text()).toBe('<html>');
  expect(await (reader.read(answer('{"a":1}')) as Response).text()).toBe('{"a":1}');
});

test('a position that has lost digits is refused, and so are rows that are told twice', async () => {
  await expect(through(text([row('a', { lsn: '9007199254740993' })]))).rejects.toThrow(/not a WAL position/);
  const reader = answerReader();
  const told = JSON.parse(await (reader.read(answer(text([row('a')]))) as Response).text()) as unknown[];
  reader.restore(told);
  expect(() => reader.restore(told)).toThrow(/told twice/);
});

test('the client keeps its place by the headers of the answers, chunk after chunk', async () => {
  const reader = answerReader();
  const asked: string[] = [];
  const chunks = [
    { body: text([row('a'), row('b')]), offset: '0_0' },
    { body: text([row('c')]), offset: '0_1' },
    { body: text([{ headers: { control: 'up-to-date', global_last_seen_lsn: '150' } }]), offset: '0_inf' },
  ];
  const ender = new AbortController();
  const stream = new ShapeStream({
    url: 'http://127.0.0.1:9/v1/shape',
    params: { table: 'things' },
    signal: ender.signal,
    fetchClient: async (url) => {
      const offset = new URL(String(url)).searchParams.get('offset') ?? '';
      asked.push(offset);
      const at = offset === '-1' ? 0 : chunks.findIndex((chunk) => chunk.offset === offset) + 1;
      const chunk = chunks[at];
      if (!chunk) return new Promise<Response>(() => {});
      const headers: Record<string, string> = {
        'electric-handle': 'h-1',
        'electric-offset': chunk.offset,
        'electric-schema': JSON.stringify({ id: { type: 'text' }, amount: { type: 'int8' }, open: { type: 'bool' } }),
        ...(at === 2 ? { 'electric-up-to-date': '' } : {}),
      };
      return reader.read(answer(chunk.body, headers)) as Response;
    },
  });
  const told: ShapeMessage[] = [];
  await new Promise<void>((done, failed) => {
    stream.subscribe((messages) => {
      told.push(...reader.restore(messages));
      if (told.some(({ t }) => t === 'up-to-date')) done();
    }, failed);
  });
  ender.abort();
  expect(told.map((message) => (message.t === 'row' ? message.values.id : message.t))).toEqual([
    'a',
    'b',
    'c',
    'up-to-date',
  ]);
  expect(told[0]).toMatchObject({ values: { amount: '7', open: 't' } });
  expect(asked.slice(0, 3)).toEqual(['-1', '0_0', '0_1']);
});
