import { type FiscalOfReceipt, qrOf } from './fiscal.ts';

/** The words that a German receipt has to carry where it was not signed, whatever its store speaks. */
export const OUT_WORDS = 'TSE ausgefallen';

interface FiscalWords {
  readonly rows: readonly (readonly [string, string])[];
  /** What its QR code says; null where it was not signed */
  readonly qr: string | null;
  readonly out: string | null;
}

/** What stands on a receipt of the device that signed it, in the words of its law. */
export function fiscalWords(fiscal: FiscalOfReceipt): FiscalWords {
  if (fiscal.state === 'out') return { rows: [['Kasse', fiscal.client]], qr: null, out: OUT_WORDS };
  const { client, transaction, counter, startedAt, finishedAt, serial } = fiscal;
  const moment = (at: number) => new Date(at).toISOString().replace('.000Z', 'Z');
  return {
    rows: [
      ['Kasse', client],
      ['TSE-Transaktion', `${transaction}`],
      ['Signaturzähler', `${counter}`],
      ['Start', moment(startedAt)],
      ['Ende', moment(finishedAt)],
      ['TSE', `${serial.slice(0, 16)}…`],
    ],
    qr: qrOf(fiscal),
    out: null,
  };
}
