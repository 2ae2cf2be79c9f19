import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { load, type LoadOptions } from './http-load.ts';

let server: Server | undefined;
const open = new Set<Socket>();
afterEach(() => {
  for (const socket of open) socket.destroy();
  server?.close();
});

/** What it is told of each request of a connection, and the way to answer it. */
type Answers = (socket: Socket, asked: number, request: string) => void;

async function serving(answers: Answers): Promise<string> {
  server = createServer((socket) => {
    open.add(socket.setNoDelay(true));
    socket.on('error', () => {});
    let asked = 0;
    socket.on('data', (request) => answers(socket, asked++, request.toString('latin1')));
  }).listen(0, '127.0.0.1');
  await new Promise((listening) => server?.once('listening', listening));
  const address = server.address();
  return typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : '';
}
const answer = (body: string, status = '200 OK') =>
  `HTTP/1.1 ${status}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

/** Sends the pieces as reads of their own: the next one leaves once the one before is in the hands of the system. */
function inReads(socket: Socket, [piece, ...rest]: readonly string[]): void {
  if (piece !== undefined) socket.write(piece, () => setImmediate(() => setImmediate(() => inReads(socket, rest))));
}
const bodies: string[] = [];
const loaded = (url: string, more: Partial<LoadOptions> = {}) => {
  bodies.length = 0;
  const look = { oneOf: 1, at: (body: Buffer) => void bodies.push(body.toString()) };
  return load({ url, paths: () => '/list', connections: 2, seconds: 0.2, look, ...more });
};

test('answers are counted and read whole, however many reads they come in', async () => {
  const long = `{"products":"${'é'.repeat(2_000)}"}`;
  const whole = answer(long);
  const cuts = [
    // All at once, the body by itself, the head in two, its end in two, and a body in three.
    ...[[whole], [whole.slice(0, -long.length), long], [whole.slice(0, 12), whole.slice(12)]],
    [whole.slice(0, whole.indexOf('\r\n\r\n') + 2), whole.slice(whole.indexOf('\r\n\r\n') + 2)],
    [whole.slice(0, 80), whole.slice(80, 900), whole.slice(900)],
    [answer('')],
  ];
  const url = await serving((socket, asked) => inReads(socket, cuts[asked % cuts.length] ?? []));
  const result = await loaded(url);
  expect(result.failed).toBe(0);
  expect(result.answers).toBeGreaterThan(cuts.length * 2);
  expect(new Set(bodies)).toEqual(new Set([long, '']));
  expect(bodies).toHaveLength(result.answers);
  expect(result.samples).toHaveLength(result.answers);
  expect(result.bytes).toBe(bodies.reduce((sum, body) => sum + Buffer.byteLength(body), 0));
});

test('what is no 200 is counted as failed and not as an answer, and one of so many is looked at', async () => {
  const seen: string[] = [];
  const url = await serving((socket, asked, request) => {
    seen.push(request);
    socket.write(asked % 2 === 0 ? answer('found') : answer('nothing here', '404 Not Found'));
  });
  const paths = ['/one', '/two'];
  let next = 0;
  const result = await loaded(url, {
    ...{ connections: 1, headers: { authorization: 'Bearer pk' }, paths: () => paths[next++ % 2] ?? '' },
    look: { oneOf: 2, at: (body) => void bodies.push(body.toString()) },
  });
  expect(Math.abs(result.answers - result.failed)).toBeLessThanOrEqual(1);
  expect(result.failed).toBeGreaterThan(0);
  expect(result.perSecond).toBeGreaterThan(0);
  // Every second one was asked for whole.
  expect(new Set(bodies)).toEqual(new Set(['found']));
  expect(bodies).toHaveLength(result.answers);
  expect(seen.slice(0, 2).map((request) => request.split('\r\n')[0])).toEqual([
    'GET /one HTTP/1.1',
    'GET /two HTTP/1.1',
  ]);
  expect(seen[0]).toContain('authorization: Bearer pk\r\n');
});

test.each<readonly [string, Answers, RegExp]>([
  ['breaks under an answer', (socket) => socket.end(answer('half of it').slice(0, -4)), /ended under an answer/],
  ['is reset', (socket) => socket.resetAndDestroy(), /ECONNRESET|ended/],
  ['ends after an answer', (socket) => socket.end(answer('the last')), /ended/],
  [
    'does not say how long its answer is',
    (socket) => socket.write('HTTP/1.1 200 OK\r\n\r\n'),
    /does not say its length/,
  ],
])(
  'a connection that %s is told, and nobody waits for it',
  async (_what, answers, words) => {
    await expect(loaded(await serving(answers))).rejects.toThrow(words);
  },
  5_000,
);

test('a server that is not there is told', async () => {
  const url = await serving(() => {});
  await new Promise((closed) => server?.close(closed));
  await expect(loaded(url)).rejects.toThrow('ECONNREFUSED');
});
