import { FileProblem } from '@tillhouse/shared/domains/catalog/files/read-file.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openFile, readOwn, rowParts, textOf } from './read-products.ts';

const shop = { currency: 'GBP', lists: [], taxClasses: [] };
const quiet = { progress: () => {}, stopped: () => false };
const read = async (bytes: Uint8Array, talk = quiet) =>
  readOwn(await openFile(bytes, talk), shop, (kind, key) => `${kind}-${key}`, talk);
const bytesOf = (text: string) => new TextEncoder().encode(text);

test('a table is cut at ends of rows alone, and nothing of it is lost', () => {
  const quoted = fc.string({ unit: fc.constantFrom('a', '\n', '\r\n', ',', '""') }).map((text) => `"${text}"`);
  const table = fc.array(fc.array(quoted, { minLength: 1, maxLength: 3 }), { minLength: 1 });
  fc.assert(
    fc.property(table, fc.nat(20), (rows, size) => {
      const text = `${rows.map((row) => row.join(',')).join('\n')}\n`;
      const parts = [...rowParts(text, size)];
      expect(parts.join('')).toBe(text);
      for (const part of parts) expect((part.match(/"/g) ?? []).length % 2).toBe(0);
    }),
  );
});

test('lines are counted as an editor does, over parts and line ends in cells', async () => {
  const description = `"one\ntwo ${'x'.repeat(300_000)}"`;
  const file = await read(bytesOf(`SKU,Description,Price\nA,${description},1\nB,,1,1\nA,,2\n`));
  expect(file?.problems).toMatchObject([
    { line: 4, reason: '4 cells where the head has 3' },
    { line: 5, reason: 'A stands on line 3 too' },
  ]);
  expect(file?.entries).toHaveLength(1);
});

test('any encoding that spreadsheets save in is read, and what is no table is said', async () => {
  const utf16 = new Uint8Array([
    0xff,
    0xfe,
    ...[...'SKU;Title\r\nA;Café\r\n'].flatMap((letter) => [letter.charCodeAt(0), 0]),
  ]);
  expect((await read(utf16))?.entries).toHaveLength(1);
  expect(textOf(new Uint8Array([0x43, 0x61, 0x66, 0xe9, 0x21]))).toBe('Café!');
  await expect(read(bytesOf(''))).rejects.toThrow(FileProblem);
  await expect(read(new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0]))).rejects.toThrow('Save it there as “CSV UTF-8”');
});

test('a person who stops it gets nothing', async () => {
  const stopped = { ...quiet, stopped: () => true };
  expect(await read(bytesOf('SKU,Price\nA,1\n'), stopped)).toBeNull();
});
