import { expect, test } from 'vitest';
import { Lanes, TenantBusy } from './lanes.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('one tenant holds its share and waits in a row for more, while another walks in', async () => {
  const lanes = new Lanes(2);
  const entered: string[] = [];
  const leave: (() => void)[] = [];
  const come = (tenant: string, name: string) =>
    lanes.enter(tenant).then((left) => {
      entered.push(name);
      leave.push(left);
    });
  for (let at = 1; at <= 5; at += 1) void come('noisy', `noisy ${at}`);
  await turn();
  expect([entered, lanes.waiting]).toEqual([['noisy 1', 'noisy 2'], 3]);
  await come('quiet', 'quiet 1');
  expect(entered.at(-1)).toBe('quiet 1');
  leave[0]?.();
  await turn();
  expect(entered.at(-1)).toBe('noisy 3');
});

test('who let go of everything leaves nothing behind', async () => {
  const lanes = new Lanes(1);
  const leave = await lanes.enter('one');
  const second = lanes.enter('one');
  leave();
  (await second)();
  expect(lanes.waiting).toBe(0);
  const again = await lanes.enter('one');
  again();
});

test('a row that is too long takes nobody more', async () => {
  const lanes = new Lanes(1);
  await lanes.enter('one');
  const waiting = Array.from({ length: 500 }, () => lanes.enter('one'));
  await expect(lanes.enter('one')).rejects.toBeInstanceOf(TenantBusy);
  expect(waiting).toHaveLength(500);
});
