import { expect, test } from 'vitest';
import { contrast, contrastsOf, darkLookOf, isDark, lookOf, mix, readableOn } from './store-look.ts';

test('contrast is what WCAG says it is, whichever way round', () => {
  expect(contrast('#000000', '#ffffff')).toBe(21);
  expect(contrast('#ffffff', '#000000')).toBe(21);
  expect(contrast('#808080', '#808080')).toBe(1);
  // Known: the lightest grey that carries text on white
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
  expect(contrast('#777777', '#ffffff')).toBeLessThan(4.5);
});

test('words on a button are black or white, so that they can be read on any colour', () => {
  for (let grey = 0; grey < 256; grey += 1) {
    const colour = mix('#000000', '#ffffff', grey / 255);
    expect(contrast(readableOn(colour), colour), colour).toBeGreaterThanOrEqual(4.5);
  }
});

test('a look follows its colours, and says of each pair whether it can be read', () => {
  const theme = { accent: '#2f6f5e', text: '#1b1b1b', background: '#ffffff', corners: 'round', logo: null } as const;
  expect(lookOf(theme)).toMatchObject({ ground: '#ffffff', action: '#2f6f5e', onAction: '#ffffff', radius: '14px' });
  expect(contrastsOf(theme).every(({ ratio, least }) => ratio >= least)).toBe(true);
  const night = lookOf({ ...theme, background: '#101312', text: '#eeeeee', corners: 'square' });
  for (const mark of [night.sale, night.low, night.ok]) expect(contrast(mark, night.ground)).toBeGreaterThan(4.5);
  const pale = contrastsOf({ ...theme, accent: '#ffe9a8', text: '#bbbbbb' });
  expect(pale.filter(({ ratio, least }) => ratio < least).map(({ name }) => name)).toEqual(['text', 'accent']);
});

test('a light look has a dark one of the same accent, which can be read whatever the accent is', () => {
  const theme = { text: '#1b1b1b', background: '#ffffff', corners: 'soft', logo: null } as const;
  for (const accent of ['#000000', '#1f3d36', '#0000ff', '#7a0000', '#ffe9a8']) {
    const look = darkLookOf({ ...theme, accent });
    expect(isDark({ background: look.ground }), accent).toBe(true);
    expect(contrast(look.action, look.ground), accent).toBeGreaterThanOrEqual(4.5);
    expect(contrast(look.ink2, look.tint), accent).toBeGreaterThanOrEqual(4.5);
  }
  expect(isDark(theme)).toBe(false);
});
