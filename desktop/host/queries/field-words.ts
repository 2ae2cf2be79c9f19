import { amountText } from '../words.ts';

/** `soldAtTill` as `Sold at till`. */
export function fieldLabel(field: string): string {
  const words = field.replaceAll(/([A-Z])/g, ' $1').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function valueText(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

const labels: Readonly<Record<string, string>> = {
  amount: 'Price',
  compareAt: 'Was price',
  taxClass: 'Tax',
  minimumAge: 'Sold from, years',
  gtin: 'Barcode',
  soldAtTill: 'At the till',
  soldOnline: 'Online',
  image: 'Picture',
  sku: 'SKU',
  city: 'Town',
  email: 'E-mail',
  phone: 'Telephone',
};
const money = new Set(['amount', 'compareAt', 'cost', 'price']);

/** Columns that every command writes beside what a person meant. */
const bookkeeping = new Set(['updatedAt', 'updatedBy', 'createdAt', 'position', 'editedAt', 'editedBy', 'deviceId']);

export function isMeant(table: string, field: string): boolean {
  return table !== 'field_edits' && table !== 'field_conflicts' && !bookkeeping.has(field);
}

/** `taxClass` as `Tax`; `price:<list>` as `Price`. */
export function fieldWord(field: string): string {
  return labels[field] ?? fieldLabel(field.split(':')[0] ?? field);
}

/** A value as a person reads it: money with its sign, a list with commas, nothing as a dash. */
export function valueWord(field: string, value: unknown, currency: string): string {
  if (typeof value === 'number' && money.has(field.split(':')[0] ?? field)) return moneyText(value, currency);
  if (!Array.isArray(value)) return valueText(value);
  const parts = value.map((each) =>
    typeof each === 'object' && each !== null && 'name' in each ? String(each.name) : String(each),
  );
  return parts.length > 0 ? parts.join(', ') : '–';
}

const signs = new Map<string, string>();

/** `£12.50` */
export function moneyText(amount: number, currency: string): string {
  if (!currency) return String(amount);
  let sign = signs.get(currency);
  if (sign === undefined) {
    const parts = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
    sign = parts.formatToParts(0).find((part) => part.type === 'currency')?.value ?? currency;
    signs.set(currency, sign);
  }
  const text = amountText(amount, currency);
  return text.startsWith('\u2212') ? `\u2212${sign}${text.slice(1)}` : `${sign}${text}`;
}
