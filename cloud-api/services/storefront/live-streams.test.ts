import { EventEmitter } from 'node:events';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
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

function open(ip: string, about = orderOf('t', 'o')): Response {
  const raw = new Response();
  const reply = { raw, hijack: () => {}, getHeaders: () => ({}) } as unknown as FastifyReply;
  streams.open({ ip } as FastifyRequest, reply, [about]);
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
  streams = new LiveStreams({ all: 3, each: 2 });
  const [first] = [open('2001:db8::1'), open('2001:db8::2')];
  expect(() => open('2001:db8:0:0:1::3')).toThrow(/As many streams/);
  open('192.0.2.1');
  expect(() => open('192.0.2.2')).toThrow(/As many streams/);
  first?.destroy();
  open('2001:db8::3');
  expect(streams.size).toBe(3);
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

test('a reader that takes nothing is cut off before it fills the memory', () => {
  const slow = open('192.0.2.1');
  slow.writableLength = 300_000;
  streams.tell(orderOf('t', 'o'), 'order', [{}]);
  expect([slow.destroyed, streams.size]).toEqual([true, 0]);
});

test('nothing is opened once it is over, nor where no event arrives', () => {
  const left = open('192.0.2.1');
  streams.close();
  expect(left.writableEnded).toBe(true);
  expect(() => open('192.0.2.1')).toThrow(/No stream/);
  expect(() => new LiveStreams({ all: 0, each: 0 }).admit('192.0.2.1')).toThrow(/No stream/);
});

test('an address of IPv6 counts as its network', () => {
  expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2');
  expect(networkOf('2001:db8::1')).toBe('2001:db8:0:0');
  expect(networkOf('::1')).toBe('0:0:0:0');
  expect(networkOf('::ffff:192.0.2.1')).toBe('::ffff:192.0.2.1');
});
