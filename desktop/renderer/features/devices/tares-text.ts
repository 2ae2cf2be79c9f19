import type { Tare } from '../../../bridge/scale-views.ts';

/** `Paper bag 0.005`, a line each. */
export const taresText = (tares: readonly Tare[]): string =>
  tares.map(({ name, weight }) => `${name} ${(weight / 1_000).toFixed(3)}`).join('\n');

/** Null where a line is none, or there are more than a till has keys for. */
export function taresOfText(text: string): Tare[] | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const tares = lines.map((line) => {
    const [, name = '', whole = '', part = ''] = /^\s*(.{1,30}?)\s+(\d{1,2})[.,](\d{1,3})\s*$/.exec(line) ?? [];
    return { name, weight: Number(whole) * 1_000 + Number(part.padEnd(3, '0')) };
  });
  const wrong = tares.length > 8 || tares.some(({ name, weight }) => name === '' || weight < 1);
  return wrong || new Set(tares.map(({ name }) => name)).size < tares.length ? null : tares;
}
