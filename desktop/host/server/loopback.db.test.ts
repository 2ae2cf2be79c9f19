import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { bootHost, type RunningHost } from '../boot.ts';
import { seededFolder } from '../testing/test-desk.ts';

let folder: Awaited<ReturnType<typeof seededFolder>>;
let host: RunningHost;
let rendererDir = '';
let origin = '';
let port = 0;

beforeAll(async () => {
  folder = await seededFolder();
  rendererDir = join(folder.dataDir, 'screens');
  mkdirSync(join(rendererDir, 'assets'), { recursive: true });
  writeFileSync(join(rendererDir, 'index.html'), '<!doctype html><title>Tillhouse</title>');
  writeFileSync(join(rendererDir, 'assets', 'app-abc123.js'), 'export {};');
  host = await bootHost({ dataDir: folder.dataDir, cloudUrl: '', port: 0, rendererDir, log: () => {} });
  ({ origin } = new URL(host.url));
  port = Number(new URL(host.url).port);
});
afterAll(async () => {
  await host.close();
  folder.remove();
});

const codeOf = (address: string) => new URLSearchParams(new URL(address).hash.slice(1)).get('code') ?? '';

/** Says these messages in turn; resolves with what was answered and how it ended. */
function converse(
  messages: (object | string)[],
  options: { origin?: string; headers?: Record<string, string>; path?: string } = {},
) {
  return new Promise<{ heard: Record<string, unknown>[]; closed: number | string }>((resolve) => {
    const heard: Record<string, unknown>[] = [];
    const socket = new WebSocket(`ws://127.0.0.1:${port}${options.path ?? '/bridge'}`, {
      origin: options.origin ?? origin,
      headers: options.headers ?? {},
    });
    const say = () => {
      const next = messages.shift();
      if (next === undefined) return socket.close(1000);
      socket.send(typeof next === 'string' ? next : JSON.stringify(next));
    };
    socket.on('open', say);
    socket.on('message', (data) => {
      const message = JSON.parse(String(data));
      heard.push(message);
      if (message.t === 'sync' || message.t === 'answer') say();
    });
    socket.on('unexpected-response', (_request, response) => resolve({ heard, closed: `HTTP ${response.statusCode}` }));
    socket.on('close', (code) => resolve({ heard, closed: code }));
    socket.on('error', () => {});
  });
}

function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    asked.on('error', reject);
    asked.end();
  });
}

describe('the bridge on loopback', () => {
  test('a code opens a window once; its session opens it again', async () => {
    const code = codeOf(host.address());
    const first = await converse([{ t: 'hello', code }]);
    expect(first.heard[0]).toMatchObject({ t: 'welcome' });
    const replayed = await converse([{ t: 'hello', code }]);
    expect(replayed).toMatchObject({ heard: [{ t: 'refused' }], closed: 1008 });
    const resumed = await converse([{ t: 'hello', session: first.heard[0]?.session }]);
    expect(resumed.heard[0]).toEqual(first.heard[0]);
  });

  test('an address carries its code and page in the fragment, which no server ever sees', () => {
    const { hash, search, pathname } = new URL(host.address('/till'));
    expect(hash).toMatch(/^#code=[\w-]{32}&to=%2Ftill$/);
    expect(search + pathname).toBe('/');
  });

  test.each([
    ['no code', { t: 'hello' }],
    ['a made-up code', { t: 'hello', code: 'A'.repeat(32) }],
    ['a made-up session', { t: 'hello', session: 'A'.repeat(43) }],
  ])('%s is refused', async (_what, hello) => {
    expect(await converse([hello])).toMatchObject({ heard: [{ t: 'refused' }], closed: 1008 });
  });

  test.each([
    ['a question before hello', { t: 'query', id: 1, name: 'session.state', params: {} }],
    ['an unknown kind of message', { t: 'eval', code: '1' }],
    ['more than a message may have', { t: 'hello', code: 'x', admin: true }],
    ['no JSON', '{{{'],
  ])('%s ends the connection', async (_what, message) => {
    expect(await converse([message])).toEqual({ heard: [], closed: 1008 });
  });

  test('a message larger than two megabytes ends the connection', async () => {
    const code = codeOf(host.address());
    const big = { t: 'query', id: 1, name: 'till.search', params: { text: 'x'.repeat(2_100_000) } };
    expect(await converse([{ t: 'hello', code }, big])).toMatchObject({ closed: 1009 });
  });

  test.each([
    ['https://evil.example', {}],
    ['null', {}],
    ['http://127.0.0.1:1', {}],
    [`http://127.0.0.1.evil.example`, {}],
  ])('a page of %s cannot connect', async (from, headers) => {
    expect((await converse([{ t: 'hello' }], { origin: from, headers })).closed).toBe('HTTP 403');
  });

  test('a name of somebody else that points here cannot connect, whatever origin it shows', async () => {
    const rebound = { origin: `http://evil.example:${port}`, headers: { host: `evil.example:${port}` } };
    expect((await converse([{ t: 'hello' }], rebound)).closed).toBe('HTTP 403');
    expect((await converse([{ t: 'hello' }], { headers: { host: `evil.example:${port}` } })).closed).toBe('HTTP 403');
    expect((await converse([{ t: 'hello' }], { path: '/other' })).closed).toBe('HTTP 403');
  });

  test('before anybody signs in, only the session can be asked', async () => {
    const code = codeOf(host.address());
    const { heard } = await converse([
      { t: 'hello', code },
      { t: 'query', id: 1, name: 'session.state', params: {} },
      { t: 'query', id: 2, name: 'products.index', params: { offset: 0, limit: 10, view: 'all' } },
      { t: 'query', id: 3, name: 'constructor', params: {} },
      { t: 'mutate', id: 4, name: 'register.moveCash', args: {} },
      { t: 'call', id: 5, name: 'basket.payCash', args: { given: 'many' } },
    ]);
    const answers = heard.filter((message) => message.t === 'answer');
    expect(answers[0]).toMatchObject({ ok: true, value: { enrolled: true, person: null } });
    expect(answers.slice(1)).toMatchObject([
      { ok: false, problem: { code: 'access.sign-in-first', kind: 'forbidden' } },
      { ok: false, problem: { code: 'desk.unknown-query' } },
      { ok: false, problem: { code: 'access.sign-in-first' } },
      { ok: false, problem: { code: 'desk.invalid-call', kind: 'invalid' } },
    ]);
    expect(JSON.stringify(heard)).not.toMatch(/argon2/);
  });
});

describe('the files of the screens', () => {
  test('come with a policy that lets only them run, and are not framed', async () => {
    const page = await get('/', { host: `127.0.0.1:${port}` });
    expect(page).toMatchObject({ status: 200, body: expect.stringContaining('Tillhouse') });
    expect(page.headers['content-security-policy']).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(page.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-cache',
    });
    expect(page.headers).not.toHaveProperty('set-cookie');
    const script = await get('/assets/app-abc123.js', { host: `127.0.0.1:${port}` });
    expect(script.headers['content-type']).toContain('javascript');
  });

  test.each(['/../desk.sqlite', '/%2e%2e/desk.sqlite', '/..%2fdevice.key', '/assets/../../device.key', '//etc/passwd'])(
    '%s is not found',
    async (path) => expect((await get(path, { host: `127.0.0.1:${port}` })).status).toBe(404),
  );

  test('are refused by another name and by another method', async () => {
    expect((await get('/', { host: 'evil.example' })).status).toBe(421);
    expect((await get('/', { host: `127.0.0.1:${port}` }, 'POST')).status).toBe(405);
  });
});

test('a port in use is said as such, and the desk is free for the next try', async () => {
  const other = await seededFolder();
  const options = { dataDir: other.dataDir, cloudUrl: '', rendererDir, log: () => {} };
  await expect(bootHost({ ...options, port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  const second = await bootHost({ ...options, port: 0 });
  expect(second.url).not.toContain(`:${port}/`);
  await second.close();
  other.remove();
});

test('two hosts on one desk: the second is refused in words and touches nothing', async () => {
  const second = bootHost({ dataDir: folder.dataDir, cloudUrl: '', log: () => {} });
  await expect(second).rejects.toMatchObject({
    code: 'desk.in-use',
    message: expect.stringContaining('Nothing was touched'),
  });
});
