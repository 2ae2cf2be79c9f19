import { expect, test } from 'vitest';
import { amountOf, linesOfCamt, linesOfCsv } from './bank-file.ts';

test.each([
  ['1,234.56', 'GBP', 123_456],
  ['1.234,56', 'EUR', 123_456],
  ['-12', 'EUR', -1_200],
  ['+12,5', 'EUR', 1_250],
  ['1.234', 'EUR', 123_400],
  ['1234', 'JPY', 1_234],
  ['0,00', 'EUR', 0],
  ['12.34', 'JPY', null],
  ['', 'EUR', null],
  ['twelve', 'EUR', null],
])('%s of %s is %s', (text, currency, amount) => expect(amountOf(text, currency)).toBe(amount));

test('a CSV is read by what its columns are called, in the words of some banks', () => {
  const rows = [
    ['\ufeffBuchungstag', 'Auftraggeber/Empfänger', 'Verwendungszweck', 'Betrag', 'Währung'],
    ['27.11.2026', 'STRIPE', 'po_1', '1.204,50', 'EUR'],
    ['28.11.2026', 'Miete', '', '-900,00', ''],
    ['Saldo', '', '', '304,50', 'EUR'],
  ];
  expect(linesOfCsv(rows, 'EUR')).toEqual({
    lines: [
      { day: '2026-11-27', amount: 120_450, currency: 'EUR', text: 'STRIPE po_1' },
      { day: '2026-11-28', amount: -90_000, currency: 'EUR', text: 'Miete' },
    ],
    left: 1,
  });
  expect(linesOfCsv([['Name', 'Town']], 'EUR')).toBeNull();
});

test('of a CAMT.053 statement each booked entry is read, whatever its elements are prefixed with', () => {
  const entry = (mark: string, words: string) =>
    `<Ntry><Amt Ccy="EUR">1204.50</Amt><CdtDbtInd>${mark}</CdtDbtInd><BookgDt><Dt>2026-11-27</Dt></BookgDt><NtryDtls><TxDtls><RltdPties><Dbtr><Nm>Stripe &amp; Co</Nm></Dbtr></RltdPties><RmtInf><Ustrd>${words}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`;
  const file = (entries: string) =>
    `<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>${entries}</Stmt></BkToCstmrStmt></Document>`;
  const of = { day: '2026-11-27', currency: 'EUR' };
  const text = file(`${entry('CRDT', 'po_1')}${entry('DBIT', 'Rent')}${entry('', 'none')}`);
  const lines = [
    { ...of, amount: 120_450, text: 'Stripe & Co po_1' },
    { ...of, amount: -120_450, text: 'Stripe & Co Rent' },
  ];
  expect(linesOfCamt(text)).toEqual({ lines, left: 1 });
  expect(linesOfCamt(text.replaceAll(/<(\/?)(?=[A-Z])/g, '<$1c:'))).toEqual({ lines, left: 1 });
  expect(linesOfCamt('<html></html>')).toBeNull();
});
