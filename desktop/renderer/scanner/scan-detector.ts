/**
 * Tells a scanner's burst of keys from a person's typing. Pure: keys and pauses go in, codes come out.
 * Guns differ (10 ms a key and 80 ms a key are both on sale), so the allowed gap follows the burst itself,
 * and a gun slower than 35 ms a key has to be calibrated once.
 */
export interface ScannerProfile {
  /** Median gap measured by calibration, ms; null when never calibrated. */
  readonly medianGap: number | null;
  /** Characters the gun puts before each code. */
  readonly prefix: string;
  /** What the gun sends for the group separator (FNC1). */
  readonly groupSubstitutes: readonly string[];
  /** `us`: the gun types US key positions whatever the system's layout is, so positions are read. */
  readonly layout: 'system' | 'us';
}

export const defaultProfile: ScannerProfile = {
  medianGap: null,
  prefix: '',
  groupSubstitutes: ['<GS>', '{GS}', '|', '~'],
  layout: 'system',
};

export interface KeyInput {
  readonly key: string;
  readonly code: string;
  readonly at: number;
  readonly shift?: boolean;
  readonly control?: boolean;
  readonly alt?: boolean;
  readonly meta?: boolean;
}

export interface Burst {
  readonly text: string;
  readonly gaps: readonly number[];
  readonly lastAt: number;
  /** Digits typed on the number pad while Alt is held: Windows guns send FNC1 as Alt+0029. */
  readonly altDigits: string;
}

export interface Step {
  readonly burst: Burst | null;
  /** A burst began with this key: remember the field it goes into. */
  readonly began: boolean;
  readonly scan: string | null;
  /** The key belongs to the scan alone and must not reach the page. */
  readonly swallow: boolean;
}

export const SILENCE = 150;
/** A gun that nobody measured sends a key in less. */
export const FAST = 35;
/** No gun waits longer between two keys. */
export const CAP = 120;
const SHORTEST = 4;
const GS = '\u001d';

const usShifted: Record<string, string> = {
  '1': '!',
  '2': '@',
  '3': '#',
  '4': '$',
  '5': '%',
  '6': '^',
  '7': '&',
  '8': '*',
  '9': '(',
  '0': ')',
  '-': '_',
  '=': '+',
  '[': '{',
  ']': '}',
  ';': ':',
  "'": '"',
  ',': '<',
  '.': '>',
  '/': '?',
  '\\': '|',
  '`': '~',
};
const usKeys: Record<string, string> = {
  Minus: '-',
  Equal: '=',
  BracketLeft: '[',
  BracketRight: ']',
  Semicolon: ';',
  Quote: "'",
  Comma: ',',
  Period: '.',
  Slash: '/',
  Backslash: '\\',
  Backquote: '`',
  Space: ' ',
};

/** The character of a key position on a US keyboard. */
export function usCharacter(code: string, shift: boolean): string | null {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter) return shift ? letter : letter.toLowerCase();
  const plain = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1] ?? usKeys[code];
  if (plain === undefined) return null;
  return shift ? (usShifted[plain] ?? plain) : plain;
}

export function medianOf(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}

/** Whether a burst begins as only guns begin: by an AIM identifier or the prefix that this one was given. */
function saysItIsOne(text: string, { prefix }: ScannerProfile): boolean {
  const given = prefix !== '' && (text.startsWith(prefix) || prefix.startsWith(text));
  return given || /^\](?:[A-Za-z](?:\d|$)|$)/.test(text);
}

/** The longest pause, ms, after which the next key still belongs to the burst. */
function allowedGap(burst: Burst, profile: ScannerProfile): number {
  if (saysItIsOne(burst.text, profile)) return CAP;
  const typical = medianOf(burst.gaps) ?? profile.medianGap ?? 0;
  return Math.min(CAP, Math.max(FAST, 3 * typical));
}

function isScan(burst: Burst, profile: ScannerProfile): boolean {
  if (burst.text.length < SHORTEST) return false;
  const typical = medianOf(burst.gaps);
  if (typical !== null && typical <= FAST) return true;
  if (profile.prefix !== '' && burst.text.startsWith(profile.prefix)) return true;
  if (/^\][A-Za-z]\d/.test(burst.text)) return true;
  // A measured gun is steady; who types about as fast is a fifth beside it within a few keys.
  const { medianGap } = profile;
  return medianGap !== null && typical !== null && Math.abs(typical - medianGap) * 5 <= medianGap;
}

/** Prefix off; every way of writing the group separator becomes the character itself. Single signs count only in a GS1 code. */
export function cleanCode(text: string, profile: ScannerProfile): string {
  let code = profile.prefix !== '' && text.startsWith(profile.prefix) ? text.slice(profile.prefix.length) : text;
  const isGs1 = code.startsWith(']');
  for (const sign of profile.groupSubstitutes) {
    if (sign.length > 1 || isGs1) code = code.replaceAll(sign, GS);
  }
  return code;
}

function characterOf(input: KeyInput, burst: Burst | null, profile: ScannerProfile): string | null {
  if (input.control && (input.key === ']' || input.code === 'BracketRight')) return GS;
  if (input.key === 'F8' && burst) return GS;
  if (input.control || input.meta || input.alt) return null;
  if (profile.layout === 'us') return usCharacter(input.code, input.shift ?? false);
  return input.key.length === 1 ? input.key : null;
}

const rest: Step = { burst: null, began: false, scan: null, swallow: false };

/** One key went down. */
export function onKey(burst: Burst | null, input: KeyInput, profile: ScannerProfile = defaultProfile): Step {
  if (input.key === 'Shift' || input.key === 'Alt' || input.key === 'CapsLock') return { ...rest, burst };
  const gap = burst ? input.at - burst.lastAt : 0;
  if (burst && input.alt && /^Numpad\d$/.test(input.code)) {
    return {
      ...rest,
      burst: { ...burst, altDigits: burst.altDigits + input.code.at(-1), lastAt: input.at },
      swallow: true,
    };
  }
  if (input.key === 'Enter' || input.key === 'Tab') {
    if (burst && gap <= Math.max(CAP, allowedGap(burst, profile)) && isScan(burst, profile)) {
      return { ...rest, scan: cleanCode(burst.text, profile), swallow: true };
    }
    return rest;
  }
  const character = characterOf(input, burst, profile);
  if (character === null) return rest;
  if (!burst || gap > allowedGap(burst, profile)) {
    return {
      burst: { text: character, gaps: [], lastAt: input.at, altDigits: '' },
      began: true,
      scan: null,
      swallow: character === GS,
    };
  }
  const grown = { text: burst.text + character, gaps: [...burst.gaps, gap], lastAt: input.at, altDigits: '' };
  return { burst: grown, began: false, scan: null, swallow: character === GS };
}

/** Alt was let go: Alt+0029 is the group separator. */
export function onAltUp(burst: Burst | null, at: number): Step {
  if (!burst || burst.altDigits === '') return { ...rest, burst };
  const separator = Number(burst.altDigits) === 29 ? GS : '';
  return { ...rest, burst: { ...burst, text: burst.text + separator, altDigits: '', lastAt: at }, swallow: true };
}

/** Nothing came for SILENCE ms: a gun without a terminator has finished. */
export function onSilence(burst: Burst | null, profile: ScannerProfile = defaultProfile): Step {
  if (!burst || !isScan(burst, profile)) return rest;
  return { ...rest, scan: cleanCode(burst.text, profile) };
}
