import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Burst,
  cleanCode,
  defaultProfile,
  type KeyInput,
  onAltUp,
  onKey,
  onSilence,
  type ScannerProfile,
} from './scan-detector.ts';

interface Played {
  readonly scans: string[];
  readonly began: number;
}

/** Plays keys with the given gaps; a pause of 150 ms or more lets the silence timer run first, as in the page. */
function play(
  keys: readonly (Partial<KeyInput> & { key: string; gap: number })[],
  profile: ScannerProfile = defaultProfile,
): Played {
  let burst: Burst | null = null;
  let at = 1_000;
  let began = 0;
  const scans: string[] = [];
  for (const { gap, ...input } of [...keys, { key: 'Shift', gap: 200 }]) {
    at += gap;
    if (gap >= 150) {
      const quiet = onSilence(burst, profile);
      if (quiet.scan !== null) scans.push(quiet.scan);
      burst = quiet.burst;
    }
    const step = onKey(burst, { code: '', ...input, at }, profile);
    burst = step.burst;
    if (step.began) began += 1;
    if (step.scan !== null) scans.push(step.scan);
  }
  return { scans, began };
}

const typed = (text: string, gap: number) => [...text].map((key) => ({ key, gap }));
const enter = (gap: number) => ({ key: 'Enter', gap });

describe('a scanner among keys', () => {
  it('hears a 10 ms gun with Enter', () => {
    expect(play([...typed('5060912440313', 10), enter(10)]).scans).toEqual(['5060912440313']);
  });

  it('hears a gun without a terminator once it falls silent', () => {
    expect(play(typed('5060912440313', 8)).scans).toEqual(['5060912440313']);
  });

  it('leaves a person alone who types 120 words a minute and presses Enter', () => {
    expect(play([...typed('5060912440313', 100), enter(100)]).scans).toEqual([]);
  });

  it('does not take a slow gun for a scan before it was calibrated, and does afterwards', () => {
    const gun = [...typed('5060912440313', 80), enter(80)];
    expect(play(gun).scans).toEqual([]);
    expect(play(gun, { ...defaultProfile, medianGap: 80 }).scans).toEqual(['5060912440313']);
  });

  it('lets a calibrated gun stumble up to 100 ms', () => {
    const gaps = [0, 80, 78, 100, 82, 79, 96, 80];
    const keys = [...'40063813'].map((key, index) => ({ key, gap: gaps[index] ?? 80 }));
    expect(play([...keys, enter(90)], { ...defaultProfile, medianGap: 80 }).scans).toEqual(['40063813']);
  });

  it('hears a slow gun that names its code, by AIM identifier or by the prefix it was given, before it was calibrated', () => {
    const aim = [...typed(']E05060912440313', 80), enter(80)];
    expect(play(aim).scans).toEqual([']E05060912440313']);
    expect(play([...typed('!5060912440313', 80), enter(80)], { ...defaultProfile, prefix: '!' }).scans).toEqual([
      '5060912440313',
    ]);
  });

  it('leaves a person alone beside a slow gun: their keys are slower than it, or faster', () => {
    for (const gap of [100, 62])
      expect(play([...typed('5060912440313', gap), enter(gap)], { ...defaultProfile, medianGap: 80 }).scans).toEqual(
        [],
      );
  });

  it('ignores bursts shorter than four characters', () => {
    expect(play([...typed('180', 5), enter(5)]).scans).toEqual([]);
  });

  it('starts anew when a person stopped typing just before the gun fired', () => {
    expect(
      play([
        ...typed('mu', 140),
        ...typed('5060912440313', 9).map((key, index) => (index === 0 ? { ...key, gap: 400 } : key)),
        enter(9),
      ]).scans,
    ).toEqual(['5060912440313']);
  });

  it('hears two codes one after the other', () => {
    const one = [...typed('50609124', 6), enter(6)];
    expect(play([...one, ...typed('40063813', 6), enter(6)]).scans).toEqual(['50609124', '40063813']);
  });

  it('is heard by silence when Enter comes late', () => {
    expect(play([...typed('50609124', 10), { key: 'x', gap: 500 }, enter(400)]).scans).toEqual(['50609124']);
  });
});

describe('ways of sending the group separator', () => {
  const code = ']C1011231231231233310ABC\u001d99XYZ';

  it('takes Ctrl+] as FNC1', () => {
    const keys = [
      ...typed(']C1011231231231233310ABC', 7),
      { key: ']', code: 'BracketRight', control: true, gap: 7 },
      ...typed('99XYZ', 7),
      enter(7),
    ];
    expect(play(keys).scans).toEqual([code]);
  });

  it('takes Alt+0029 on the number pad', () => {
    let burst: Burst | null = null;
    let at = 0;
    const press = (input: Partial<KeyInput> & { key: string }) => {
      at += 7;
      const step = onKey(burst, { code: '', ...input, at });
      burst = step.burst;
      return step;
    };
    for (const key of ']C1011231231231233310ABC') press({ key });
    press({ key: 'Alt', alt: true });
    for (const digit of '0029') press({ key: digit, code: `Numpad${digit}`, alt: true });
    at += 7;
    burst = onAltUp(burst, at).burst;
    for (const key of '99XYZ') press({ key });
    expect(press({ key: 'Enter' }).scan).toBe(code);
  });

  it.each(['<GS>', '{GS}', '|', '~'])('takes %s in a GS1 code', (sign) => {
    expect(cleanCode(`]C1011231231231233310ABC${sign}99XYZ`, defaultProfile)).toBe(code);
  });

  it('leaves | and ~ alone outside GS1 codes', () => {
    expect(cleanCode('AB|CD~EF', defaultProfile)).toBe('AB|CD~EF');
  });

  it('reads positions when the gun types a US keyboard on another layout', () => {
    const azerty = [...'0609'].map((digit, index) => ({ key: 'à("ç'[index] ?? '', code: `Digit${digit}`, gap: 8 }));
    expect(play([...azerty, enter(8)], { ...defaultProfile, layout: 'us' }).scans).toEqual(['0609']);
  });
});

describe('whatever is scanned', () => {
  const characters = fc.constantFrom(...'0123456789ABCDEFGHJKLMNPQRSTUVWXYZ-./abc');

  it('comes out as it went in, once, for any code and any steady gun', () => {
    fc.assert(
      fc.property(
        fc.array(characters, { minLength: 4, maxLength: 60 }),
        fc.integer({ min: 1, max: 35 }),
        (code, gap) => {
          const { scans, began } = play([...typed(code.join(''), gap), enter(gap)]);
          expect(scans).toEqual([code.join('')]);
          expect(began).toBe(1);
        },
      ),
    );
  });

  it('never hears a scan in typing slower than 40 ms a key without a prefix', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(characters, fc.integer({ min: 121, max: 400 })), { maxLength: 40 }), (keys) => {
        expect(play([...keys.map(([key, gap]) => ({ key, gap })), enter(200)]).scans).toEqual([]);
      }),
    );
  });
});
