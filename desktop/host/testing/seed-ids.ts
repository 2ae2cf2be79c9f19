import { checkDigit } from '@tillhouse/shared/domains/catalog/gtin.ts';

/** A uuid that says what it is of: `kind` two hex digits, `n` the number. */
export function seedId(kind: string, n: number): string {
  return `${kind.padEnd(8, '0')}-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
}

export const seedNow = Date.UTC(2026, 10, 23, 12);
export const seedIds = {
  store: seedId('a0', 1),
  owner: seedId('a1', 1),
  cashier: seedId('a1', 2),
  bath: seedId('a2', 1),
  melksham: seedId('a2', 2),
  till: seedId('a3', 1),
  secondTill: seedId('a3', 2),
  drawer: seedId('a4', 1),
  list: seedId('a5', 1),
  device: seedId('a6', 1),
  tenant: seedId('a7', 1),
  order: seedId('a8', 1),
  variant: (n: number) => seedId('b1', n),
  product: (n: number) => seedId('b0', n),
};

/** A valid EAN-13 of the nth variant, as a scanner reads it. */
export function seedCode(n: number): string {
  const digits = `501${String(n).padStart(9, '0')}`;
  return digits + checkDigit(digits);
}
