/** What a scanner says before the data about the symbol it saw (ISO/IEC 15424): `]e0`. */
export interface Symbology {
  readonly id: string;
  readonly name: string;
  /** The data is an element string of GS1 */
  readonly gs1: boolean;
}

const gs1: Readonly<Record<string, string>> = {
  ']C1': 'GS1-128',
  ']e0': 'GS1 DataBar',
  ']e1': 'GS1 Composite',
  ']e2': 'GS1 Composite',
  ']d2': 'GS1 DataMatrix',
  ']Q3': 'GS1 QR Code',
  ']J1': 'GS1 DotCode',
};

const families: Readonly<Record<string, string>> = {
  A: 'Code 39',
  C: 'Code 128',
  E: 'EAN/UPC',
  F: 'Codabar',
  G: 'Code 93',
  I: 'Interleaved 2 of 5',
  J: 'DotCode',
  L: 'PDF417',
  Q: 'QR Code',
  d: 'Data Matrix',
  z: 'Aztec',
};

const eanUpc: Readonly<Record<string, string>> = {
  ']E0': 'EAN-13 or UPC',
  ']E1': 'EAN/UPC add-on, 2 digits',
  ']E2': 'EAN/UPC add-on, 5 digits',
  ']E3': 'EAN-13 with an add-on',
  ']E4': 'EAN-8',
};

/** The symbology and the data behind it; no symbology where the scanner sends none. */
export function readSymbology(raw: string): { symbology: Symbology | null; data: string } {
  const id = /^\][A-Za-z][0-9A-Za-z]/.exec(raw)?.[0];
  if (!id) return { symbology: null, data: raw };
  const name = gs1[id] ?? eanUpc[id] ?? families[id[1] ?? ''] ?? 'Another symbol';
  return { symbology: { id, name, gs1: id in gs1 }, data: raw.slice(3) };
}
