import { expect, test, vi } from 'vitest';
import type { Bridge, BridgeProblem } from '../../bridge/contract.ts';
import { askingBridge, type YesAsked } from './approving.ts';

const problem = (code: string): BridgeProblem => ({ code, kind: 'forbidden', message: code, details: {} });

function desk(refusals: readonly string[]) {
  const left = [...refusals];
  const mutate = vi.fn(async (_name: string, _args: unknown, mutationId = '') => {
    const code = left.shift();
    if (code) throw problem(code);
    return { mutationId };
  });
  const asked: YesAsked[] = [];
  const bare = { mutate } as unknown as Bridge;
  const asking = askingBridge(bare, (one) => asked.push(one));
  return { sent: mutate, asked, bridge: asking.bridge, mutate: asking.mutate };
}

test.each(['access.approval-needed', 'access.beyond-limit', 'access.not-at-this-place'])(
  'a command refused by %s is done with a yes, under the same id',
  async (code) => {
    const { bridge, sent, asked } = desk([code]);
    const done = bridge.mutate('pricing.setPrice', { to: 1 }, 'm-1');
    await expect.poll(() => asked.length).toBe(1);
    const [wanted] = asked as [YesAsked];
    expect(wanted).toMatchObject({ name: 'pricing.setPrice', args: { to: 1 }, problem: { code } });
    wanted.resolve(await wanted.run({ approverId: 'tom', pin: '123456' }));
    expect(await done).toEqual({ mutationId: 'm-1' });
    expect(sent).toHaveBeenLastCalledWith('pricing.setPrice', { to: 1 }, 'm-1', { approverId: 'tom', pin: '123456' });
  },
);

test('a yes that is not good enough can be followed by another, and nobody has to give one', async () => {
  const { mutate, asked } = desk(['access.approval-needed', 'access.wrong-pin']);
  const done = mutate('access.saveRole', {}, 'Shop lead: 15% to 20%');
  await expect.poll(() => asked.length).toBe(1);
  const [wanted] = asked as [YesAsked];
  expect(wanted.summary).toBe('Shop lead: 15% to 20%');
  await expect(wanted.run({ approverId: 'tom', pin: '000000' })).rejects.toMatchObject({ code: 'access.wrong-pin' });
  wanted.reject(wanted.problem);
  await expect(done).rejects.toMatchObject({ code: 'access.approval-needed' });
});

test('what no yes can lift, and a yes given already, come back at once', async () => {
  const { bridge, asked } = desk(['access.forbidden', 'access.approval-needed']);
  await expect(bridge.mutate('pricing.setPrice', {})).rejects.toMatchObject({ code: 'access.forbidden' });
  const given = bridge.mutate('pricing.setPrice', {}, 'm-2', { approvalId: 'a-1' });
  await expect(given).rejects.toMatchObject({ code: 'access.approval-needed' });
  expect(asked).toEqual([]);
});
