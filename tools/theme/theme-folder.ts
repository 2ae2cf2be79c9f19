import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { isText, LIMITS, type ThemeFile } from '@tillhouse/cloud-api/services/storefront/themes/theme-files.ts';
import { Plain } from '../cli/plain.ts';

/** Beside a theme, and no part of it: what editors, systems and version control leave there. */
const beside = /(^|\/)(\.[^/]*|node_modules|README\.md|LICENSE|Thumbs\.db)(\/|$)/i;

/** The files of a theme. @throws Plain where the folder is none */
export async function readTheme(folder: string): Promise<ThemeFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => undefined);
  if (!entries?.some(({ name }) => name === 'theme.json'))
    throw new Plain(
      `${folder} holds no theme: there is no theme.json in it. Make one with tillhouse theme new ${folder}.`,
    );
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !beside.test(path))
    .sort();
  if (paths.length > LIMITS.files * 5)
    throw new Plain(
      `${folder} holds ${paths.length} files; a theme has at most ${LIMITS.files}. Is it the right folder?`,
    );
  return Promise.all(paths.map(async (path) => ({ path, body: await bodyOf(join(folder, path)) })));
}

/** What is far too large is not read at all; the check says so by its size. */
async function bodyOf(path: string): Promise<Buffer> {
  const { size } = await stat(path);
  return size > 4 * LIMITS.asset ? Buffer.alloc(size) : readFile(path);
}

export const asSent = ({ path, body }: ThemeFile): { path: string; text?: string; base64?: string } =>
  isText(path) ? { path, text: body.toString('utf8') } : { path, base64: body.toString('base64') };

/** @throws Plain where something is there already */
export async function writeTheme(folder: string, files: readonly ThemeFile[], over = false): Promise<void> {
  const there = await readdir(folder).catch(() => []);
  if (there.length > 0 && !over)
    throw new Plain(
      `${folder} is not empty. Nothing was written; choose another folder, or give --over to write over it.`,
    );
  for (const { path, body } of files) {
    const to = join(folder, path);
    if (!to.startsWith(join(folder, sep))) throw new Plain(`${path} leads out of ${folder}. Nothing more was written.`);
    await mkdir(dirname(to), { recursive: true });
    await writeFile(to, body);
  }
}
