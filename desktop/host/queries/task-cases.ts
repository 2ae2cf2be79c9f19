import type { Case } from '../../bridge/sync-queries.ts';
import type { Reader } from '../database/reader.ts';
import { quantityText } from '../words.ts';
import { deviceName, variantSubject } from './case-words.ts';
import { fieldLabel } from './field-words.ts';
import { type Asking, sees } from './define-query.ts';

type Line = Case['reckoning'][number];

interface TaskRow {
  id: string;
  kind: 'oversold' | 'unknown-item' | 'over-received' | 'stock-not-moved' | 'payment-returned';
  title: string;
  at: number;
  variantId: string | null;
  locationId: string;
  place: string;
}

/** Work that a fact left behind: the fact stands, a person puts the rest right. */
export function taskCases(reader: Reader, asking: Asking, limit: number): Case[] {
  const rows = reader.all<TaskRow>(
    `SELECT t.id, t.kind, t.title, t.created_at AS at, t.variant_id AS variantId, t.location_id AS locationId,
       coalesce(l.name, '') AS place
     FROM stock_tasks t LEFT JOIN locations l ON l.id = t.location_id
     WHERE t.status = 'open' ORDER BY t.created_at DESC LIMIT ?`,
    [limit],
  );
  return rows.map((row) => taskCase(reader, asking, row));
}

function taskCase(reader: Reader, asking: Asking, row: TaskRow): Case {
  const subject = row.variantId ? variantSubject(reader, row.variantId) : null;
  const { lines, short } =
    row.kind === 'oversold' && row.variantId ? shortage(reader, row.variantId, row) : { lines: [], short: '' };
  const words = {
    oversold: [
      short ? `Oversold by ${short}` : 'Oversold',
      'Every sale stands. The stock is what is left to put right.',
    ],
    'unknown-item': ['Unknown item', 'The sale stands. Find out what it was and put the stock right.'],
    'over-received': [
      'More than ordered',
      'What came is counted in. Agree with the supplier what happens to the rest.',
    ],
    'stock-not-moved': ['Stock not moved', 'The goods left or came, and their stock could not be moved. Put it right.'],
    'payment-returned': [
      'Paid without an order',
      'An online payment could not become an order. It goes back by itself; look whether the shopper still wants the goods.',
    ],
  } as const;
  const [badge, text] = words[row.kind];
  return {
    mutationId: row.id,
    kind: 'stock-task',
    title: subject?.title ?? row.title,
    image: subject?.image ?? null,
    badge,
    text: subject ? `${row.title}, ${row.place}. ${text}` : `At ${row.place}. ${text}`,
    at: row.at,
    by: row.place,
    to: row.variantId ? `/stock/${row.variantId}` : null,
    mine: null,
    theirs: null,
    fields: [],
    reckoning: lines,
    evidence: [],
    countable: false,
    maySettle: sees(asking, 'stock.adjust'),
  };
}

/** How a level came to be short: the last movements, and what is left against what is promised. */
function shortage(reader: Reader, variantId: string, { locationId, place }: TaskRow): { lines: Line[]; short: string } {
  const level = reader.get<{ onHand: number; promised: number; scale: number }>(
    `SELECT s.on_hand AS onHand, s.committed + s.reserved AS promised, v.scale
     FROM stock_levels s JOIN variants v ON v.id = s.variant_id WHERE s.variant_id = ? AND s.location_id = ?`,
    [variantId, locationId],
  );
  if (!level) return { lines: [], short: '' };
  const { onHand, promised, scale } = level;
  const moves = reader.all<{ number: string; cause: string; n: number; deviceId: string }>(
    `SELECT document_number AS number, cause, on_hand AS n, device_id AS deviceId FROM stock_movements
     WHERE variant_id = ? AND location_id = ? AND on_hand <> 0 ORDER BY occurred_at DESC, id DESC LIMIT 3`,
    [variantId, locationId],
  );
  const before = onHand - moves.reduce((sum, move) => sum + move.n, 0);
  const amount = (n: number) => quantityText(n, scale);
  const left = onHand - promised;
  const lines = [
    ...(before === 0 ? [] : [{ text: `Before that at ${place}`, amount: amount(before) }]),
    ...moves.reverse().map((move) => ({
      text: [move.number || fieldLabel(move.cause.replaceAll('-', ' ')), deviceName(reader, move.deviceId)]
        .filter(Boolean)
        .join(', '),
      amount: amount(move.n),
    })),
    ...(promised > 0 ? [{ text: 'Promised to orders', amount: amount(-promised) }] : []),
    { text: promised > 0 ? `Left at ${place}` : `On hand at ${place}`, amount: amount(left) },
  ];
  return { lines, short: left < 0 ? amount(-left) : '' };
}
