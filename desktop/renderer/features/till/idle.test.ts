import { expect, test } from 'vitest';
import { idleStep, WARNED_MS } from './idle.ts';

test('a till stays, says that it will lock, and locks; each look comes when there is something to do', () => {
  const steps: string[] = [];
  let idle = 0;
  for (let looks = 0; looks < 10; looks += 1) {
    const step = idleStep(idle, 2);
    steps.push(`${step.at} ${idle}`);
    if (step.at === 'lock') break;
    expect(step.wait).toBeGreaterThan(0);
    idle += step.wait;
  }
  expect(steps).toEqual(['stay 0', `warn ${120_000 - WARNED_MS}`, 'lock 120000']);
  // A machine that slept looks late.
  expect(idleStep(9_000_000, 2)).toEqual({ at: 'lock' });
});
