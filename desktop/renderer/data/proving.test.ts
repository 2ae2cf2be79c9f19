import { expect, test, vi } from 'vitest';
import type { Bridge, BridgeProblem } from '../../bridge/contract.ts';
import { type ProofWanted, provingBridge } from './proving.ts';

const problem = (code: string, details: Record<string, unknown> = {}): BridgeProblem => ({
  ...{ code, kind: 'forbidden', message: code, details },
});
const needed = problem('access.step-up-needed', { desk: true, will: ['pin'] });

function desk(refusals: readonly BridgeProblem[]) {
  const left = [...refusals];
  const answer = async <T>(value: T): Promise<T> => {
    const refusal = left.shift();
    if (refusal) throw refusal;
    return value;
  };
  const mutate = vi.fn((_name: string, _args: unknown, mutationId = '') => answer({ mutationId }));
  const call = vi.fn(() => answer({ name: 'queue.json', text: '{}' }));
  const asked: ProofWanted[] = [];
  const bridge = provingBridge({ mutate, call } as unknown as Bridge, (one) => asked.push(one));
  return { bridge, mutate, asked };
}

test('a grave command goes on under its own id once it was shown, also when it is asked for twice', async () => {
  const { bridge, mutate, asked } = desk([needed, needed]);
  const done = bridge.mutate('access.saveRole', { role: 1 }, 'm-1');
  await expect.poll(() => asked.length).toBe(1);
  asked[0]?.shown();
  await expect.poll(() => asked.length).toBe(2);
  asked[1]?.shown();
  expect(await done).toEqual({ mutationId: 'm-1' });
  expect(mutate).toHaveBeenCalledTimes(3);
  expect(mutate).toHaveBeenLastCalledWith('access.saveRole', { role: 1 }, 'm-1', undefined);
});

test('who leaves the question has the refusal; a call asks as a command does', async () => {
  const { bridge, asked } = desk([needed]);
  const done = bridge.call('queue.export', {});
  await expect.poll(() => asked.length).toBe(1);
  asked[0]?.left();
  await expect(done).rejects.toBe(needed);
});

test('what the cloud asks for is for the screen that asked the cloud', async () => {
  const ofCloud = problem('access.step-up-needed', { will: ['passkey'] });
  const { bridge, asked } = desk([ofCloud]);
  await expect(bridge.call('queue.export', {})).rejects.toBe(ofCloud);
  expect(asked).toEqual([]);
});
