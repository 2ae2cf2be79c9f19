import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildWidget, LIMITS } from './build.ts';

test('loader and elements stay within their budget, and the loader names the very file beside it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tillhouse-widget-'));
  try {
    const sizes = await buildWidget(folder);
    expect(sizes.loader).toBeLessThanOrEqual(LIMITS.loader);
    expect(sizes.core).toBeLessThanOrEqual(LIMITS.core);
    const cores = readdirSync(folder).filter((name) => name.startsWith('tillhouse-core-'));
    expect(cores).toHaveLength(1);
    expect(readFileSync(join(folder, 'tillhouse.js'), 'utf8')).toContain(`./${cores[0]}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
