/** Where a product's picture is and the ground it stands on. */
export interface PictureSource {
  readonly src: string;
  /** CSS colour behind the picture; null for the theme's tint. */
  readonly ground: string | null;
  /** Photographs fill their frame; drawings stand in it. */
  readonly fit: 'photo' | 'drawing';
}

/**
 * Reads a picture address: `still:mug?g=e1e6d8&a=7f8f6a` and `sample:mug-moss` are drawings of the sample set that the
 * shop's cloud serves; `https:` and paths of the shop are photographs. Null where there is no picture we may load.
 */
export function pictureSource(address: string | null, api: string): PictureSource | null {
  if (!address) return null;
  if (address.startsWith('still:')) {
    const [shape = '', query = ''] = address.slice(6).split('?');
    const tints = new URLSearchParams(query);
    const ground = /^[0-9a-f]{6}$/.test(tints.get('g') ?? '') ? `#${tints.get('g')}` : null;
    tints.delete('g');
    const rest = tints.size > 0 ? `?${tints}` : '';
    return { src: `${api}/media/samples/${encodeURIComponent(shape)}.svg${rest}`, ground, fit: 'drawing' };
  }
  if (address.startsWith('sample:')) {
    return { src: `${api}/media/samples/${encodeURIComponent(address.slice(7))}.svg`, ground: null, fit: 'drawing' };
  }
  if (address.startsWith('/')) return { src: api + address, ground: null, fit: 'photo' };
  return /^https?:/.test(address) ? { src: address, ground: null, fit: 'photo' } : null;
}

/** Two letters that stand for a thing without a picture: "Gift wrap" → "GW". */
export function thingLetters(name: string): string {
  const words = name
    .replace(/[^\p{L}\p{N} ]/gu, '')
    .trim()
    .split(/\s+/);
  return ((words[0]?.[0] ?? '') + (words[1]?.[0] ?? words[0]?.[1] ?? '')).toUpperCase();
}

/** Colours of common option values, so that a colour option shows as swatches. */
const swatches: Readonly<Record<string, string>> = {
  moss: '#7f8f6a',
  sage: '#93a57c',
  green: '#4d7a4f',
  sea: '#8fb0b5',
  teal: '#2f7f7a',
  blue: '#5f7a92',
  navy: '#33475b',
  ink: '#2b3440',
  sky: '#a9c6d8',
  amber: '#c9923f',
  honey: '#d9a94a',
  mustard: '#c29a2e',
  yellow: '#e3c44c',
  sand: '#d8c6a3',
  oat: '#ddd3bf',
  chalk: '#ece8dd',
  white: '#f7f6f2',
  natural: '#cdb894',
  cream: '#efe6d2',
  stone: '#b8b4a6',
  grey: '#8c8f90',
  gray: '#8c8f90',
  smoke: '#7b7a78',
  charcoal: '#474b4d',
  slate: '#5b6670',
  black: '#1d1f20',
  'matte black': '#26282a',
  silver: '#c3c7ca',
  gold: '#c9a44c',
  brass: '#b78a3c',
  copper: '#b06a3f',
  rust: '#a8563c',
  terracotta: '#b5583c',
  clay: '#b3775a',
  red: '#b3322a',
  pink: '#dba7a5',
  rose: '#cf8e8c',
  plum: '#6b4058',
  purple: '#73508a',
  brown: '#7a5236',
  oak: '#c89b62',
  walnut: '#6f4e37',
};

/** Colours for every value of an option, or null: then its values are shown as words. */
export function swatchesOf(values: readonly string[]): readonly string[] | null {
  const colours = values.map((value) => swatches[value.toLowerCase()]);
  return values.length > 0 && colours.every((colour) => colour !== undefined) ? (colours as string[]) : null;
}
