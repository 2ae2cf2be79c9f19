import type { Reader } from '../database/reader.ts';
import { fullTitle } from '../words.ts';
import { fieldLabel } from './field-words.ts';

/** What a case or a command is about. */
export interface Subject {
  readonly title: string;
  readonly image: string | null;
  readonly to: string | null;
}

export function productSubject(reader: Reader, id: string): Subject | null {
  const row = reader.get<{ title: string; image: string | null }>('SELECT title, image FROM products WHERE id = ?', [
    id,
  ]);
  return row ? { ...row, to: `/products/${id}` } : null;
}

export function variantSubject(reader: Reader, id: string): (Subject & { readonly productId: string }) | null {
  const row = reader.get<{ title: string; variantTitle: string; image: string | null; productId: string }>(
    `SELECT p.title, v.title AS variantTitle, coalesce(v.image, p.image) AS image, p.id AS productId
     FROM variants v JOIN products p ON p.id = v.product_id WHERE v.id = ?`,
    [id],
  );
  if (!row) return null;
  const { title, variantTitle, image, productId } = row;
  return { title: fullTitle(title, variantTitle), image, productId, to: `/stock/${id}` };
}

const uuids = /[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g;

/** The product or variant that a command names first. */
export function subjectOf(reader: Reader, args: unknown): Subject | null {
  const ids = JSON.stringify(args).match(uuids) ?? [];
  for (const id of ids.slice(0, 10)) {
    const product = productSubject(reader, id);
    if (product) return product;
    const variant = variantSubject(reader, id);
    if (variant) return { title: variant.title, image: variant.image, to: `/products/${variant.productId}` };
  }
  return null;
}

const verbs: Readonly<Record<string, string>> = {
  'pricing.setPrice': 'Change of price',
  'catalog.editProduct': 'Change of product',
  'catalog.editVariant': 'Change of variant',
  'catalog.createProduct': 'New product',
  'customers.edit': 'Change of customer',
  'inventory.adjust': 'Stock adjustment',
  'inventory.receive': 'Goods received',
  'register.recordSale': 'Sale',
  'register.recordReturn': 'Return',
  'register.recordReturnWithoutReceipt': 'Return without a receipt',
};

/** What a command does, in words. */
export function commandWord(name: string): string {
  return verbs[name] ?? fieldLabel(name.split('.')[1] ?? name);
}

/** What a command was about: its words and, where it names a product or variant, that. */
export function commandTitle(reader: Reader, name: string, args: unknown): string {
  const subject = subjectOf(reader, args);
  return subject ? `${commandWord(name)}: ${subject.title}` : commandWord(name);
}

export function deviceName(reader: Reader, id: string | null): string | null {
  if (id === null) return null;
  return reader.get<{ name: string }>('SELECT name FROM devices WHERE id = ?', [id])?.name ?? null;
}
