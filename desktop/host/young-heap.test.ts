import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

/**
 * Reads answers of 8,000 rows in a process of its own, the last few of them held.
 * @returns the most MB that its space of new objects had
 */
async function youngHeap(setUp: string): Promise<number> {
  const module = fileURLToPath(new URL('./young-heap.ts', import.meta.url));
  const script = `
    import { getHeapSpaceStatistics } from 'node:v8';
    import { keepYoungHeapSmall } from ${JSON.stringify(module)};
    ${setUp}
    const row = (at) => ({ id: 'id-' + at, name: 'x'.repeat(40), amount: String(at), note: null, kind: 'zzzzz' });
    const text = JSON.stringify(Array.from({ length: 8_000 }, (_, at) => row(at)));
    const size = () => getHeapSpaceStatistics().find((each) => each.space_name === 'new_space').physical_space_size;
    const held = [];
    let most = 0;
    for (let round = 0; round < 50; round += 1) {
      held.push(JSON.parse(text).map((each) => Object.values(each)));
      if (held.length > 6) held.shift();
      most = Math.max(most, size());
      await new Promise((resolve) => setImmediate(resolve));
    }
    console.log(most / 1024 / 1024);`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script]);
  return Number(stdout);
}

test('the space of new objects stays small where it would go on growing', async () => {
  const [kept, free] = await Promise.all([youngHeap('keepYoungHeapSmall();'), youngHeap('')]);
  expect(kept).toBeLessThan(34);
  expect(free).toBeGreaterThan(kept);
});
