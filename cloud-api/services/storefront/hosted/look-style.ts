import { createHash } from 'node:crypto';
import {
  contrast,
  darkLookOf,
  isDark,
  lookOf,
  mix,
  readableOn,
  type StoreLook,
} from '@tillhouse/shared/domains/access/store-look.ts';
import { TtlMap } from '../../../platform/ttl-map.ts';
import type { FontPair, StoreTheme } from '@tillhouse/shared/domains/access/store-parts.ts';

/** As the widget comes, for a store that has chosen nothing. */
export const usualTheme: StoreTheme = {
  accent: '#1f3d36',
  text: '#1b2624',
  background: '#ffffff',
  corners: 'square',
  logo: null,
};

const sans = "'IBM Plex Sans Variable', 'IBM Plex Sans', system-ui, -apple-system, 'Segoe UI', sans-serif";
const system = "system-ui, -apple-system, 'Segoe UI', sans-serif";
const families: Readonly<Record<FontPair, readonly [display: string, text: string]>> = {
  classic: ["'Libre Caslon Text', 'Iowan Old Style', Georgia, serif", sans],
  modern: [sans, sans],
  plain: [system, system],
};

/** The files among those that a page asks for while it is read: what comes in time for the first line is used, else on the next page. */
export const fontFiles: Readonly<Record<FontPair, readonly string[]>> = {
  classic: ['libre-caslon-text.woff2', 'ibm-plex-sans.woff2'],
  modern: ['ibm-plex-sans.woff2'],
  plain: [],
};

/** `onAction` as `--sf-on-action`, which widgets and pages paint with. */
function properties(look: StoreLook | Readonly<Record<string, string>>): string {
  const name = (key: string) => key.replace(/[A-Z0-9]/g, (letter) => `-${letter.toLowerCase()}`);
  return Object.entries(look)
    .map(([key, value]) => `--sf-${name(key)}:${value}`)
    .join(';');
}

/** The band that the first page opens with: the accent by day and night, with things on a board in its light. */
function hero({ accent }: StoreTheme): string {
  const on = readableOn(accent);
  let quiet = on;
  for (let share = 0.95; share >= 0.7 && contrast(mix(accent, on, share), accent) >= 4.6; share -= 0.05)
    quiet = mix(accent, on, share);
  const paint = { hero: accent, onHero: on, onHero2: quiet, glow: mix(accent, on, 0.14), glow2: mix(accent, on, 0.06) };
  return `${properties(paint)};--sf-board:#7a5236;--sf-board-edge:#94684a`;
}

export interface Style {
  readonly text: string;
  /** For the content policy */
  readonly hash: string;
}

/**
 * The look of a store as the one style that stands in its pages. Colours and lengths have passed the schema of a theme: nothing
 * in here is what somebody wrote as free text.
 */
export function lookStyle(
  theme: StoreTheme | null,
  fonts: FontPair,
  colours: Readonly<Record<string, string>> = {},
): Style {
  const name = JSON.stringify([theme, fonts, colours]);
  const known = made.get(name) ?? styleOf(theme, fonts, colours);
  made.set(name, known);
  return known;
}

/** Asked for by every page; looks change seldom. */
const made = new TtlMap<string, Style>(3_600_000, 1_000);

function styleOf(theme: StoreTheme | null, fonts: FontPair, colours: Readonly<Record<string, string>>): Style {
  const chosen = theme ?? usualTheme;
  const [display, text] = families[fonts];
  const dark = isDark(chosen) ? '' : `@media (prefers-color-scheme:dark){:root{${properties(darkLookOf(chosen))}}}`;
  const scheme = isDark(chosen) ? 'dark' : 'light dark';
  const own = Object.entries(colours)
    .map(([name, value]) => `;${name}:${value}`)
    .join('');
  const css = `:root{color-scheme:${scheme};${properties(lookOf(chosen))};${hero(chosen)};--sf-display:${display};--sf-text:${text}${own}}${dark}`;
  return { text: css, hash: `sha256-${createHash('sha256').update(css).digest('base64')}` };
}
