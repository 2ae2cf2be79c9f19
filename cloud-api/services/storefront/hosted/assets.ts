import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';

export interface Asset {
  readonly type: string;
  readonly body: Buffer;
}

/** A file of ours that is named by its content. */
interface Named {
  readonly name: string;
  readonly href: string;
  readonly integrity: string;
  readonly asset: Asset;
}

/** Where the files of the pages are, the same for every shop. */
export const ASSETS = '/hosted/';

const named = new Map<string, Named>();

/** Read once. @param files one after the other, `shop.js` */
function namedByContent(files: readonly string[], type: string): Named {
  const [first = ''] = files;
  const known = named.get(first);
  if (known) return known;
  const body = Buffer.concat(files.map((file) => readFileSync(new URL(file, import.meta.url))));
  const hash = createHash('sha384').update(body).digest();
  const name = `shop-${hash.toString('hex').slice(0, 12)}${extname(first)}`;
  const integrity = `sha384-${hash.toString('base64')}`;
  const made = { name, href: ASSETS + name, integrity, asset: { type, body } };
  named.set(first, made);
  return made;
}

const styles = ['frame', 'first-page', 'goods', 'pages', 'sections', 'said', 'order-news', 'sizes'].map(
  (part) => `./styles/${part}.css`,
);

/** The style sheet of all hosted shops. */
export const pageStyles = (): Named => namedByContent(styles, 'text/css; charset=utf-8');
/** What runs on every page beside the widget. */
export const pageScript = (): Named =>
  namedByContent(['./shop.js', './order-news.js'], 'text/javascript; charset=utf-8');

/** Keeps pages for when there is no connection; each shop has its own, below its own address. */
export const workerText = (): Promise<Buffer> => readFile(new URL('./shop-worker.js', import.meta.url));

const fonts: Readonly<Record<string, () => URL>> = {
  // The build of the widget puts it there; a shop must not depend on somebody else's server.
  'libre-caslon-text.woff2': () =>
    new URL('../../../../storefront-widget/dist/demo/libre-caslon-text.woff2', import.meta.url),
  'ibm-plex-sans.woff2': () =>
    new URL(import.meta.resolve('@fontsource-variable/ibm-plex-sans/files/ibm-plex-sans-latin-wght-normal.woff2')),
};

/** One of the files, undefined where there is none of that name; without its fonts a page is set in those of the reader. */
export async function assetNamed(file: string): Promise<Asset | undefined> {
  const own = [pageStyles(), pageScript()].find(({ name }) => name === file);
  if (own) return own.asset;
  const at = Object.hasOwn(fonts, file) ? fonts[file] : undefined;
  const font = at && (await readFile(at()).catch(() => undefined));
  return font && { type: 'font/woff2', body: font };
}
