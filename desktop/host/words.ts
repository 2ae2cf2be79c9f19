/** Digits after the point of a currency's amounts; ISO 4217 by way of the engine's own tables. */
const digits = new Map<string, number>();

function digitsOf(currency: string): number {
  let known = digits.get(currency);
  if (known === undefined) {
    known = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
    digits.set(currency, known);
  }
  return known;
}

/** `12.50`: minor units as people write them, without the currency. */
export function amountText(amount: number, currency: string): string {
  const places = digitsOf(currency);
  const text = String(Math.abs(amount)).padStart(places + 1, '0');
  const sign = amount < 0 ? '−' : '';
  return places === 0 ? sign + text : `${sign}${text.slice(0, -places)}.${text.slice(-places)}`;
}

/** `1.240`, `−3`: an integer × 10^−scale as people write it, without its unit. */
export function quantityText(amount: number, scale: number): string {
  const text = String(Math.abs(amount)).padStart(scale + 1, '0');
  const exact = scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`;
  return amount < 0 ? `−${exact}` : exact;
}

const units: Readonly<Record<string, string>> = { KGM: 'kg', GRM: 'g', LBR: 'lb', LTR: 'l', MTR: 'm', H87: '' };

/** The short name of a UN/CEFACT unit; pieces have none. */
export function unitText(unit: string): string {
  return units[unit] ?? unit;
}

/** `Stoneware mug, Moss` */
export function fullTitle(title: string, variantTitle: string): string {
  return variantTitle ? `${title}, ${variantTitle}` : title;
}

/** `No tax: reverse charge, ATU37675002`; null where tax is paid as by everybody. */
export function reliefText(relief: { readonly kind: string; readonly evidence: string } | null): string | null {
  if (!relief) return null;
  const why = { exempt: 'exempt, certificate', 'reverse-charge': 'reverse charge,', export: 'goes to' };
  return `No tax: ${why[relief.kind as keyof typeof why] ?? relief.kind} ${relief.evidence}`;
}
