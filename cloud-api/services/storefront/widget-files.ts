import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

export type Encoding = 'br' | 'gzip' | 'identity';

/** A script as it is sent, in each of its forms. */
export interface WidgetFile {
  readonly etag: string;
  /** What a script tag may carry as `integrity` */
  readonly integrity: string;
  readonly bodies: Readonly<Record<Encoding, Buffer>>;
}

const LOADER = 'tillhouse.js';
const hashed = /^tillhouse-[a-z-]+-[0-9a-f]{12}\.js$/;
/** So many versions of all files; the newest are asked for all the time. */
const MOST = 64;

const BUILDING_MS = 10_000;

const squeeze = promisify(gzip);
const brotli = promisify(brotliCompress);

/**
 * The files of the widget as its build left them. What is named by its content is kept beside the data as well, since
 * pages go on asking for the files of the version that they were made with, when a newer one has taken its place.
 */
export class WidgetFiles {
  readonly #built: string;
  readonly #kept: string | undefined;
  readonly #files = new Map<string, WidgetFile>();
  #names: { readonly at: number; readonly names: readonly string[] } | undefined;
  #loader: { readonly at: number; readonly file: WidgetFile } | undefined;

  /** @param kept a folder that outlives an upgrade; left out, only the files of the version that runs are served */
  constructor(kept?: string, built = fileURLToPath(new URL('../../../storefront-widget/dist/', import.meta.url))) {
    this.#built = built;
    this.#kept = kept;
  }

  /** The newest loader, under a name that changes; undefined where the widget is not built. */
  async loader(): Promise<WidgetFile | undefined> {
    const path = join(this.#built, LOADER);
    const at = await stat(path).then(
      ({ mtimeMs }) => mtimeMs,
      () => undefined,
    );
    if (at === undefined) return undefined;
    if (this.#loader?.at !== at) {
      await this.#keepVersion();
      this.#loader = { at, file: await readWidgetFile(path) };
    }
    return this.#loader?.file;
  }

  /** Its name by content: the address to put into a page together with its hash. */
  async pinned(): Promise<{ readonly name: string; readonly integrity: string } | undefined> {
    const loader = await this.loader();
    const name = (await this.names()).find((each) => each.startsWith('tillhouse-loader-'));
    return loader && name !== undefined ? { name, integrity: loader.integrity } : undefined;
  }

  /** The files of this version that are named by their content: all that a page of it loads. */
  async names(): Promise<readonly string[]> {
    const at = this.#loader?.at ?? Number.NaN;
    if (this.#names?.at === at) return this.#names.names;
    const names = (await readdir(this.#built).catch(() => [])).filter((name) => hashed.test(name));
    // A build that is just writing may have more to come.
    if (Date.now() - at > BUILDING_MS) this.#names = { at, names };
    return names;
  }

  /** A file that is named by its content, of this version or an earlier one. */
  async named(name: string): Promise<WidgetFile | undefined> {
    if (!hashed.test(name)) return undefined;
    const known = this.#files.get(name);
    if (known) return known;
    for (const folder of [this.#built, ...(this.#kept === undefined ? [] : [this.#kept])]) {
      const file = await readWidgetFile(join(folder, name)).catch(() => undefined);
      if (!file) continue;
      for (const oldest of this.#files.keys()) {
        if (this.#files.size < MOST) break;
        this.#files.delete(oldest);
      }
      this.#files.set(name, file);
      return file;
    }
    return undefined;
  }

  async #keepVersion(): Promise<void> {
    const kept = this.#kept;
    if (kept === undefined) return;
    await mkdir(kept, { recursive: true });
    const names = (await readdir(this.#built)).filter((name) => hashed.test(name));
    await Promise.all(names.map((name) => copyFile(join(this.#built, name), join(kept, name))));
  }
}

async function readWidgetFile(path: string): Promise<WidgetFile> {
  const identity = await readFile(path);
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  const [br, zipped] = await Promise.all([brotli(identity, quality), squeeze(identity, { level: 9 })]);
  return {
    etag: `"${createHash('sha256').update(identity).digest('base64url').slice(0, 27)}"`,
    integrity: `sha384-${createHash('sha384').update(identity).digest('base64')}`,
    bodies: { identity, br, gzip: zipped },
  };
}

/** The smallest form that a caller takes, of what its `accept-encoding` says. */
export function encodingFor(accepted: string | undefined): Encoding {
  const taken = new Set(
    (accepted ?? '')
      .split(',')
      .map((each) => each.trim().split(';'))
      .filter(([, ...terms]) => !terms.some((term) => /^\s*q=0(\.0*)?\s*$/.test(term)))
      .map(([name]) => name?.trim().toLowerCase()),
  );
  return taken.has('br') ? 'br' : taken.has('gzip') ? 'gzip' : 'identity';
}
