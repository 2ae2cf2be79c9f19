import type { FiscalOfReceipt } from '@tillhouse/shared/domains/register/fiscal.ts';
import { csvCell } from '@tillhouse/shared/kernel/csv.ts';
import type { FiscalGap } from '../../../bridge/fiscal-views.ts';
import type { Reader } from '../../database/reader.ts';
import { deviceAt } from '../device-settings.ts';
import { isSigned } from './log-message.ts';

const HEAD = [
  ...[
    'receipt',
    'kind',
    'recorded',
    'currency',
    'total',
    'state',
    'client',
    'serial',
    'transaction',
    'signature_counter',
  ],
  ...['started', 'finished', 'process_type', 'process_data', 'algorithm', 'time_format', 'signature', 'public_key'],
  ...['signature_holds', 'out_since', 'reason'],
];

const iso = (at: number) => new Date(at).toISOString();

interface Row {
  readonly number: string;
  readonly kind: string;
  readonly placedAt: number;
  readonly currency: string;
  readonly total: number;
  readonly fiscal: string;
}

function cellsOf({ number, kind, placedAt, currency, total, fiscal }: Row): (string | number)[] {
  const said = JSON.parse(fiscal) as FiscalOfReceipt;
  const head = [number, kind, iso(placedAt), currency, total, said.state, said.client];
  if (said.state === 'out') return [...head, ...Array<string>(12).fill(''), iso(said.since), said.reason];
  const { serial, transaction, counter, startedAt, finishedAt, processType, processData } = said;
  const { algorithm, timeFormat, signature, publicKey } = said;
  return [
    ...[...head, serial, transaction, counter, iso(startedAt), iso(finishedAt), processType, processData],
    ...[algorithm, timeFormat, signature, publicKey, isSigned(said) ? 'yes' : 'no', '', ''],
  ];
}

/** Every receipt of a register with a fiscal device, oldest first, as far back as this desk holds them. Amounts in minor units. */
export function fiscalCsv(reader: Reader, registerId: string): string {
  const rows = reader.all<Row>(
    `SELECT r.number, o.kind, r.placed_at AS placedAt, o.currency, o.total, r.fiscal FROM receipts r JOIN orders o ON o.id = r.order_id
      WHERE r.register_id = ? AND r.fiscal IS NOT NULL ORDER BY r.generation, r.sequence`,
    [registerId],
  );
  const lines = [HEAD, ...rows.map(cellsOf)].map((cells) => cells.map(csvCell).join(','));
  return `${lines.join('\r\n')}\r\n`;
}

const LATEST = 500;

/** Since when this register's receipts are not signed, by its latest ones; null where the last was, or it has no device. */
export function fiscalGap(reader: Reader, registerId: string | null): FiscalGap | null {
  if (!registerId || !deviceAt(reader, registerId, 'fiscal')) return null;
  const rows = reader.all<{ fiscal: string; placedAt: number }>(
    `SELECT fiscal, placed_at AS placedAt FROM receipts WHERE register_id = ? AND fiscal IS NOT NULL
      ORDER BY generation DESC, sequence DESC LIMIT ?`,
    [registerId, LATEST],
  );
  const said = rows.map(({ fiscal, placedAt }) => ({ fiscal: JSON.parse(fiscal) as FiscalOfReceipt, placedAt }));
  const end = said.findIndex(({ fiscal }) => fiscal.state === 'signed');
  const out = end < 0 ? said : said.slice(0, end);
  const [last] = out;
  const first = out.at(-1);
  if (!last || !first || last.fiscal.state !== 'out') return null;
  return { since: first.placedAt, receipts: out.length, reason: last.fiscal.reason };
}
