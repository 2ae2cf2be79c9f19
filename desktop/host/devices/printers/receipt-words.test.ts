import { describe, expect, test } from 'vitest';
import { printerLanguages, type ReceiptWord, receiptLanguages, speechOf } from '../../../bridge/receipt-words.ts';
import { cardPaper } from './card-paper.ts';
import { encodeText } from './code-pages.ts';
import { escpos } from './escpos.ts';
import { readEscpos } from './read-escpos.ts';
import { receiptPaper } from './receipt-paper.ts';
import { sampleReceipt } from './sample-receipt.ts';

const store = { storeName: 'Larkhall Wien', header: 'ATU37675002', footer: 'Danke.', currency: 'EUR' };
const AT = Date.UTC(2026, 10, 21, 11, 3);
const words = (locale: string, kind: 'receipt' | 'copy' | 'gift' = 'receipt') =>
  readEscpos(escpos(receiptPaper({ ...sampleReceipt(store, AT), language: locale }, kind), 80))
    .items.flatMap((item) => (item.kind === 'line' ? item.text.trimEnd().replace(/ +/g, ' ') : []))
    .join('\n');
const every: readonly ReceiptWord[] = ['subtotal', 'PART', 'broughtOf', 'goodUntil'];

describe('papers of a till', () => {
  test('speak the language of the store, with its comma and its date', () => {
    const german = words('de-AT');
    for (const said of ['Zwischensumme, ', 'SUMME EUR ', 'MwSt. Netto MwSt. Brutto', 'Nov. 2026'])
      expect(german).toContain(said);
    expect(german).toMatch(/\d,\d\d/);
    expect(german).not.toMatch(/\d\.\d\d\b|Subtotal|VAT|Cash/);
    expect(words('de-AT', 'copy')).toContain('*** KOPIE ***');
    expect(words('fr-FR', 'gift')).toContain('TICKET CADEAU');
  });

  test('speak English, with a point, where nobody wrote the words of a language', () => {
    expect(words('fi-FI')).toBe(words('en-GB'));
    expect(words('en-GB')).toContain('TOTAL EUR');
  });

  test.each(printerLanguages)('of %s name all that they are told, in letters that a printer has', (language) => {
    const { say, moment, day, tender } = speechOf(language);
    for (const word of every) expect(say(word, { n: 7, of: 8, number: 9, day: 7 }), word).toMatch(/[79]/);
    expect(tender('gift-card')).toBe(say('gift-card'));
    expect(tender('voucher')).toBe('voucher');
    const card = {
      storeName: 'L',
      code: '7K2M4QXW9D0HTB3VE',
      amount: 2500,
      currency: 'EUR',
      expiresOn: '2027-11-30',
      header: '',
    };
    const texts = [
      ...cardPaper({ ...card, language }, 80),
      ...receiptPaper({ ...sampleReceipt(store, AT), language }, 'copy'),
    ].flatMap((block) => ('text' in block ? block.text : 'left' in block ? `${block.left} ${block.right}` : []));
    for (const text of [...texts, moment(AT, 'UTC'), day('2027-03-01')])
      expect(encodeText(text, 16).lost, text).toBe(0);
  });

  test('are drawn from right to left on a screen, and say English where a printer has no such letters', () => {
    expect(receiptLanguages.filter((language) => !printerLanguages.includes(language))).toEqual(['ar']);
    const { say, dir, amount, moment } = speechOf('ar-AE');
    expect([dir, say('TOTAL'), amount('12.50'), say('PART', { n: 1, of: 2 })]).toEqual([
      'rtl',
      'الإجمالي',
      '12.50',
      'الجزء 1 من 2',
    ]);
    expect(moment(AT, 'UTC')).toMatch(/2026 11:03$/);
    expect(words('ar-AE')).toBe(words('en-GB'));
  });

  test('of a gift card put bars on the wide roll alone', () => {
    const card = {
      storeName: 'L',
      code: '7K2M4QXW9D0HTB3VE',
      amount: 2500,
      currency: 'EUR',
      expiresOn: null,
      header: '',
    };
    const kinds = (width: 80 | 58) => cardPaper({ ...card, language: 'de' }, width).map(({ kind }) => kind);
    expect(kinds(80)).toEqual(expect.arrayContaining(['qr', 'bars']));
    expect(kinds(58)).not.toContain('bars');
  });
});
