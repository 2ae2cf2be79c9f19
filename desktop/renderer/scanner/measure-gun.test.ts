import { describe, expect, it } from 'vitest';
import { cordless, type GunTrace, slow, wired } from '../testing/gun-traces.ts';
import { MEASURE_CODE, measured, profileOf, recordingOf, refusedRecording, thresholdsOf } from './measure-gun.ts';
import { type Burst, type KeyInput, onKey, type ScannerProfile } from './scan-detector.ts';

/** Where a letter lies on a US keyboard, and what an AZERTY system makes of it */
const azerty: Readonly<Record<string, string>> = { A: 'Q', Q: 'A', Z: 'W', W: 'Z', M: '?', '/': '!', '-': ')' };
const digits = 'à&é"\'(-è_ç';

function keysOf(text: string, trace: GunTrace, onAzerty = false): KeyInput[] {
  let at = 1_000;
  return [...text].map((sign, index) => {
    at += trace[index % trace.length] ?? 0;
    const digit = /\d/.test(sign);
    const code = digit ? `Digit${sign}` : sign === '-' ? 'Minus' : sign === '/' ? 'Slash' : `Key${sign}`;
    const key = onAzerty ? (digit ? (digits[Number(sign)] ?? '') : (azerty[sign] ?? sign)) : sign;
    return { key, code, at, shift: /[A-Z]/.test(sign) };
  });
}
const enterAfter = (keys: readonly KeyInput[], gap: number): KeyInput => ({
  ...{ key: 'Enter', code: 'Enter' },
  at: (keys.at(-1)?.at ?? 0) + gap,
});

function heard(keys: readonly KeyInput[], profile: ScannerProfile): string | null {
  let burst: Burst | null = null;
  let scan: string | null = null;
  for (const key of [...keys, enterAfter(keys, 60)]) {
    const step = onKey(burst, key, profile);
    burst = step.burst;
    scan = step.scan ?? scan;
  }
  return scan;
}

const five = (text: string, trace: GunTrace, onAzerty = false) =>
  Array.from({ length: 5 }, () => recordingOf(keysOf(text, trace, onAzerty)));

describe('a gun that is measured', () => {
  it.each([
    ['wired', wired, 10],
    ['cordless', cordless, 8],
    ['slow', slow, 81],
  ] as const)('%s: is heard from then on, and a person at its side is not', (_name, trace, medianGap) => {
    const recordings = five(MEASURE_CODE, trace);
    expect(recordings.map(refusedRecording)).toEqual([null, null, null, null, null]);
    const gun = measured(recordings);
    expect(gun).toMatchObject({ medianGap, longestGap: Math.max(...trace), prefix: '', usPositions: false });
    expect(heard(keysOf('5060912440313', trace), profileOf(gun))).toBe('5060912440313');
    expect(heard(keysOf('5060912440313', [110]), profileOf(gun))).toBeNull();
  });

  it('says what it puts before a code; an identifier of the code stays with the code', () => {
    const gun = measured(five(`X${MEASURE_CODE}`, slow));
    expect(gun.prefix).toBe('X');
    expect(heard(keysOf('X5060912440313', slow), profileOf(gun))).toBe('5060912440313');
    const named = recordingOf(keysOf(MEASURE_CODE, wired));
    expect(measured([{ ...named, text: `]C0${named.text}` }]).prefix).toBe('');
  });

  it('is read by positions where the system types on another layout', () => {
    const recordings = five(MEASURE_CODE, wired, true);
    expect(recordings[0]?.text).not.toContain(MEASURE_CODE);
    expect(recordings.map(refusedRecording)).toEqual([null, null, null, null, null]);
    const gun = measured(recordings);
    expect(gun.usPositions).toBe(true);
    expect(heard(keysOf('5060912440313', wired, true), profileOf(gun))).toBe('5060912440313');
  });

  it('is not taken from another code, nor from keys that a person typed', () => {
    expect(refusedRecording(recordingOf(keysOf('5060912440313', wired)))).toBe('other');
    expect(refusedRecording(recordingOf(keysOf(MEASURE_CODE, [160])))).toBe('by-hand');
    const keys = keysOf(MEASURE_CODE, wired);
    expect(recordingOf([...keys, enterAfter(keys, 90)]).gaps).toHaveLength(MEASURE_CODE.length - 1);
  });

  it('names the limits that it is heard by', () => {
    expect(thresholdsOf(profileOf(null))).toEqual({ longestPause: 35, from: 0, to: 35 });
    expect(thresholdsOf(profileOf(measured(five(MEASURE_CODE, slow))))).toEqual({
      longestPause: 120,
      from: 64,
      to: 98,
    });
  });
});
