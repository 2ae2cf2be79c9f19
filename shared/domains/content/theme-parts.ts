import * as z from 'zod/mini';
import { count, text, words } from '../../kernel/args.ts';

/** What a version of a theme keeps as lists and records; arguments and columns alike. */

export const themeSettingTypes = ['text', 'words', 'number', 'checkbox', 'colour', 'choice', 'link'] as const;

const settingId = z.string().check(z.regex(/^[a-z][a-z0-9_]{0,39}$/, 'not a name such as show_makers'));
const value = z.union([text(2_000), count, z.boolean()]);

export const themeSetting = z.strictObject({
  /** `settings.<id>` in templates */
  id: settingId,
  type: z.enum(themeSettingTypes),
  /** What the shop reads beside the field */
  label: words(80),
  help: z.optional(text(300)),
  default: value,
  /** Of a choice: what it may be */
  options: z.optional(z.array(z.strictObject({ value: words(80), label: words(80) })).check(z.maxLength(30))),
  /** Of a number, which is whole and not negative */
  least: z.optional(count),
  most: z.optional(count),
});
export type ThemeSetting = z.infer<typeof themeSetting>;

export const themeSettings = z.array(themeSetting).check(
  z.maxLength(60),
  z.refine<ThemeSetting[]>((all) => new Set(all.map(({ id }) => id)).size === all.length, 'the same id twice'),
  z.refine<ThemeSetting[]>((all) => all.every((one) => fits(one, one.default)), 'a default that its own type refuses'),
);

export const themeValues = z.record(settingId, value);
export type ThemeValues = z.infer<typeof themeValues>;

/** `theme.json` at the root of a theme. */
export const themeManifest = z.strictObject({
  name: words(60),
  /** The developer's own count, `1.4.0` */
  version: z.string().check(z.regex(/^\d{1,4}\.\d{1,4}\.\d{1,4}$/, 'not a version such as 1.4.0')),
  author: z.optional(text(80)),
  description: z.optional(text(400)),
  settings: themeSettings,
});
export type ThemeManifest = z.infer<typeof themeManifest>;

/** Files of a version by their content: SHA-256 as hex digits, bytes. */
export const themeFileList = z
  .array(
    z.strictObject({
      path: z.string().check(z.regex(/^[a-z0-9][a-z0-9./_-]{0,99}$/i), z.maxLength(100)),
      hash: z.string().check(z.regex(/^[0-9a-f]{64}$/, 'not a SHA-256')),
      size: z.number().check(z.int(), z.gte(0), z.lte(1_048_576)),
    }),
  )
  .check(z.minLength(1), z.maxLength(200));
export type ThemeFileList = z.infer<typeof themeFileList>;

const colour = /^#[0-9a-f]{6}$/i;
/** A page of the shop itself, or a whole address of the web. */
const link = /^(\/(?!\/)[^\s"'<>\\]*|https:\/\/[^\s"'<>\\]+)?$/;

/** Whether a value is one that a setting takes. */
export function fits({ type, options, least, most }: ThemeSetting, given: unknown): boolean {
  if (type === 'checkbox') return typeof given === 'boolean';
  if (type === 'number')
    return (
      typeof given === 'number' && given >= (least ?? Number.NEGATIVE_INFINITY) && given <= (most ?? Number.MAX_VALUE)
    );
  if (typeof given !== 'string') return false;
  if (type === 'colour') return colour.test(given);
  if (type === 'choice') return (options ?? []).some(({ value: one }) => one === given);
  return type !== 'link' || link.test(given);
}

/** What templates get: what the shop chose where that still fits, else what the theme comes with. */
export function settledValues(settings: readonly ThemeSetting[], values: ThemeValues): ThemeValues {
  return Object.fromEntries(
    settings.map((one) => {
      const chosen = Object.hasOwn(values, one.id) ? values[one.id] : undefined;
      return [one.id, chosen !== undefined && fits(one, chosen) ? chosen : one.default];
    }),
  );
}
