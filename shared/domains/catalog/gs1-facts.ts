import type { Element } from './gs1-elements.ts';

export interface Measured {
  /** Integer × 10^−scale */
  readonly value: number;
  readonly scale: number;
  /** UN/CEFACT code */
  readonly unit?: string;
  /** ISO 4217 number of the currency of a price, `978` */
  readonly currency?: string;
}

/** What a code says about the very piece that carries it. */
export interface ScanFacts {
  readonly weight?: Measured;
  readonly price?: Measured;
  readonly count?: Measured;
  readonly length?: Measured;
  readonly volume?: Measured;
  readonly lot?: string;
  readonly serial?: string;
  /** `YYYY-MM-DD` */
  readonly expiry?: string;
  readonly bestBefore?: string;
  readonly produced?: string;
  readonly sscc?: string;
  /** The digits of the item in a code of the store’s own */
  readonly item?: string;
}

const measured: Readonly<Record<string, readonly ['weight' | 'length' | 'volume', string]>> = {
  '310': ['weight', 'KGM'],
  '320': ['weight', 'LBR'],
  '356': ['weight', 'APZ'],
  '357': ['weight', 'ONZ'],
  '311': ['length', 'MTR'],
  '321': ['length', 'INH'],
  '322': ['length', 'FOT'],
  '323': ['length', 'YRD'],
  '315': ['volume', 'LTR'],
  '316': ['volume', 'MTQ'],
};

const texts: Readonly<Record<string, 'lot' | 'serial' | 'sscc'>> = { '10': 'lot', '21': 'serial', '00': 'sscc' };
const days: Readonly<Record<string, 'expiry' | 'bestBefore' | 'produced'>> = {
  '17': 'expiry',
  '15': 'bestBefore',
  '11': 'produced',
};

/** `261100` as `2026-11-30`. Years are within 51 back and 49 on of 2026, GS1’s window; day 00 is the month’s last. */
export function dayOf(value: string): string {
  const two = Number(value.slice(0, 2));
  const year = two >= 76 ? 1900 + two : 2000 + two;
  const month = Number(value.slice(2, 4));
  const day = Number(value.slice(4, 6)) || new Date(Date.UTC(year, month, 0)).getUTCDate();
  return [String(year), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
}

export function facts(elements: readonly Element[]): ScanFacts {
  const found: Record<string, unknown> = {};
  for (const { ai, value } of elements) {
    const [family, scale] = [ai.slice(0, 3), Number(ai[3])];
    const measure = ai.length === 4 ? measured[family] : undefined;
    const [text, day] = [texts[ai], days[ai]];
    if (measure) found[measure[0]] = { value: Number(value), scale, unit: measure[1] };
    else if (text) found[text] = value;
    else if (day) found[day] = dayOf(value);
    else if (ai === '30' || ai === '37') found['count'] = { value: Number(value), scale: 0 };
    else if (family === '392' && ai.length === 4) found['price'] = { value: Number(value), scale };
    else if (family === '393' && ai.length === 4) {
      found['price'] = { value: Number(value.slice(3)), scale, currency: value.slice(0, 3) };
    }
  }
  return found as ScanFacts;
}
