import { expect, test } from 'vitest';
import { trackingLink } from './tracking-link.ts';

test('a carrier shows its parcel at its own page, however a shop writes its name', () => {
  const ups = 'https://www.ups.com/track?tracknum=1Z999AA10123456784';
  for (const carrier of ['UPS', 'ups', 'U.P.S. Standard'])
    expect(trackingLink(carrier, '1Z 999 AA1 0123456784')).toBe(ups);
  expect(trackingLink('Royal Mail 48', 'RM 4471 0982 5GB')).toBe(
    'https://www.royalmail.com/track-your-item?trackNumber=RM447109825GB',
  );
  expect(trackingLink('DHL Express', 'a/b?c')).toContain('tracking-id=a%2Fb%3Fc&');
});

test('without a number, or of a carrier that is not known, there is no page', () => {
  expect(trackingLink('UPS', '  ')).toBeNull();
  expect(trackingLink('', 'RM 1')).toBeNull();
  expect(trackingLink('Our own van', '17')).toBeNull();
  expect(trackingLink('Pupsel', '17')).toBeNull();
});
