import { expect, test } from 'vitest';
import { Stopping } from './stopping.ts';

test('ends in reverse order, once, and goes on past a part that fails', async () => {
  const ended: string[] = [];
  const stopping = new Stopping();
  stopping.add('postgres', async () => ended.push('postgres'));
  stopping.add('cloud', async () => {
    throw new Error('broken');
  });
  stopping.add('desk', async () => ended.push('desk'));
  await Promise.all([stopping.stop(), stopping.stop()]);
  expect(ended).toEqual(['desk', 'postgres']);
});
