import {
  barcodeCheckDigit,
  barcodeExcluded,
  barcodeFormat,
  barcodeRepeated,
  barcodeRequires,
  barcodeUnknownIdentifier,
} from './barcode-errors.ts';
import { checks, hasOnly } from './gs1-checks.ts';
import { type Identifier, identifiers, needsSeparator } from './gs1-table.ts';

export interface Element {
  readonly ai: string;
  readonly title: string;
  readonly value: string;
}

const SEPARATOR = '\u001d';

function identifierAt(data: string, at: number): Identifier {
  for (const length of [2, 3, 4]) {
    const found = identifiers.get(data.slice(at, at + length));
    if (found) return found;
  }
  throw barcodeUnknownIdentifier({ ai: data.slice(at, at + 4), at });
}

const longest = ({ parts }: Identifier) => parts.reduce((sum, { most }) => sum + most, 0);

function describe({ parts }: Identifier): string {
  const words = { N: 'digits', X: 'characters', Y: 'capitals and digits', Z: 'characters of base64url' };
  return parts
    .map(({ set, least, most }) => `${least === most ? most : `${least} to ${most}`} ${words[set]}`)
    .join(', then ');
}

/** @throws DomainError `catalog.barcode-format`, `catalog.barcode-check-digit` */
export function checkElement(identifier: Identifier, value: string): void {
  const { ai, parts } = identifier;
  let at = 0;
  for (const { set, least, most, checks: names } of parts) {
    const part = value.slice(at, at + most);
    // A fixed part is there whole or, where it may be missing, not at all.
    const isShort =
      part.length < least ||
      (least === 0 && most > 0 && part !== '' && set === 'N' && part.length < most && names.length > 0);
    if (isShort || !hasOnly(set, part)) throw barcodeFormat({ ai, value, expected: describe(identifier) });
    at += part.length;
    if (part === '' && least === 0) continue;
    for (const name of names) {
      const expected = checks[name]?.(part);
      if (expected === undefined) continue;
      if (name.startsWith('csum')) throw barcodeCheckDigit({ ai, value, expected });
      throw barcodeFormat({ ai, value, expected });
    }
  }
  if (at < value.length || value === '') throw barcodeFormat({ ai, value, expected: describe(identifier) });
}

/** Whether `ai` is meant by `pattern`, in which `n` is any digit: `392n`. */
function isMeant(ai: string, pattern: string): boolean {
  if (!pattern.endsWith('n')) return ai === pattern;
  const stem = pattern.replace(/n+$/, '');
  return ai.length === pattern.length && ai.startsWith(stem);
}

/** What identifiers demand of each other. @throws DomainError `catalog.barcode-repeated`, `-excluded`, `-requires` */
export function checkTogether(elements: readonly Element[]): Element[] {
  const once = new Map<string, Element>();
  for (const element of elements) {
    const before = once.get(element.ai);
    if (before && before.value !== element.value) {
      throw barcodeRepeated({ ai: element.ai, values: [before.value, element.value] });
    }
    once.set(element.ai, element);
  }
  const present = [...once.keys()];
  const has = (pattern: string, but: string) => present.find((ai) => ai !== but && isMeant(ai, pattern));
  for (const ai of present) {
    const { excludes, requires } = identifiers.get(ai) as Identifier;
    for (const pattern of excludes) {
      const rival = has(pattern, ai);
      if (rival !== undefined) throw barcodeExcluded({ ai, with: rival });
    }
    for (const alternatives of requires) {
      const isThere = alternatives.some((all) => all.every((pattern) => has(pattern, ai) !== undefined));
      if (!isThere) throw barcodeRequires({ ai, oneOf: alternatives.map((all) => all.join(' with ')) });
    }
  }
  return [...once.values()];
}

/** An element string as scanners send it: identifiers and values in a row, FNC1 as GS after those of open length. */
export function readElementString(text: string): Element[] {
  const data = text.replaceAll('\u241d', SEPARATOR);
  const elements: Element[] = [];
  let at = data.startsWith(SEPARATOR) ? 1 : 0;
  while (at < data.length) {
    const identifier = identifierAt(data, at);
    at += identifier.ai.length;
    const separator = data.indexOf(SEPARATOR, at);
    const end = separator === -1 ? data.length : separator;
    const value = needsSeparator(identifier.ai)
      ? data.slice(at, end)
      : data.slice(at, Math.min(end, at + longest(identifier)));
    checkElement(identifier, value);
    elements.push({ ai: identifier.ai, title: identifier.title, value });
    at += value.length;
    if (data[at] === SEPARATOR) at += 1;
  }
  return checkTogether(elements);
}

/** The same as people write it: `(01)12312312312333(10)ABC123`. */
export function readBracketed(text: string): Element[] {
  const elements: Element[] = [];
  // A value may hold brackets of its own; an identifier is two to four digits in them.
  const pieces = text.split(/\((?=\d{2,4}\))/).slice(1);
  for (const piece of pieces) {
    const [, ai = '', value = ''] = /^(\d{2,4})\)(.*)$/s.exec(piece) ?? [];
    const identifier = identifiers.get(ai);
    if (!identifier) throw barcodeUnknownIdentifier({ ai, at: 0 });
    checkElement(identifier, value.trim());
    elements.push({ ai, title: identifier.title, value: value.trim() });
  }
  return checkTogether(elements);
}

export const inBrackets = (elements: readonly Element[]): string =>
  elements.map(({ ai, value }) => `(${ai})${value}`).join('');
