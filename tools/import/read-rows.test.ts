import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { ImportProblem } from './import-problem.ts';
import { openSheet } from './read-rows.ts';

const folder = mkdtempSync(join(tmpdir(), 'tillhouse-sheets-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let made = 0;
async function read(content: string | Uint8Array) {
  const path = join(folder, `${made++}.csv`);
  writeFileSync(path, content);
  const sheet = await openSheet(path);
  const rows = [];
  for await (const row of sheet.rows) rows.push(row);
  return { ...sheet, rows };
}

const utf16be = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16();

test('reads every usual encoding, separator and line end', async () => {
  const expected = [['Tasse, groß', '1.234,56']];
  const plain = 'name;price\r\nTasse, groß;1.234,56\r\n';
  for (const [encoding, content] of [
    ['utf-8', plain],
    ['utf-8', `\ufeff${plain}`],
    ['utf-16le', Buffer.from(`\ufeff${plain}`, 'utf16le')],
    ['utf-16le', Buffer.from(plain, 'utf16le')],
    ['utf-16be', utf16be(plain)],
    ['windows-1252', Buffer.from(plain, 'latin1')],
    ['utf-8', gzipSync(plain)],
  ] as const) {
    const sheet = await read(content);
    expect([sheet.encoding, sheet.delimiter, sheet.columns]).toEqual([encoding, ';', ['name', 'price']]);
    expect(sheet.rows.map((row) => row.fields)).toEqual(expected);
  }
  expect((await read('a\tb\n1\t2\n')).rows[0]?.fields).toEqual(['1', '2']);
});

test('keeps line breaks and quotes inside fields, apostrophes, and counts lines as an editor does', async () => {
  const sheet = await read('a,b\n"two\nlines","say ""hi"""\n\nit\'s,fine\nshort\n');
  expect(sheet.rows.map((row) => row.fields)).toEqual([['two\nlines', 'say "hi"'], ["it's", 'fine'], ['short']]);
  expect(sheet.rows.map((row) => row.line)).toEqual([3, 5, 6]);
});

test('says plainly what cannot be a table', async () => {
  const xlsx = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), Buffer.alloc(64)]);
  await expect(read(xlsx)).rejects.toThrow(
    /is not a text file but a spreadsheet.*Nothing was changed.*save it as "CSV UTF-8"/s,
  );
  await expect(read(Buffer.from([1, 0, 2, 0, 0, 0, 9, 9, 0, 0]))).rejects.toThrow('something binary');
  await expect(read('')).rejects.toThrow('is empty');
  await expect(read('just words\n')).rejects.toThrow('one column only');
  await expect(read(gzipSync('a,b\n1,2\n').subarray(0, 20))).rejects.toThrow(ImportProblem);
  await expect(openSheet(join(folder, 'none.csv'))).rejects.toThrow('There is no such file');
});
