import { expect, test } from 'vitest';
import { layawayLetter } from './layaway-letter.ts';

const told = {
  ...{ number: 'L-7', name: 'Bo', place: 'Bath, 1 High Street', store: 'Larkhall', day: '1 May' },
  ...{ goods: ['2 Stoneware mug'], due: '£4.00' },
};

test('it is in the language of its store, English where there is none', () => {
  expect(layawayLetter({ ...told, locale: 'de-AT' }).subject).toBe('Ihre Bestellung L-7 ist da');
  expect(layawayLetter({ ...told, locale: 'pl' }).text).toContain('- 2 Stoneware mug\n');
  expect(layawayLetter({ ...told, locale: 'sv-SE' }).subject).toBe('Your order L-7 is here');
});

test('from right to left what is put in keeps its own direction', () => {
  const { subject, text } = layawayLetter({ ...told, locale: 'ar' });
  expect(subject).toBe('وصل طلبك \u2068L-7\u2069');
  expect(text).toContain('- \u20682 Stoneware mug\u2069');
  expect(layawayLetter({ ...told, locale: 'en' }).text).not.toContain('\u2068');
});

test('who has left no name is greeted without a gap', () => {
  for (const locale of ['en', 'ar', 'es', 'fr'])
    expect(layawayLetter({ ...told, name: '', locale }).text).not.toMatch(/^\S+ [,،:]/);
});
