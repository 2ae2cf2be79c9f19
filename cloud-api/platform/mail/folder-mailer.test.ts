import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { folderMailer } from './folder-mailer.ts';

const made = mkdtempSync(join(tmpdir(), 'letters-'));
afterEach(() => rmSync(made, { recursive: true, force: true }));

test('letters lie in a folder as mail programs open them, in the order in which they came, the newest 200', async () => {
  const folder = join(made, 'letters');
  const { send } = folderMailer(folder, () => Date.parse('2026-11-27T10:00:00Z'));
  const paper = { name: 'B2-1.pdf', contentType: 'application/pdf', content: Buffer.from('%PDF-') };
  await send({ to: 'bo@shopper.example', subject: 'Beleg B2-1 – Müller/Söhne', text: 'Danke', attachments: [paper] });
  await send({ to: 'bo@shopper.example', subject: 'Second', text: 'two' });
  const [first = '', second] = readdirSync(folder).sort();
  expect(first).toBe('2026-11-27T10-00-00-000Z-Beleg-B2-1-Müller-Söhne.eml');
  expect(second).toBe('2026-11-27T10-00-00-001Z-Second.eml');
  const text = readFileSync(join(folder, first), 'utf8');
  expect(text).toContain('\r\nTo: bo@shopper.example\r\n');
  expect(text).toContain('\r\nDanke\r\n');
  expect(text).toContain('filename=B2-1.pdf');
  for (let n = 0; n < 200; n += 1) await send({ to: 'bo@shopper.example', subject: `L${n}`, text: '' });
  const left = readdirSync(folder).sort();
  expect(left).toHaveLength(200);
  expect(left[0]).toContain('-L0.eml');
  await expect(send({ to: 'nobody', subject: '', text: '' })).rejects.toThrow();
});
