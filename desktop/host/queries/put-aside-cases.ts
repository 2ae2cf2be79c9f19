import { resolveMutator } from '@tillhouse/shared/kernel/define-mutator.ts';
import '@tillhouse/shared/domains/commands.ts';
import * as z from 'zod';
import type { Case } from '../../bridge/sync-queries.ts';
import type { Reader } from '../database/reader.ts';
import { fullTitle, quantityText } from '../words.ts';
import { commandWord, deviceName } from './case-words.ts';
import { type Asking, sees } from './define-query.ts';
import { fieldLabel, moneyText } from './field-words.ts';

type Line = Case['reckoning'][number];
type Evidence = Case['evidence'][number];

interface Row {
  id: string;
  name: string;
  version: number;
  args: string | null;
  reason: string;
  message: string;
  deviceId: string;
  actorId: string | null;
  actorName: string;
  occurredAt: number | null;
  receivedAt: number;
}

const badges: Readonly<Record<string, string>> = {
  'sync.impossible-date': 'Impossible date',
  'sync.unknown-actor': 'Nobody of this store',
  'sync.id-reused': 'Comes under a used id',
  'sync.device-revoked': 'From a revoked device',
  'sync.not-understood': 'Fault of the cloud',
  'sync.malformed': 'Cannot be read',
  'command.invalid-arguments': 'Cannot be read',
  'command.unknown': 'Cannot be read',
  'register.forged': 'No till does this',
  'register.does-not-add-up': 'Does not add up',
};

/** What of a sale or return can be shown; anything else is shown as it came. */
const trade = z.object({
  registerId: z.string(),
  lines: z.array(
    z.object({
      quantity: z.number(),
      snapshot: z.object({ title: z.string(), variantTitle: z.string(), scale: z.number(), total: z.number() }),
    }),
  ),
  tenders: z.array(z.object({ kind: z.string(), amount: z.number(), given: z.number(), change: z.number() })),
  decided: z.object({
    number: z.string(),
    businessDate: z.string(),
    currency: z.string(),
    taxTotal: z.number(),
    total: z.number(),
    customerName: z.string(),
    locationId: z.string(),
  }),
});
type Trade = z.infer<typeof trade>;

/** What the cloud put aside, for a person to count or leave out. */
export function putAsideCases(reader: Reader, asking: Asking, limit: number): Case[] {
  const rows = reader.all<Row>(
    `SELECT id, name, version, args, reason, message, device_id AS deviceId, actor_id AS actorId,
       actor_name AS actorName, occurred_at AS occurredAt, received_at AS receivedAt
     FROM quarantine_cases WHERE status = 'open' ORDER BY received_at DESC LIMIT ?`,
    [limit],
  );
  return rows.map((row) => caseOf(reader, asking, row));
}

function caseOf(reader: Reader, asking: Asking, row: Row): Case {
  const args: unknown = row.args === null ? null : JSON.parse(row.args);
  const sold = trade.safeParse(args).data;
  const counts = isCountable(row, args);
  const end = counts ? '' : 'It cannot be counted as it stands: enter what really happened anew, then set this aside.';
  return {
    mutationId: row.id,
    kind: 'put-aside',
    title: [commandWord(row.name) || 'Something', sold?.decided.number].filter(Boolean).join(' '),
    image: null,
    badge: badges[row.reason] ?? 'Put aside',
    text: [row.message, end].filter(Boolean).join(' ') || 'It is kept whole until somebody has looked at it.',
    at: row.receivedAt,
    by: deviceName(reader, row.deviceId) ?? 'a device that is gone',
    to: null,
    mine: null,
    theirs: null,
    fields: [],
    reckoning: sold ? tradeLines(sold) : [],
    evidence: [
      ...whoAndWhen(reader, row),
      ...(sold ? tradeEvidence(reader, asking, sold) : plainEvidence(asking, args)),
    ],
    countable: counts,
    maySettle: sees(asking, 'quarantine.review'),
  };
}

/** Whether the cloud can take it in at all: a fact that this program understands. The cloud looks again. */
function isCountable({ name, version, reason }: Row, args: unknown): boolean {
  const known = resolveMutator(name, version);
  if (!known.found || args === null || reason === 'register.does-not-add-up') return false;
  return known.found.kind === 'fact' && known.found.args.safeParse(known.convert(args)).success;
}

function whoAndWhen(reader: Reader, { actorId, actorName, occurredAt, receivedAt, deviceId }: Row): Evidence[] {
  const known = actorId && reader.get<{ name: string }>('SELECT name FROM staff WHERE id = ?', [actorId]);
  const device = reader.get<{ name: string; status: string }>('SELECT name, status FROM devices WHERE id = ?', [
    deviceId,
  ]);
  const who = actorName || 'does not say';
  return [
    { what: 'Done by', text: known || !actorName ? who : `${who}, not a person of this store`, at: null },
    { what: 'By its own clock', text: occurredAt === null ? 'does not say' : '', at: occurredAt },
    { what: 'Reached the cloud', text: '', at: receivedAt },
    {
      what: 'From',
      text: device ? `${device.name}${device.status === 'revoked' ? ', revoked since' : ''}` : 'a device that is gone',
      at: null,
    },
  ];
}

function tradeEvidence(reader: Reader, asking: Asking, { registerId, decided, tenders }: Trade): Evidence[] {
  const { currency, locationId, businessDate, customerName } = decided;
  const name = (table: 'registers' | 'locations', id: string) =>
    reader.get<{ name: string }>(`SELECT name FROM ${table} WHERE id = ?`, [id])?.name;
  const paid = tenders.map(({ kind, amount, given, change }) => {
    const how = `${fieldLabel(kind)} ${moneyText(amount, currency)}`;
    return change === 0 ? how : `${how} (${moneyText(given, currency)} given, ${moneyText(change, currency)} back)`;
  });
  const place = name('locations', locationId) ?? 'an unknown place';
  return [
    { what: 'Register', text: `${name('registers', registerId) ?? 'an unknown register'}, ${place}`, at: null },
    { what: 'Business day', text: businessDate, at: null },
    { what: 'Paid', text: paid.join(', ') || 'nothing', at: null },
    ...(customerName && sees(asking, 'customers.view') ? [{ what: 'Customer', text: customerName, at: null }] : []),
  ];
}

function tradeLines({ lines, decided: { currency, taxTotal, total } }: Trade): Line[] {
  const shown = lines.slice(0, 12).map(({ quantity, snapshot: { title, variantTitle, scale, total: sum } }) => ({
    text: `${quantityText(quantity, scale)} × ${fullTitle(title, variantTitle)}`,
    amount: moneyText(sum, currency),
  }));
  const more = lines.slice(12);
  const rest = { text: `${more.length} more`, amount: moneyText(sumOf(more), currency) };
  return [
    ...shown,
    ...(more.length > 0 ? [rest] : []),
    { text: 'Tax within', amount: moneyText(taxTotal, currency) },
    { text: 'Total', amount: moneyText(total, currency) },
  ];
}

const sumOf = (lines: Trade['lines']) => lines.reduce((sum, { snapshot }) => sum + snapshot.total, 0);

/** The first values of whatever came, by their names; they may be costs or people, so for those alone who judge them. */
function plainEvidence(asking: Asking, args: unknown): Evidence[] {
  if (!sees(asking, 'quarantine.review')) return [];
  if (args === null) return [{ what: 'Contents', text: 'kept whole in the cloud', at: null }];
  if (typeof args !== 'object') return [{ what: 'Contents', text: String(args).slice(0, 200), at: null }];
  return Object.entries(args as object)
    .slice(0, 8)
    .map(([name, value]) => {
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      return { what: fieldLabel(name).slice(0, 40), text: text.slice(0, 160), at: null };
    });
}
