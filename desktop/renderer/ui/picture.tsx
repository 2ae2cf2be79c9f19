import { cx } from './cx.ts';
import styles from './picture.module.css';

/**
 * A picture's address. `still:mug?g=e3e6da&a=b8b4a6` is a drawing of the sample set on a ground colour;
 * anything else is the address of an image; null shows two letters on a chart tint.
 */
export interface Drawing {
  readonly shape: string;
  readonly ground: string;
  readonly tints: Record<string, string>;
}

export function readDrawing(address: string): Drawing | null {
  if (!address.startsWith('still:')) return null;
  const [shape = '', query = ''] = address.slice(6).split('?');
  const tints: Record<string, string> = {};
  let ground = '#e6e2d6';
  for (const [name, value] of new URLSearchParams(query)) {
    if (!/^[0-9a-f]{6}$/.test(value)) continue;
    if (name === 'g') ground = `#${value}`;
    else if (/^[a-d]$/.test(name)) tints[`--${name}`] = `#${value}`;
  }
  return { shape, ground, tints };
}

/** One of the eight chart colours, steady for a name. */
export function chartTint(name: string): string {
  let sum = 0;
  for (const letter of name) sum = (sum * 33 + (letter.codePointAt(0) ?? 0)) % 7919;
  return `var(--chart-${(sum % 8) + 1})`;
}

/** Letters that stand for a thing without a picture: "Gift wrap" → "Gw". */
export function thingLetters(name: string): string {
  const words = name
    .replace(/[^\p{L}\p{N} ]/gu, '')
    .trim()
    .split(/\s+/);
  return ((words[0]?.[0] ?? '').toUpperCase() + (words[1]?.[0] ?? words[0]?.[1] ?? '')).slice(0, 2);
}

export function drawingAddress(shape: string): string {
  return `still-life.svg#${shape}`;
}

export interface PictureProps {
  readonly address: string | null;
  readonly name: string;
  readonly size?: number;
  readonly className?: string;
}

/** A decorative picture; the name stands beside it in words. */
export function Picture({ address, name, size = 28, className }: PictureProps) {
  const box = { width: size, height: size };
  if (!address) {
    const font = Math.round(size * 0.38);
    const style = { ...box, '--ground': chartTint(name), fontSize: font } as React.CSSProperties;
    return (
      <span className={cx(styles.picture, styles.letters, className)} style={style} aria-hidden="true">
        {thingLetters(name)}
      </span>
    );
  }
  const drawing = readDrawing(address);
  if (!drawing)
    return <img className={cx(styles.picture, className)} style={box} src={address} alt="" loading="lazy" />;
  const style = { ...box, '--ground': drawing.ground, ...drawing.tints } as React.CSSProperties;
  return (
    <svg className={cx(styles.picture, className)} style={style} aria-hidden="true">
      <use href={drawingAddress(drawing.shape)} />
    </svg>
  );
}
