import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildWidget, integrityOf, languageModules, LIMITS, shortStyles } from './build.ts';

test('each file stays within its budget, and is named with its hash by the file that brings it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tillhouse-widget-'));
  try {
    const sizes = await buildWidget(folder);
    for (const [name, limit] of Object.entries(LIMITS)) {
      expect(sizes[name as keyof typeof LIMITS], name).toBeLessThanOrEqual(limit);
    }
    const files = readdirSync(folder).filter((name) => name.startsWith('tillhouse-'));
    const textOf = (name: string) => readFileSync(join(folder, name), 'utf8');
    const core = files.find((name) => name.startsWith('tillhouse-core-')) ?? '';
    const pinned = files.find((name) => name.startsWith('tillhouse-loader-')) ?? '';
    expect(textOf(pinned)).toBe(textOf('tillhouse.js'));
    for (const file of files.filter((name) => name !== pinned)) {
      // A language is known to the loader, which brings it beside the elements' file.
      const owner = textOf(file === core || file.startsWith('tillhouse-words-') ? 'tillhouse.js' : core);
      // Of a part it says the end of its name and its hash alone, whose beginnings are the same for all.
      const isPart = owner !== textOf('tillhouse.js');
      expect(owner).toContain(isPart ? file.slice(-15, -3) : `./${file}`);
      expect(owner).toContain(integrityOf(textOf(file)).slice(isPart ? 'sha256-'.length : 0));
    }
    // The loader stands there twice; what is named a language is one file for each.
    expect(files).toHaveLength(Object.keys(LIMITS).length - 1 + languageModules().size);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a style with letters beyond ASCII stays one that a template can hold', () => {
  const short = shortStyles("css`q::before { content: '→ “'; color: red; }`");
  expect(short).toContain('→ “');
  expect(short).not.toContain('\\');
  expect(short.length).toBeLessThan(45);
});
