import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildElectron, nativeParts } from '../../desktop/build.ts';
import { buildScreens } from '../launcher/house/build-screens.ts';
import { root } from '../launcher/paths.mjs';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly description?: string;
  readonly license?: string;
  readonly dependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
}

const read = (folder: string): Manifest => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;

/** What is compiled when a part is built, and of no use beside its prebuilt file. */
const isSource = (part: string, file: string): boolean =>
  /^\/(deps|src|binding\.gyp|node_modules)(\/|$)/.test(file.slice(part.length).replaceAll('\\', '/'));

/**
 * The whole app in one folder, as an installer carries it: programs, screens, migrations, and the native parts that no bundle can
 * hold, those of this system. Nothing outside of the folder is needed to run it.
 */
export async function layApp(folder: string): Promise<void> {
  await buildScreens();
  rmSync(folder, { recursive: true, force: true });
  await buildElectron(folder);
  cpSync(join(root, 'desktop/dist/renderer'), join(folder, 'renderer'), { recursive: true });
  const desktop = read(join(root, 'desktop'));
  const wanted = { ...desktop.dependencies, ...desktop.optionalDependencies };
  const dependencies: Record<string, string> = {};
  for (const name of nativeParts) {
    const version = wanted[name];
    if (version === undefined) throw new Error(`desktop/package.json does not name the native part ${name}`);
    if (layPart(name, folder, root) || desktop.dependencies?.[name] !== undefined) dependencies[name] = version;
  }
  const { name, version, description, license } = read(root);
  const manifest = {
    name,
    version,
    description,
    license,
    author: 'The Tillhouse authors',
    type: 'module',
    main: 'main.mjs',
    dependencies,
  };
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

/**
 * Copies a package and what it needs in turn.
 * @param from where it is looked for, and upwards from there
 * @returns false where an optional one is not installed here, such as that of another system
 */
function layPart(name: string, folder: string, from: string): boolean {
  const found = installed(name, from);
  if (!found) return false;
  const to = join(folder, 'node_modules', name);
  if (existsSync(to)) return true;
  mkdirSync(dirname(to), { recursive: true });
  cpSync(found, to, { recursive: true, filter: (file) => !isSource(found, file) });
  const { dependencies = {}, optionalDependencies = {} } = read(found);
  for (const needed of Object.keys(optionalDependencies)) layPart(needed, folder, found);
  for (const needed of Object.keys(dependencies))
    if (!layPart(needed, folder, found)) throw new Error(`${name} needs ${needed}, which is not installed`);
  return true;
}

/** As Node looks for it: beside, and in each folder above. */
function installed(name: string, from: string): string | undefined {
  for (let at = from; ; at = dirname(at)) {
    const here = join(at, 'node_modules', name);
    if (existsSync(join(here, 'package.json'))) return here;
    if (at === dirname(at)) return undefined;
  }
}
