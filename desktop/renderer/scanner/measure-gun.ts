import type { GunSettings } from '../../bridge/gun-views.ts';
import {
  CAP,
  defaultProfile,
  FAST,
  type KeyInput,
  medianOf,
  type ScannerProfile,
  usCharacter,
} from './scan-detector.ts';

/** What the measuring code says: letters and signs that other keyboards have elsewhere. */
export const MEASURE_CODE = 'TILL-0123456789/Z';
/** So many scans are measured: one may stumble. */
export const MEASURE_TIMES = 5;

/** One scan of the measuring code, as its keys went down. */
export interface GunRecording {
  readonly text: string;
  /** The same read as positions of a US keyboard */
  readonly usText: string;
  /** Milliseconds before each key, from the second on */
  readonly gaps: readonly number[];
}

const silent = new Set(['Shift', 'Alt', 'AltGraph', 'Control', 'CapsLock', 'Meta', 'Enter', 'Tab']);

/** @param keys of one scan, its Enter or Tab may be among them */
export function recordingOf(keys: readonly KeyInput[]): GunRecording {
  const typed = keys.filter(({ key }) => !silent.has(key));
  const gaps = typed.slice(1).map(({ at }, index) => Math.round(at - (typed[index]?.at ?? at)));
  const usText = typed.map(({ code, shift }) => usCharacter(code, shift ?? false) ?? '').join('');
  return { text: typed.map(({ key }) => (key.length === 1 ? key : '')).join(''), usText, gaps };
}

/** `other`: another code, or this one over a keyboard that nobody knows; `by-hand`: no gun is so slow */
export type NotMeasured = 'other' | 'by-hand';

/** Why a recording is of no use; null where it is. */
export function refusedRecording({ text, usText, gaps }: GunRecording): NotMeasured | null {
  if (!text.endsWith(MEASURE_CODE) && !usText.endsWith(MEASURE_CODE)) return 'other';
  return (medianOf(gaps) ?? 0) > CAP ? 'by-hand' : null;
}

/** What the recordings of one gun say of it. Each of them was of use. */
export function measured(recordings: readonly GunRecording[]): GunSettings {
  const usPositions = recordings.some(({ text }) => !text.endsWith(MEASURE_CODE));
  const prefixes = recordings.map(({ text, usText }) => (usPositions ? usText : text).slice(0, -MEASURE_CODE.length));
  const [first = ''] = prefixes;
  const gaps = recordings.flatMap((recording) => recording.gaps);
  return {
    medianGap: medianOf(gaps) ?? 0,
    longestGap: Math.max(0, ...gaps),
    // What is not before each of them is not the gun's; an identifier of the code is read as one anyway.
    prefix: prefixes.every((prefix) => prefix === first) && !/^\][A-Za-z]\d$/.test(first) ? first : '',
    usPositions,
  };
}

/** What the detector goes by at a register with this gun; null: one that was never measured. */
export function profileOf(gun: GunSettings | null): ScannerProfile {
  if (!gun) return defaultProfile;
  const { medianGap, prefix, usPositions } = gun;
  return { ...defaultProfile, medianGap, prefix, layout: usPositions ? 'us' : 'system' };
}

/** The limits by which keys are told from typing, ms: for people to see what was set. */
export function thresholdsOf(profile: ScannerProfile): {
  readonly longestPause: number;
  readonly from: number;
  readonly to: number;
} {
  const { medianGap } = profile;
  const slow = medianGap !== null && medianGap > FAST;
  const longestPause = Math.min(CAP, Math.max(FAST, 3 * (medianGap ?? 0)));
  return slow
    ? { longestPause, from: Math.floor(medianGap * 0.8), to: Math.ceil(medianGap * 1.2) }
    : { longestPause, from: 0, to: FAST };
}
