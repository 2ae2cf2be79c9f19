import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { brokenRules } from './broken-rules.ts';

// Breaking them takes minutes; that there is something to break is known at once.
test.each(brokenRules.map(({ name, file, find }) => ({ name, file, find })))(
  '$name stands once in $file',
  ({ file, find }) => {
    const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
    expect(text.split(find).length - 1).toBe(1);
  },
);
