import { type ThemeManifest, themeManifest } from '@tillhouse/shared/domains/content/theme-parts.ts';
import { fail, type Report, warn } from './check-finding.ts';
import { THEME_PAGES } from './theme-data.ts';
import { isTemplate, isText, LIMITS, mostBytesOf, type ThemeFile } from './theme-files.ts';
import { localeFile } from './theme-source.ts';

const kib = (bytes: number) => `${Math.ceil(bytes / 1024)} KiB`;
const needed = ['theme.json', 'layout/theme.liquid', ...THEME_PAGES.map((page) => `templates/${page}.liquid`)];

/** What files of a type begin with. */
const beginnings: Readonly<Record<string, (body: Buffer) => boolean>> = {
  png: (body) => body.subarray(0, 8).toString('latin1') === '\x89PNG\r\n\x1a\n',
  jpg: (body) => body.subarray(0, 3).toString('latin1') === '\xff\xd8\xff',
  webp: (body) =>
    body.subarray(0, 4).toString('latin1') === 'RIFF' && body.subarray(8, 12).toString('latin1') === 'WEBP',
  woff2: (body) => body.subarray(0, 4).toString('latin1') === 'wOF2',
};

function lineAt(text: string, at: number): number {
  return text.slice(0, at).split('\n').length;
}

function checkAsset({ path, body }: ThemeFile, report: Report): void {
  const kind = path.slice(path.lastIndexOf('.') + 1);
  if (beginnings[kind]?.(body) === false) report(fail(path, 0, 'not-what-it-says', `This is no .${kind} file.`));
  const text = isText(path) ? body.toString('utf8') : '';
  const find = (pattern: RegExp, code: string, message: string) => {
    for (const found of text.matchAll(pattern)) report(fail(path, lineAt(text, found.index), code, message));
  };
  if (kind === 'css') {
    find(/@import\b/gi, 'external', 'A style brings in no other one; name each with {% theme_style %}.');
    find(
      /url\(\s*['"]?\s*(?:https?:)?\/\//gi,
      'external',
      'Only files of the theme may be loaded: put it into assets/ and write its bare name.',
    );
  }
  if (kind === 'svg')
    find(
      /<script|<foreignobject|\son\w+\s*=|javascript:|<!entity/gi,
      'script',
      'A drawing holds no script and no foreign content.',
    );
}

function jsonOf({ path, body }: ThemeFile, report: Report): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch (error) {
    const { message } = error as Error;
    const [, at] = /line (\d+)/.exec(message) ?? [];
    report(fail(path, Number(at ?? 0), 'not-json', `It is no JSON: ${message}.`));
    return undefined;
  }
}

/** Names, sizes and kinds of the files. @returns the manifest, where it is one */
export function checkFiles(files: readonly ThemeFile[], report: Report): ThemeManifest | undefined {
  const paths = new Set(files.map(({ path }) => path));
  if (paths.size !== files.length) report(fail('theme.json', 0, 'twice', 'A file is there twice.'));
  if (files.length > LIMITS.files)
    report(
      fail('theme.json', 0, 'too-many', `A theme has at most ${LIMITS.files} files; this one has ${files.length}.`),
    );
  const sum = (of: readonly ThemeFile[]) => of.reduce((bytes, { body }) => bytes + body.length, 0);
  const [all, templates] = [sum(files), sum(files.filter(({ path }) => isTemplate(path)))];
  if (all > LIMITS.bytes)
    report(fail('theme.json', 0, 'too-large', `All files are ${kib(all)}; a theme has at most ${kib(LIMITS.bytes)}.`));
  if (templates > LIMITS.templates)
    report(
      fail('theme.json', 0, 'too-large', `All templates are ${kib(templates)}; at most ${kib(LIMITS.templates)}.`),
    );
  for (const path of needed) if (!paths.has(path)) report(fail(path, 0, 'missing-file', 'A theme needs this file.'));
  if (!files.some(({ path }) => path.startsWith('locales/')))
    report(warn('theme.json', 0, 'no-words', 'Without locales/en.json its words are those of one language.'));
  for (const file of files) {
    const { path, body } = file;
    const most = mostBytesOf(path);
    if (most === undefined) {
      report(fail(path, 0, 'unknown-file', 'A theme has no such file. See docs/themes.md for where each belongs.'));
      continue;
    }
    if (body.length > most)
      report(fail(path, 0, 'too-large', `It is ${kib(body.length)}; such a file has at most ${kib(most)}.`));
    if (isText(path) && !isUtf8(body)) report(fail(path, 0, 'not-text', 'It is not UTF-8.'));
    if (path.startsWith('assets/')) checkAsset(file, report);
    if (path.startsWith('locales/')) {
      const read = localeFile.safeParse(jsonOf(file, report) ?? {});
      if (!read.success)
        report(
          fail(path, 0, 'locale', `Words by names such as "cart.title", each at most 500 letters: ${firstOf(read)}.`),
        );
    }
  }
  const manifest = files.find(({ path }) => path === 'theme.json');
  const given = manifest && jsonOf(manifest, report);
  const read = given === undefined ? undefined : themeManifest.safeParse(given);
  if (read && !read.success) report(fail('theme.json', 0, 'manifest', `${firstOf(read)}.`));
  return read?.data;
}

const firstOf = ({ error }: { error?: { issues: { path: PropertyKey[]; message: string }[] } | undefined }): string => {
  const [first] = error?.issues ?? [];
  return first ? `${first.path.map(String).join('.') || 'the whole'}: ${first.message}` : 'not valid';
};

function isUtf8(body: Buffer): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    return !text.includes('\0');
  } catch {
    return false;
  }
}
