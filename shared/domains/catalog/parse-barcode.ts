import { DomainError } from '../../kernel/errors.ts';
import { barcodeCheckDigit, barcodeEmpty } from './barcode-errors.ts';
import { isLink, readDigitalLink } from './digital-link.ts';
import { type Element, inBrackets, readBracketed, readElementString } from './gs1-elements.ts';
import { facts, type ScanFacts } from './gs1-facts.ts';
import { toGtin14 } from './gtin.ts';
import { type InStoreRule, readInStore } from './in-store-code.ts';
import { readSymbology, type Symbology } from './symbology.ts';

export interface ParsedBarcode {
  readonly kind: 'gs1' | 'gtin' | 'in-store' | 'plain';
  readonly symbology: Symbology | null;
  readonly syntax: 'element-string' | 'bracketed' | 'digital-link' | null;
  readonly elements: readonly Element[];
  /** `(01)12312312312333(10)ABC123`; empty where there are no elements */
  readonly bracketed: string;
  /** UPC-A, EAN-13, EAN-8 and GTIN-14 of one item are the same here */
  readonly gtin14: string | null;
  readonly facts: ScanFacts;
  /** Codes by which to look for the item, the best first */
  readonly lookUp: readonly string[];
}

const LONGEST = 500;

/**
 * What a scan means: an element string of GS1, a Digital Link, a GTIN, a code of the store’s own with weight or price in it, or
 * plain text. @throws DomainError `catalog.barcode-*` with the reason where it says to be one of them and is not
 */
export function parseBarcode(raw: string, rules: readonly InStoreRule[] = []): ParsedBarcode {
  const { symbology, data } = readSymbology(raw.replace(/[\r\n\t ]+$/, '').trimStart());
  if (data === '' || raw.length > LONGEST) throw barcodeEmpty({ length: raw.length });
  if (symbology?.gs1) return gs1Of(symbology, 'element-string', readElementString(data));
  if (isLink(data)) return linkOf(symbology, data);
  if (/^\(\d{2,4}\)/.test(data)) return gs1Of(symbology, 'bracketed', readBracketed(data));
  if (data.includes('\u001d') || data.includes('\u241d'))
    return gs1Of(symbology, 'element-string', readElementString(data));
  const digits = data.replaceAll(/[\s-]/g, '');
  if (/^\d+$/.test(digits)) return ofDigits(symbology, data, digits, rules);
  return elementsUnannounced(symbology, data) ?? plainOf(symbology, data);
}

const none: ScanFacts = {};

const plainOf = (symbology: Symbology | null, data: string): ParsedBarcode => ({
  ...{ kind: 'plain', symbology, syntax: null, elements: [], bracketed: '', gtin14: null },
  ...{ facts: none, lookUp: [data.trim()] },
});

function gs1Of(
  symbology: Symbology | null,
  syntax: ParsedBarcode['syntax'],
  elements: readonly Element[],
): ParsedBarcode {
  const item = elements.find(({ ai }) => ai === '01' || ai === '02' || ai === '03');
  const itip = elements.find(({ ai }) => ai === '8006' || ai === '8026');
  const gtin14 = item?.value ?? itip?.value.slice(0, 14) ?? null;
  const bracketed = inBrackets(elements);
  const lookUp = gtin14 ? [gtin14] : [bracketed];
  return { kind: 'gs1', symbology, syntax, elements, bracketed, gtin14, facts: facts(elements), lookUp };
}

/** A printed address that is none of GS1’s is a plain code: shops link to their own pages too. */
function linkOf(symbology: Symbology | null, data: string): ParsedBarcode {
  try {
    return gs1Of(symbology, 'digital-link', readDigitalLink(data));
  } catch (error) {
    if (error instanceof DomainError && error.code === 'catalog.barcode-no-link') return plainOf(symbology, data);
    throw error;
  }
}

function ofDigits(
  symbology: Symbology | null,
  data: string,
  digits: string,
  rules: readonly InStoreRule[],
): ParsedBarcode {
  // An add-on of a magazine is no part of its number.
  const main = symbology?.id === ']E3' ? digits.slice(0, 13) : digits;
  const own = readInStore(main.length === 12 && main.startsWith('2') ? `0${main}` : main, rules);
  if (own) {
    const { rule, value, scale, item, itemCode } = own;
    const unit = rule.means === 'weight' ? { unit: 'KGM' } : {};
    const inside: ScanFacts = { [rule.means]: { value, scale, ...unit }, item };
    const gtin14 = itemCode.padStart(14, '0');
    return {
      ...{ kind: 'in-store', symbology, syntax: null, elements: [], bracketed: '' },
      ...{ gtin14, facts: inside, lookUp: [gtin14, item, item.replace(/^0+(?=\d)/, '')] },
    };
  }
  const gtin = toGtin14(main);
  if (gtin.ok) {
    const kept = { kind: 'gtin', symbology, syntax: null, elements: [], bracketed: '' } as const;
    return { ...kept, gtin14: gtin.gtin14, facts: none, lookUp: [gtin.gtin14, data.trim()] };
  }
  if (symbology?.id.startsWith(']E') && gtin.expected !== undefined) {
    throw barcodeCheckDigit({ ai: '', value: main, expected: `${main.slice(0, -1)}${gtin.expected}` });
  }
  return elementsUnannounced(symbology, data) ?? plainOf(symbology, data);
}

/** Many scanners send no symbology: what begins with an item and reads as elements to its end is taken for them. */
function elementsUnannounced(symbology: Symbology | null, data: string): ParsedBarcode | undefined {
  if (symbology || !/^(01|02)\d{14}/.test(data) || data.length <= 16) return undefined;
  try {
    return gs1Of(null, 'element-string', readElementString(data));
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}
