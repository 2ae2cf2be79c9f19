import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { samplePicture } from './sample-pictures.ts';

test('a drawing takes the colours it is given and keeps its own otherwise', () => {
  const plain = samplePicture('mug', {});
  expect(plain).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" viewBox="0 0 120 120">/);
  expect(plain).toContain('#7f8f6a');
  expect(plain).not.toContain('var(--');
  const tinted = samplePicture('mug', { a: '112233' });
  expect(tinted).toContain('#112233');
  expect(tinted).not.toContain('#7f8f6a');
  expect(samplePicture('no-such-thing', {})).toBeUndefined();
});

test('the shop and the desk show the same drawings', () => {
  const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
  expect(read('./still-life.svg')).toBe(read('../../../desktop/renderer/public/still-life.svg'));
});
