import fc from 'fast-check';
import { expect, test } from 'vitest';
import { detectEncoding } from './detect-encoding.ts';

test('bytes are UTF-8 where a decoder takes them, cut anywhere or not', () => {
  const bytes = fc.oneof(
    fc.uint8Array({ min: 1, maxLength: 12 }),
    fc
      .array(fc.constantFrom(0x41, 0xc3, 0xa9, 0xe0, 0xa0, 0x80, 0xed, 0x9f, 0xbf, 0xf0, 0x90, 0xf4, 0x8f, 0xff), {
        maxLength: 8,
      })
      .map((all) => new Uint8Array(all)),
  );
  fc.assert(
    fc.property(bytes, (head) => {
      fc.pre(
        head.length > 0 &&
          !(head[0] === 0xef && head[1] === 0xbb) &&
          !(head[0] === 0xff && head[1] === 0xfe) &&
          !(head[0] === 0xfe && head[1] === 0xff),
      );
      let whole = true;
      try {
        new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
      } catch {
        whole = false;
      }
      expect(detectEncoding(head)?.encoding).toBe(whole ? 'utf-8' : 'windows-1252');
    }),
    { numRuns: 5_000 },
  );
});
