/** The first that fits counts, so what names itself as others do comes before them. */
const programs: readonly (readonly [RegExp, string])[] = [
  [/tillhouse/i, 'Tillhouse desk'],
  [/electron\//i, 'Tillhouse desk'],
  [/edg(e|a|ios)?\//i, 'Edge'],
  [/opr\/|opera/i, 'Opera'],
  [/firefox\/|fxios\//i, 'Firefox'],
  [/samsungbrowser\//i, 'Samsung Internet'],
  [/chrome\/|crios\/|chromium\//i, 'Chrome'],
  [/safari\//i, 'Safari'],
  [/node|undici/i, 'A program'],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/iphone|ipad|ipod/i, 'iOS'],
  [/android/i, 'Android'],
  [/windows/i, 'Windows'],
  [/mac os x|macintosh/i, 'macOS'],
  [/cros/i, 'ChromeOS'],
  [/linux|x11/i, 'Linux'],
];

/** “Firefox on macOS”, from what a program says of itself: enough to tell one’s own sign-ins apart, and no more is kept. */
export function clientLabel(userAgent: string | undefined): string {
  const text = userAgent ?? '';
  const program = programs.find(([pattern]) => pattern.test(text))?.[1] ?? 'A program';
  const system = systems.find(([pattern]) => pattern.test(text))?.[1];
  return system === undefined ? program : `${program} on ${system}`;
}
