import { barcodeFormat, barcodeNoLink, barcodeUnknownIdentifier } from './barcode-errors.ts';
import { checkElement, checkTogether, type Element } from './gs1-elements.ts';
import { identifiers } from './gs1-table.ts';

/** Identifiers that name a thing, and what may stand behind each in the path (GS1 Digital Link URI syntax 1.4). */
const keys: Readonly<Record<string, readonly string[]>> = {
  '00': [],
  '01': ['22', '10', '21', '235'],
  '253': [],
  '255': [],
  '401': [],
  '402': [],
  '414': ['254', '7040'],
  '415': ['8020'],
  '417': ['7040'],
  '8003': [],
  '8004': ['7040'],
  '8006': ['22', '10', '21'],
  '8010': ['8011'],
  '8013': [],
  '8017': ['8019'],
  '8018': ['8019'],
};

export const isLink = (text: string): boolean => /^https?:\/\/[^/\s]+\/?\S*$/i.test(text);

function decoded(text: string, uri: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw barcodeNoLink({ uri });
  }
}

function elementOf(ai: string, value: string): Element {
  const identifier = identifiers.get(ai);
  if (!identifier) throw barcodeUnknownIdentifier({ ai, at: 0 });
  // Shops print EAN-13 and UPC-A into the path as they know them.
  const full = ai === '01' && /^(\d{8}|\d{12,13})$/.test(value) ? value.padStart(14, '0') : value;
  checkElement(identifier, full);
  return { ai, title: identifier.title, value: full };
}

/** The identifiers in a GS1 Digital Link, whatever its host and whatever stands before the key in its path. */
export function readDigitalLink(uri: string): Element[] {
  const [address = ''] = uri.split('#');
  const [place = '', query = ''] = [address.split('?')[0], address.split('?').slice(1).join('?')];
  const path = place.replace(/^https?:\/\/[^/]*/i, '').replace(/\/$/, '');
  const steps = path.split('/').slice(1);
  const start = steps.findIndex((step, at) => {
    const behind = steps.slice(at + 2).filter((_each, place) => place % 2 === 0);
    const allowed = keys[step];
    return allowed !== undefined && (steps.length - at) % 2 === 0 && behind.every((each) => allowed.includes(each));
  });
  if (start === -1) throw barcodeNoLink({ uri });
  const elements: Element[] = [];
  const allowed = keys[steps[start] ?? ''] ?? [];
  let last = -1;
  for (let at = start; at < steps.length; at += 2) {
    const [ai = '', value = ''] = [steps[at], steps[at + 1]];
    const place = allowed.indexOf(ai);
    // The parts of a thing come from the wide to the narrow: consumer variant, batch, serial.
    if (at > start && place <= last) throw barcodeFormat({ ai, value, expected: 'further to the front of the path' });
    last = place;
    elements.push(elementOf(ai, decoded(value, uri)));
  }
  for (const pair of query.split(/[&;]/).filter(Boolean)) {
    const [name = '', value = ''] = [pair.split('=')[0], pair.split('=').slice(1).join('=')];
    if (/^\d+$/.test(name)) elements.push(elementOf(name, decoded(value.replaceAll('+', '%20'), uri)));
  }
  return checkTogether(elements);
}
