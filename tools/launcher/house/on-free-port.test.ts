import { createServer, type Server } from 'node:net';
import { expect, test } from 'vitest';
import { freePort } from '../../parts/ports.ts';
import { onFreePort } from './on-free-port.ts';

function listen(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

test('passes over taken ports, also one that is taken between the look and the start', async () => {
  const wanted = await freePort();
  const taken = await listen(wanted);
  const ports = { next: wanted, given: new Set<number>() };
  const tried: number[] = [];
  const server = await onFreePort(ports, 'cloud', async (port) => {
    tried.push(port);
    if (tried.length === 1) throw Object.assign(new Error('taken just now'), { code: 'EADDRINUSE' });
    return listen(port);
  });
  expect(tried[0]).toBeGreaterThan(wanted);
  expect(tried[1]).toBeGreaterThan(tried[0] as number);
  expect(ports.next).toBeGreaterThan(tried[1] as number);
  server.close();
  taken.close();
});

test('an error that is no taken port is not hidden', async () => {
  const ports = { next: 4640, given: new Set<number>() };
  await expect(onFreePort(ports, 'cloud', async () => Promise.reject(new Error('no database')))).rejects.toThrow(
    'no database',
  );
});
