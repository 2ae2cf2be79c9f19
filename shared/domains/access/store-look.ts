import type { StoreTheme } from './store-parts.ts';

/** Colours `#rrggbb` and lengths, as widgets and the preview of them use them. */
export interface StoreLook {
  readonly ground: string;
  readonly tint: string;
  readonly line: string;
  readonly control: string;
  readonly ink: string;
  readonly ink2: string;
  readonly action: string;
  readonly onAction: string;
  readonly actionSoft: string;
  readonly sale: string;
  readonly low: string;
  readonly ok: string;
  readonly focus: string;
  readonly radius: string;
}

type Channels = readonly [number, number, number];

const channelsOf = (colour: string): Channels => [
  Number.parseInt(colour.slice(1, 3), 16),
  Number.parseInt(colour.slice(3, 5), 16),
  Number.parseInt(colour.slice(5, 7), 16),
];

/** `share` of `over` (0 to 1) laid on `under`. */
export function mix(under: string, over: string, share: number): string {
  const [a, b] = [channelsOf(under), channelsOf(over)];
  const each = a.map((channel, at) => Math.round(channel + ((b[at] ?? 0) - channel) * share));
  return `#${each.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

/** Relative luminance, 0 to 1 (WCAG 2.2). */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = channelsOf(colour).map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** 1 to 21 (WCAG 2.2): text needs 4.5, what marks a control 3. */
export function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

/** Black or white, whichever is read more easily on it. */
export const readableOn = (colour: string): string =>
  contrast(colour, '#ffffff') >= contrast(colour, '#000000') ? '#ffffff' : '#000000';

const radii = { square: '0', soft: '4px', round: '14px' } as const;

/** Everything that a widget paints with, from the few colours that a store chooses. */
export function lookOf({ accent, text, background, corners }: StoreTheme): StoreLook {
  const dark = isDark({ background });
  return {
    ground: background,
    tint: mix(background, text, 0.06),
    line: mix(background, text, 0.16),
    control: mix(background, text, 0.5),
    ink: text,
    ink2: mix(background, text, 0.75),
    action: accent,
    onAction: readableOn(accent),
    actionSoft: mix(background, accent, 0.14),
    sale: dark ? '#f58a7e' : '#9c2f1f',
    low: dark ? '#f0b45a' : '#8a5300',
    ok: dark ? '#6fcf8e' : '#1e6b3a',
    focus: dark ? '#ffb15c' : '#c2410c',
    radius: radii[corners],
  };
}

export const isDark = ({ background }: Pick<StoreTheme, 'background'>): boolean =>
  contrast(background, '#ffffff') > contrast(background, '#000000');

const NIGHT = { background: '#141816', text: '#ecefea' } as const;

/** The look of a light theme at night: its accent on a dark ground, lighter until it can be told from it and read as text. */
export function darkLookOf(theme: StoreTheme): StoreLook {
  let { accent } = theme;
  for (let share = 0.1; share < 1 && contrast(accent, NIGHT.background) < 4.5; share += 0.1)
    accent = mix(theme.accent, '#ffffff', share);
  return lookOf({ ...theme, ...NIGHT, accent });
}

export interface Contrast {
  readonly name: 'text' | 'accent' | 'action';
  readonly ratio: number;
  /** What it should at least be */
  readonly least: number;
}

/** The pairs that a shopper has to read: text on its ground, the button on the ground, words on the button. */
export function contrastsOf(theme: StoreTheme): Contrast[] {
  const { accent, text, background } = theme;
  return [
    { name: 'text', ratio: contrast(text, background), least: 4.5 },
    { name: 'accent', ratio: contrast(accent, background), least: 3 },
    { name: 'action', ratio: contrast(readableOn(accent), accent), least: 4.5 },
  ];
}
