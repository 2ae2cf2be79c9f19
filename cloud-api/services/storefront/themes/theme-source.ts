import * as z from 'zod';
import type { ThemeSource } from './theme-engine.ts';
import { integrityOf, isTemplate, type ThemeFile } from './theme-files.ts';

/** `locales/en.json`: words by their names, flat. */
export const localeFile = z.record(z.string().regex(/^[a-z][a-z0-9_.-]{0,79}$/), z.string().max(500));

interface Assets {
  /** Of all assets, also those whose content is not among the files */
  readonly names: readonly string[];
  /** Before their names */
  readonly address: string;
  readonly scripts: boolean;
}

/** Files as they are rendered from. */
export function sourceOf(files: readonly ThemeFile[], { names, address, scripts }: Assets): ThemeSource {
  const bodies = new Map(files.map(({ path, body }) => [path, body]));
  const assets = names.map((name) => {
    const body = bodies.get(`assets/${name}`);
    return [name, { url: address + name, integrity: body && /\.(css|js)$/.test(name) ? integrityOf(body) : '' }];
  });
  const locales = files.flatMap(({ path, body }) => {
    const [, language] = /^locales\/(.+)\.json$/.exec(path) ?? [];
    return language === undefined ? [] : [[language, wordsIn(body)]];
  });
  return {
    templates: Object.fromEntries(
      files.flatMap(({ path, body }) => (isTemplate(path) ? [[path, body.toString('utf8')]] : [])),
    ) as ThemeSource['templates'],
    locales: Object.fromEntries(locales) as ThemeSource['locales'],
    assets: Object.fromEntries(assets) as ThemeSource['assets'],
    scripts,
  };
}

function wordsIn(body: Buffer): Record<string, string> {
  try {
    return localeFile.parse(JSON.parse(body.toString('utf8')));
  } catch {
    // Refused where it is checked; a theme without it shows the names of its words.
    return {};
  }
}
