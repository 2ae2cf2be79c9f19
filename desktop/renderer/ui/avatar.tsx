import styles from './avatar.module.css';
import { cx } from './cx.ts';

const tints = [null, 'w', 'n', 's'] as const;

/** Two letters of a name: "Priya Nair" → "PN". */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = words[0]?.[0] ?? '';
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? '') : (words[0]?.[1] ?? '');
  return (first + last).toUpperCase();
}

function tintOf(name: string): (typeof tints)[number] {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return tints[sum % tints.length] ?? null;
}

export function Avatar({
  name,
  size = 24,
  quiet,
}: {
  readonly name: string;
  readonly size?: number;
  readonly quiet?: boolean;
}) {
  const tint = quiet ? 's' : tintOf(name);
  const font = Math.round(size * 0.37 + (size < 30 ? 1 : 0));
  return (
    <span
      className={cx(styles.avatar, tint && styles[tint])}
      style={{ width: size, height: size, fontSize: font }}
      aria-hidden="true"
    >
      {initials(name)}
    </span>
  );
}
