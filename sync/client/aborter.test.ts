import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { limited, newAborter } from './aborter.ts';

test('a limit that is over stays over for whoever asks it later', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const { signal } = newAborter();
  const limits = Array.from({ length: 20 }, () => limited(signal, 20));
  await new Promise((resolve) => setTimeout(resolve, 60));
  collect();
  await new Promise((resolve) => setTimeout(resolve, 10));
  collect();
  expect(limits.filter(({ aborted }) => !aborted)).toEqual([]);
});
