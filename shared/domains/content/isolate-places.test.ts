import { expect, test } from 'vitest';
import { isolatePlaces, isolateSign } from './isolate-places.ts';

test('what is filled into words from right to left stands on its own, in plural forms too', () => {
  const words = { order: 'الطلب {number}', items: { few: '{count} قطع', other: '{count} قطعة' }, plain: 'شكرًا' };
  expect(isolatePlaces('ar', words)).toEqual({
    order: 'الطلب \u2068{number}\u2069',
    items: words.items,
    plain: 'شكرًا',
  });
  const german = { order: 'Bestellung {number}' };
  expect(isolatePlaces('de', german)).toBe(german);
});

test('a currency of letters and a sign stays together from right to left', () => {
  expect(isolateSign('ar-EG', '14.00 US$')).toBe('14.00 \u2066US$\u2069');
  expect([isolateSign('ar', '14.00 €'), isolateSign('en-CA', 'US$14.00')]).toEqual(['14.00 €', 'US$14.00']);
});
