import { normaliseBarcode } from '@tillhouse/shared/domains/catalog/gtin.ts';
import type { Reader } from '../database/reader.ts';

/** What scanners put before the data to say which symbology it was, `]E0` (ISO/IEC 15424). */
const SYMBOLOGY = /^\][A-Za-z]\d/;

/**
 * The variant a scanned or typed code means: a barcode, the GTIN of a variant, or its SKU. Each step is one look-up in an
 * index. Archived variants are found too, since they may still stand on a shelf.
 */
export function findByCode(reader: Reader, raw: string): string | undefined {
  const code = raw.trim().replace(SYMBOLOGY, '');
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
