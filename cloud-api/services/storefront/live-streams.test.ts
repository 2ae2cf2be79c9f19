import { EventEmitter, once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LiveStreams, networkOf, orderOf } from './live-streams.ts';

let streams: LiveStreams;
beforeEach(() => {
  streams = new LiveStreams();
});
afterEach(() => streams.close());

class Response extends EventEmitter {
  said = '';
  writableEnded = false;
  writableLength = 0;
  destroyed = false;
  writeHead(): void {}
  write(text: string): void {
    this.said += text;
  }
  end(): void {
    this.writableEnded = true;
  }
  destroy(): void {
    this.destroyed = true;
    this.emit('close');
  }
}

function open(ip: string, about = orderOf('t', 'o'), tenantId = 't'): Response {
  const raw = new Response();
  const reply = { raw, hijack: () => {}, getHeaders: () => ({}) } as unknown as FastifyReply;
  streams.open({ ip } as FastifyRequest, reply, tenantId, [about]);
  return raw;
}
const beat = (times: number) => Array.from({ length: times }, () => streams.beat());

test('who looks at an order is told of it and of no other, for as long as they look', () => {
  const mine = open('192.0.2.1');
  const other = open('192.0.2.1', orderOf('t', 'other'));
  const theirs = open('192.0.2.1', orderOf('u', 'o'));
  streams.tell(orderOf('t', 'o'), 'order', [{}]);
  expect(mine.said).toBe(': open\n\nevent: order\ndata: {}\n\n');
  expect([other.said, theirs.said]).toEqual([': open\n\n', ': open\n\n']);
  mine.destroy();
  expect([streams.size, streams.has(orderOf('t', 'o'))]).toEqual([2, false]);
});

test('as many are open as may be, of one address and in all; one that closes makes room', () => {
  streams.close();
  streams = new LiveStreams({ all: 5, each: 2 });
  const [first] = [open('2001:db8::1'), open('2001:db8::2')];
  expect(() => open('2001:db8:0:0:1::3')).toThrow(/As many streams/);
  open('192.0.2.1');
  for (const tenant of ['u', 'v']) open('192.0.2.2', 'stock', tenant);
  expect(() => open('192.0.2.3', 'stock', 'w')).toThrow(/As many streams/);
  first?.destroy();
  open('2001:db8::3', 'stock', 'w');
  expect(streams.size).toBe(5);
});

test('one tenant has as many as there is room left for others, who find room however many it wants', () => {
  streams.close();
  streams = new LiveStreams({ all: 12, each: 100 });
  const wants = (tenant: string) => {
    const own: Response[] = [];
    for (;;) {
      try {
        own.push(open('192.0.2.1', 'stock', tenant));
      } catch {
        return own;
      }
    }
  };
  const [large, second, third] = ['large', 'second', 'third'].map(wants);
  expect([large?.length, second?.length, third?.length]).toEqual([6, 3, 2]);
  open('192.0.2.1', 'stock', 'small');
  for (const each of large ?? []) each.destroy();
  expect(wants('second').length).toBeGreaterThan(0);
});

test('each hears of us within 20 seconds, ends after ten minutes, and is cut off where it does not', () => {
  const some = [open('192.0.2.1'), open('192.0.2.2')];
  beat(20);
  for (const { said } of some) expect(said).toBe(': open\n\n: still here\n\n');
  beat(20 * 30 - 1);
  expect(some.map(({ writableEnded }) => writableEnded)).toContain(false);
  beat(20);
  expect(some.map(({ writableEnded }) => writableEnded)).toEqual([true, true]);
  expect(streams.size).toBeGreaterThan(0);
  beat(20);
  expect([some[0]?.destroyed, streams.size]).toEqual([true, 0]);
});

test('a reader that takes nothing is cut off before it fills the memory, or when little waits for it a round long', () => {
  const [slow, stuck, late] = [open('192.0.2.1'), open('192.0.2.2'), open('192.0.2.3')];
  slow.writableLength = 70_000;
  streams.tell(orderOf('t', 'o'), 'order', [{}]);
  expect([slow.destroyed, streams.size]).toEqual([true, 2]);
  for (const each of [stuck, late]) each.writableLength = 1_000;
  beat(20);
  late.writableLength = 0;
  expect([stuck.destroyed, late.destroyed]).toEqual([false, false]);
  beat(20);
  expect([stuck.destroyed, late.destroyed, streams.size]).toEqual([true, false, 1]);
});

test('streams of a shop that is closed meanwhile end, and stay where that cannot be asked', async () => {
  streams.close();
  let away = true;
  streams = new LiveStreams({ all: 10, each: 10 }, async (tenantId) => {
    if (away) throw new Error('the database is away');
    return { status: tenantId === 't' ? 'suspended' : 'active' };
  });
  const [closed, other] = [open('192.0.2.1'), open('192.0.2.2', orderOf('u', 'o'), 'u')];
  beat(20);
  await vi.waitFor(() => expect(closed.said).toContain('still here'));
  away = false;
  beat(20);
  await vi.waitFor(() => expect([closed.writableEnded, other.writableEnded]).toEqual([true, false]));
  beat(20);
  expect([closed.destroyed, streams.size]).toEqual([true, 1]);
});

test('nothing is opened once it is over, nor where no event arrives', () => {
  const [left, stuck] = [open('192.0.2.1'), open('192.0.2.1')];
  stuck.writableLength = 1_000;
  streams.close();
  expect([left.writableEnded, stuck.destroyed]).toEqual([true, true]);
  expect(() => open('192.0.2.1')).toThrow(/No stream/);
  expect(() => new LiveStreams({ all: 0, each: 0 }).admit('t', '192.0.2.1')).toThrow(/No stream/);
});

test('an address of IPv6 counts as its network', () => {
  expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2');
  expect(networkOf('2001:db8::1')).toBe('2001:db8:0:0');
  expect(networkOf('::1')).toBe('0:0:0:0');
  expect(networkOf('::ffff:192.0.2.1')).toBe('::ffff:192.0.2.1');
});

test('pages that do not read their socket are cut off while one that reads hears all, and hold up no server that ends', async () => {
  streams.close();
  streams = new LiveStreams({ all: 100, each: 50 });
  const app = fastify();
  app.get('/', (request, reply) => streams.open(request, reply, 't', ['stock t']));
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const ask = async (): Promise<Socket> => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {});
    await once(socket, 'connect');
    socket.write('GET / HTTP/1.1\r\nhost: shop.example\r\n\r\n');
    return socket;
  };
  const reading = await ask();
  let heard = 0;
  reading.on('data', (chunk: Buffer) => {
    heard += chunk.toString().split('event: availability').length - 1;
  });
  const stuck = [await ask(), await ask(), await ask()];
  await vi.waitFor(() => expect(streams.size).toBe(4));
  const text = 'x'.repeat(60_000);
  let told = 0;
  while (streams.size > 1 && told < 2_000) {
    streams.tell('stock t', 'availability', [text]);
    told += 1;
    // The kernel takes some megabytes for each of them first.
    await vi.waitFor(() => expect(heard).toBe(told), { interval: 1 });
  }
  expect(streams.size).toBe(1);
  stuck.push(await ask());
  await vi.waitFor(() => expect(streams.size).toBe(2));
  streams.close();
  await app.close();
  for (const socket of [reading, ...stuck]) socket.destroy();
  await vi.waitFor(() => expect(streams.size).toBe(0));
});
