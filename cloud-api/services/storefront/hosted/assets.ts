import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

export interface Asset {
  readonly type: string;
  readonly body: Buffer;
}

interface Styles {
  readonly name: string;
  readonly href: string;
  readonly integrity: string;
  readonly body: Buffer;
}

/** Where the files of the pages are, the same for every shop. */
export const ASSETS = '/hosted/';

let styles: Styles | undefined;

/** The style sheet of all hosted shops, named by its content; read once. */
export function pageStyles(): Styles {
  if (!styles) {
    const body = readFileSync(new URL('./hosted.css', import.meta.url));
    const hash = createHash('sha384').update(body).digest();
    const name = `shop-${hash.toString('hex').slice(0, 12)}.css`;
    styles = { name, href: ASSETS + name, integrity: `sha384-${hash.toString('base64')}`, body };
  }
  return styles;
}

const fonts: Readonly<Record<string, () => URL>> = {
  // The build of the widget puts it there; a shop must not depend on somebody else's server.
  'libre-caslon-text.woff2': () =>
    new URL('../../../../storefront-widget/dist/demo/libre-caslon-text.woff2', import.meta.url),
  'ibm-plex-sans.woff2': () =>
    new URL(import.meta.resolve('@fontsource-variable/ibm-plex-sans/files/ibm-plex-sans-latin-wght-normal.woff2')),
};

/** One of the files, undefined where there is none of that name; without its fonts a page is set in those of the reader. */
export async function assetNamed(file: string): Promise<Asset | undefined> {
  const { name, body } = pageStyles();
  if (file === name) return { type: 'text/css; charset=utf-8', body };
  const at = Object.hasOwn(fonts, file) ? fonts[file] : undefined;
  const font = at && (await readFile(at()).catch(() => undefined));
  return font && { type: 'font/woff2', body: font };
}
