import { expect, test } from 'vitest';
import { cleanLook, differences, liveVersion, sameLook } from './look-draft.ts';

const theme = { accent: '#1f3d36', text: '#1b2624', background: '#ffffff', corners: 'soft', logo: null } as const;
const look = { theme, fonts: 'classic', headline: 'Winter', intro: '' } as const;

test('what two looks differ in is told part by part', () => {
  expect(differences(look, { ...look })).toEqual([]);
  expect(differences(look, { ...look, theme: { ...theme, accent: '#7a1f5c' }, headline: '' })).toEqual([
    { part: 'Buttons', before: '#1f3d36', after: '#7a1f5c' },
    { part: 'Headline', before: 'Winter', after: '—' },
  ]);
  expect(differences({ ...look, theme: null }, look).map(({ part }) => part)).toContain('Corners');
  expect(sameLook({ ...look, theme: null }, look)).toBe(false);
  expect(cleanLook({ ...look, theme: { ...theme, logo: '' }, intro: ' a ' })).toMatchObject({
    intro: 'a',
    theme: { logo: null },
  });
});

test('the live version is the one that is as shoppers see it and was shown last', () => {
  const row = { storeId: 's', name: '', publishAt: null, createdAt: 0, actorName: '', look };
  const versions = [
    { ...row, id: 'a', number: 1, publishedAt: 5 },
    { ...row, id: 'b', number: 2, publishedAt: 9 },
    { ...row, id: 'c', number: 3, publishedAt: null, look: { ...look, headline: 'x' } },
  ];
  expect(liveVersion(versions, look)?.id).toBe('b');
  expect(liveVersion(versions, { ...look, headline: 'none' })).toBeUndefined();
});
