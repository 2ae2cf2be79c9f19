import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { CloudClient } from './cloud-client.ts';

let server: ReturnType<typeof createServer> | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

type Answer = { status: number; body: unknown };

async function cloud(answer: (request: IncomingMessage, body: string) => Answer): Promise<string> {
  server = createServer((request: IncomingMessage, response: ServerResponse) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const { status, body: said } = answer(request, body);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(said));
    });
  });
  await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const key = { key: 'sk_test' };

test('a command carries its id, and a refusal is an outcome in the words of the shop', async () => {
  const seen: unknown[] = [];
  const url = await cloud(({ headers, url: path }, body) => {
    seen.push([path, headers['idempotency-key'], headers.authorization, JSON.parse(body)]);
    if (seen.length === 1) return { status: 200, body: { id: 'x', status: 'applied', repeated: false } };
    return {
      status: 409,
      body: { code: 'catalog.sku-taken', detail: 'It belongs to another.', details: { variantId: 'v' } },
    };
  });
  const client = new CloudClient({ url, credentials: key });
  expect(await client.command('catalog.importProducts', { a: 1 }, 'id-1')).toMatchObject({ status: 'applied' });
  expect(await client.command('catalog.importProducts', { a: 2 }, 'id-2')).toEqual({
    status: 'refused',
    code: 'catalog.sku-taken',
    message: 'It belongs to another.',
    details: { variantId: 'v' },
  });
  expect(seen[0]).toEqual(['/v1/commands/catalog.importProducts', 'id-1', 'Bearer sk_test', { a: 1 }]);
});

test('a cloud that is away for a moment is asked again with the same id', async () => {
  const ids: unknown[] = [];
  const said: string[] = [];
  const url = await cloud(({ headers }) => {
    ids.push(headers['idempotency-key']);
    return ids.length < 3 ? { status: 503, body: {} } : { status: 200, body: {} };
  });
  const client = new CloudClient({ url, credentials: key, onLine: (text) => said.push(text) });
  expect(await client.command('orders.importHistory', {}, 'same')).toMatchObject({ status: 'applied' });
  expect(ids).toEqual(['same', 'same', 'same']);
  expect(said).toEqual([expect.stringContaining('does not answer (HTTP 503). Nothing is lost'), 'The cloud is back.']);
});

test('signs in again when its token ran out', async () => {
  let signIns = 0;
  const url = await cloud(({ url: path, headers }) => {
    if (path === '/auth/session') {
      signIns += 1;
      return { status: 200, body: { access_token: `t${signIns}`, tenant: { name: 'Larkhall' } } };
    }
    const expired = headers.authorization === 'Bearer t1';
    return expired ? { status: 401, body: { code: 'auth.expired', detail: 'expired' } } : { status: 200, body: {} };
  });
  const client = new CloudClient({ url, credentials: { email: 'a@b.example', password: 'x' } });
  expect(await client.command('customers.save', {}, 'id')).toMatchObject({ status: 'applied' });
  expect(signIns).toBe(2);
});

test('a wrong password and a missing right are said plainly', async () => {
  const url = await cloud(({ url: path }) =>
    path === '/auth/session'
      ? { status: 401, body: { code: 'auth.wrong', detail: 'E-mail or password is wrong. Nothing was changed.' } }
      : { status: 403, body: { code: 'auth.forbidden', detail: 'This needs the permission “data.import”.' } },
  );
  const wrong = new CloudClient({ url, credentials: { email: 'a@b.example', password: 'x' } });
  await expect(wrong.signIn()).rejects.toThrow('did not work: E-mail or password is wrong.');
  const weak = new CloudClient({ url, credentials: key });
  await expect(weak.command('catalog.importProducts', {}, 'id')).rejects.toThrow(
    'not allowed: This needs the permission',
  );
});

test('an import run again knows that all of it was in already', async () => {
  const seen = new Set<unknown>();
  const url = await cloud(({ url: path = '', headers }) => {
    if (path.startsWith('/v1/settings'))
      return {
        status: 200,
        body: { rows: [{ name: 'Larkhall', currency: 'GBP', timeZone: 'Europe/London' }], next: null },
      };
    if (path.startsWith('/v1/locations')) return { status: 200, body: { rows: [], next: null } };
    const repeated = seen.has(headers['idempotency-key']);
    seen.add(headers['idempotency-key']);
    return { status: 200, body: { id: 'x', status: 'applied', repeated } };
  });
  const run = async () => {
    const target = await new CloudClient({ url, credentials: key }).importTarget();
    for (const id of ['one', 'two']) await target.command('customers.save', {}, id);
    return target.tally;
  };
  expect(await run()).toEqual({ ran: 2, repeated: 0 });
  expect(await run()).toEqual({ ran: 0, repeated: 2 });
});

test('a key that is not taken is said with the cloud that does not take it', async () => {
  const url = await cloud(() => ({
    status: 401,
    body: { code: 'auth.key', detail: 'This API key is unknown or was revoked.' },
  }));
  await expect(new CloudClient({ url, credentials: key }).importTarget()).rejects.toThrow(
    `The cloud at ${url} does not let us in: This API key is unknown or was revoked. Nothing was changed.`,
  );
});
