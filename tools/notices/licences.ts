import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/** What a merchant gets with the product, read from the lock file, with the licence each package states. */
export interface Dependency {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
}

/** Licences that ask for no more than a notice. Weak copyleft is listed by package, with the reason. */
const ALLOWED = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'Apache-2.0',
  'OFL-1.1',
  'Unlicense',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Python-2.0',
  'Zlib',
]);

/** Packages whose manifest states none, by the licence file that they carry; read by a person, for this version alone. */
const READ_IN_ITS_FILE: Readonly<Record<string, string>> = { 'png-js@1.1.0': 'MIT' };

const lockFile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      license: z.unknown().optional(),
      dev: z.boolean().optional(),
      devOptional: z.boolean().optional(),
      link: z.boolean().optional(),
      optional: z.boolean().optional(),
    }),
  ),
});

function statedLicence(root: string, path: string, fromLock: unknown): string {
  if (typeof fromLock === 'string') return fromLock;
  const manifest = join(root, path, 'package.json');
  if (!existsSync(manifest)) return 'not installed here';
  const { license } = z.object({ license: z.unknown().optional() }).parse(JSON.parse(readFileSync(manifest, 'utf8')));
  return typeof license === 'string' ? license : 'none stated';
}

export function shippedDependencies(root: string): Dependency[] {
  const { packages } = lockFile.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  const found = new Map<string, Dependency>();
  for (const [path, entry] of Object.entries(packages)) {
    const at = path.lastIndexOf('node_modules/');
    // `devOptional`: here for development alone; something that ships could use it, and does without.
    if (at < 0 || entry.dev || entry.devOptional || entry.link || !entry.version) continue;
    const name = path.slice(at + 'node_modules/'.length);
    const id = `${name}@${entry.version}`;
    const licence = READ_IN_ITS_FILE[id] ?? statedLicence(root, path, entry.license);
    found.set(id, { name, version: entry.version, licence });
  }
  return [...found.values()].sort((a, b) => (`${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1));
}

/** True for an SPDX expression that we may ship under: any side of OR, every side of AND. */
export function mayShip(licence: string): boolean {
  const bare = licence.replaceAll(/[()]/g, '');
  return bare.split(' OR ').some((side) => side.split(' AND ').every((name) => ALLOWED.has(name.trim())));
}

export function noticesPage(dependencies: readonly Dependency[]): string {
  const rows = dependencies.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`);
  return [
    '# Third-party notices',
    '',
    'Tillhouse ships with these packages, each under its own licence; the texts are in the packages.',
    'Written by `npm run docs`; a stale page fails `npm run check`.',
    '',
    '| package | version | licence |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
