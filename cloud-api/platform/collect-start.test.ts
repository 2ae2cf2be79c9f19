import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

test('what starting left is given back to the system, and nothing else can ask for it afterwards', async () => {
  const module = fileURLToPath(new URL('./collect-start.ts', import.meta.url));
  const script = `
    import { collectStart } from ${JSON.stringify(module)};
    let left = Array.from({ length: 400_000 }, (_, at) => ({ id: 'id-' + at, at }));
    left = null;
    const before = process.memoryUsage().heapTotal;
    collectStart();
    const after = process.memoryUsage().heapTotal;
    console.log(JSON.stringify({ before, after, gc: typeof globalThis.gc }));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script]);
  const { before, after, gc } = JSON.parse(stdout) as { before: number; after: number; gc: string };
  expect(after).toBeLessThan(before / 2);
  expect(gc).toBe('undefined');
});
