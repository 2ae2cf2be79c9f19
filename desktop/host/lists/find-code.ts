import { type ParsedBarcode, parseBarcode } from '@tillhouse/shared/domains/catalog/parse-barcode.ts';
import type { InStoreRule } from '@tillhouse/shared/domains/catalog/in-store-code.ts';
import { normaliseBarcode } from '@tillhouse/shared/domains/catalog/gtin.ts';
import { DomainError } from '@tillhouse/shared/kernel/errors.ts';
import type { Reader } from '../database/reader.ts';

/** What scanners put before the data to say which symbology it was, `]E0` (ISO/IEC 15424). */
const SYMBOLOGY = /^\][A-Za-z]\d/;

/** The code itself, without what the scanner says about its symbology. */
export const bareCode = (raw: string): string => raw.trim().replace(SYMBOLOGY, '');

export interface FoundCode {
  readonly variantId: string | undefined;
  /** What the code says beside which item it is; undefined where it is no whole code */
  readonly parsed: ParsedBarcode | undefined;
  /** Why it is not what it says it is */
  readonly problem: string | undefined;
}

/**
 * What a scanned or typed code means: the variant of a barcode, a GTIN in any of its forms (GS1 element strings and Digital Links
 * too), a code of the store's own, or a SKU. Each step is one look-up in an index. Archived variants are found too, since they
 * may still stand on a shelf.
 */
export function readCode(reader: Reader, raw: string, rules: readonly InStoreRule[] = []): FoundCode {
  let parsed: ParsedBarcode | undefined;
  let problem: string | undefined;
  try {
    parsed = raw.trim() === '' ? undefined : parseBarcode(raw, rules);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    problem = error.message;
  }
  // A misread may still be a number that the shop printed itself.
  const codes = parsed?.lookUp ?? [bareCode(raw)];
  for (const code of codes) {
    const variantId = lookUp(reader, code);
    if (variantId) return { variantId, parsed, problem: undefined };
  }
  return { variantId: undefined, parsed, problem };
}

export const findByCode = (reader: Reader, raw: string): string | undefined => readCode(reader, raw).variantId;

function lookUp(reader: Reader, code: string): string | undefined {
  if (code === '') return undefined;
  const kept = normaliseBarcode(code);
  const barcode = reader.get<{ id: string }>('SELECT variant_id AS id FROM barcodes WHERE code = ?', [kept]);
  if (barcode) return barcode.id;
  const gtin = reader.get<{ id: string }>('SELECT id FROM variants WHERE gtin IN (?, ?, ?) LIMIT 1', [
    code,
    kept,
    kept.replace(/^0+/, ''),
  ]);
  if (gtin) return gtin.id;
  const sku = reader.get<{ id: string }>('SELECT id FROM variants WHERE sku = ?', [code]);
  if (sku) return sku.id;
  return reader.get<{ id: string }>('SELECT id FROM variants WHERE sku = ? COLLATE NOCASE LIMIT 1', [code])?.id;
}
