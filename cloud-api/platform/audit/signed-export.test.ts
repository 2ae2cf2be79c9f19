import { generateKeyPairSync, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkSignedExport, signExport } from './signed-export.ts';
import { signerOf } from './signed-heads.ts';

const signer = signerOf(generateKeyPairSync('ed25519').privateKey);
const lines = ['number,who', '4,Ada', '3,Bo', '2,"Cy\nD"', '1,Ada'];
const written = (some: readonly string[]) => some.map((line) => `${line}\r\n`).join('');
const of = { tenantId: randomUUID(), head: { position: 4, hash: 'ab' } };
const signature = signExport(signer, written(lines), of, 1_764_000_000_000);
const check = (text: string, by: object = signature) => checkSignedExport(text, JSON.stringify(by)).problems;

test('an export as it was written is whole, and names its key', () => {
  expect(checkSignedExport(written(lines), JSON.stringify(signature, null, 2))).toEqual({ signature, problems: [] });
  expect(signature.signedBy).toBe(signer.publicKey);
});

const [head, four, three, two, one] = lines as [string, string, string, string, string];
test.each([
  ['changed', [head, four, '3,Bob', two, one], ['line 3 is not as', 'line 3 is missing']],
  ['put in', [head, four, '9,Eve', three, two, one], ['line 3 is not as']],
  ['taken out', [head, four, two, one], ['line 3 is missing']],
  ['moved', [head, three, four, two, one], ['line 3 stood at 2']],
  ['told twice', [head, four, four, three, two, one], ['line 3 is line 2 once more']],
  ['cut off', [head, four, three], ['ends after line 3 of 5']],
  ['cut off to nothing', [], ['ends after line 0 of 5']],
])('a record that was %s is found', (_what, kept, said) => {
  const problems = check(written(kept));
  expect(problems).toEqual(said.map((text) => expect.stringContaining(text)));
});

test('a line that is cut in its middle is found', () => {
  expect(check(written(lines).slice(0, -5))).toEqual([
    expect.stringContaining('line 5 is not as'),
    expect.stringContaining('ends after line 4 of 5'),
  ]);
});

test('any other text than the one that was signed is found', () => {
  const line = fc.constantFrom(...lines, '5,Eve', '');
  fc.assert(
    fc.property(fc.array(line, { maxLength: 7 }), (some) => {
      const text = written(some);
      expect(check(text).length > 0).toBe(text !== written(lines));
    }),
  );
});

test.each([
  ['its lines', { lines: signature.lines.slice(0, 3) }],
  ['its tenant', { tenantId: randomUUID() }],
  ['its head', { head: { position: 3, hash: 'ab' } }],
  ['its moment', { signedAt: 1 }],
  ['its key', { signedBy: signerOf(generateKeyPairSync('ed25519').privateKey).publicKey }],
  ['its signature', { signature: 'AAAA' }],
])('a signature in which %s was changed is false', (_what, more) => {
  expect(check(written(lines), { ...signature, ...more })).toEqual([expect.stringContaining('the signature is false')]);
});

test('what is no signature is said to be none', () => {
  for (const text of ['', '{}', 'null', '[1]'])
    expect(checkSignedExport(written(lines), text).problems).toEqual([expect.stringContaining('cannot be read')]);
});
