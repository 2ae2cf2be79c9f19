import { once } from 'node:events';
import { type AddressInfo, createServer, Socket } from 'node:net';
import { connect } from 'node:tls';
import { expect, test, vi } from 'vitest';
import { Dialled } from './dialled.ts';
import { dialSecure, listen, serveSecure } from './secure.ts';

const key = { id: 'k1', secret: Buffer.alloc(32, 7) };

test('who was called and fails only after this desk has stopped sharing is heard of no more', async () => {
  const called: Socket[] = [];
  const silent = createServer((socket) => called.push(socket.on('error', () => {})));
  await once(silent.listen(0, '127.0.0.1'), 'listening');
  const { port } = silent.address() as AddressInfo;
  const failed = vi.fn();
  const [goesOn, stops] = [new Dialled(10, failed), new Dialled(10, () => expect.unreachable('it has ended'))];
  for (const dialled of [stops, goesOn]) dialled.dial({ host: '127.0.0.1', port }, [key], () => {});
  await vi.waitFor(() => expect(called).toHaveLength(2));
  stops.stop();
  for (const socket of called) socket.destroy();
  await vi.waitFor(() => expect(failed).toHaveBeenCalledOnce());
  silent.close();
});

test('who came before the server closed, and shakes hands only afterwards, is not let in', async () => {
  const keys = vi.fn(() => [key]);
  const lines = vi.fn();
  const server = serveSecure(keys, lines);
  const { port } = await listen(server, 0, '127.0.0.1');
  const came = once(server, 'connection');
  // Slow: the handshake begins when the server has closed.
  const slow = new Socket();
  slow.connect(port ?? 0, '127.0.0.1');
  await came;
  server.close();
  const secured = connect({
    socket: slow,
    ciphers: 'ECDHE-PSK-CHACHA20-POLY1305',
    maxVersion: 'TLSv1.2',
    checkServerIdentity: () => undefined,
    pskCallback: () => ({ identity: key.id, psk: key.secret }),
  });
  await once(secured, 'error');
  expect(keys).not.toHaveBeenCalled();
  expect(lines).not.toHaveBeenCalled();
});

test('a line is opened by a key that both hold', async () => {
  const lines = vi.fn();
  const server = serveSecure(() => [key], lines);
  const { port } = await listen(server, 0, '127.0.0.1');
  (await dialSecure('127.0.0.1', port ?? 0, key)).destroy();
  await vi.waitFor(() => expect(lines).toHaveBeenCalledOnce());
  server.close();
});
