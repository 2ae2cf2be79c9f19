import { createTx } from '@tillhouse/shared/data/tx.ts';
import {
  bankLines,
  payoutParts,
  payoutStates,
  providerPayouts,
} from '@tillhouse/shared/domains/ledger/payout-schema.ts';
import { reconcile, type Reconciled } from '@tillhouse/shared/domains/ledger/reconcile.ts';
import { localDayAndHour } from '@tillhouse/shared/kernel/instant.ts';
import * as z from 'zod';
import { storeAt } from '../../platform/access/stores.ts';
import type { StaffCaller } from '../../platform/auth/caller.ts';
import type { Connection } from '../../platform/db/connection.ts';
import { withTenant } from '../../platform/db/transaction.ts';
import { type Route, route } from '../../platform/http/route.ts';
import type { CommerceContext } from './context.ts';
import type { Days } from './ledger-rows.ts';
import { asPerson } from './read-as-person.ts';

const minor = z.number().int().describe('Minor units of `currency`');
const shown = z.object({
  id: z.uuid(),
  provider: z.string(),
  reference: z.string().describe('The provider’s own name of it'),
  currency: z.string(),
  arrivesOn: z.string(),
  state: z.enum(payoutStates),
  amount: minor.describe('What reaches the bank, by the provider'),
  charges: minor.describe('What the provider kept'),
  expected: minor.describe('What should reach the bank, by our own record of each part'),
  ledger: minor.describe('What stands in the books as paid to the bank'),
  line: z
    .object({ id: z.string(), day: z.string(), amount: minor, currency: z.string(), text: z.string() })
    .nullable()
    .describe('The line of the bank, from files that people added'),
  differences: z
    .array(z.enum(['expected', 'ledger', 'bank', 'bank-amount']))
    .describe('`bank`: a week over and no line of it; `bank-amount`: the bank names it with another amount'),
  parts: z
    .array(
      z.object({
        kind: z.enum(payoutParts),
        reference: z.string(),
        attemptId: z.string().nullable(),
        gross: minor,
        fee: minor,
        expected: minor,
      }),
    )
    .describe('Those that differ from our record, at most 50'),
});
const answers = {
  200: {
    description: 'The newest first',
    schema: z.object({
      payouts: z.array(shown),
      bankLines: z.number().int().describe('Lines of the bank that are known of these days'),
    }),
  },
};
const query = {
  from: z.iso.date().describe('First day of arrival, YYYY-MM-DD'),
  to: z.iso.date().describe('Last day, included'),
};
const MOST_PARTS = 50;
/** A line of the bank may lie a week beside the day that was told. */
const BESIDE_MS = 8 * 86_400_000;

const dayBeside = (day: string, ms: number): string => new Date(Date.parse(day) + ms).toISOString().slice(0, 10);

async function readPayouts(db: Connection, tenantId: string, { from, to }: Days, now: number) {
  const days = [dayBeside(from, -BESIDE_MS), dayBeside(to, BESIDE_MS)];
  const ids = await db.rows<{ id: string }>(
    'SELECT id FROM provider_payouts WHERE tenant_id = $1 AND arrives_on BETWEEN $2 AND $3',
    [tenantId, ...days],
  );
  const lineIds = await db.rows<{ id: string }>(
    'SELECT id FROM bank_lines WHERE tenant_id = $1 AND day BETWEEN $2 AND $3 ORDER BY day, id LIMIT 20000',
    [tenantId, ...days],
  );
  const booked = await db.rows<{ id: string; amount: number }>(
    `SELECT e.cause_id AS id, sum(l.amount)::bigint AS amount FROM journal_entries e
       JOIN journal_lines l ON l.tenant_id = e.tenant_id AND l.entry_id = e.id AND l.account = 'bank'
      WHERE e.tenant_id = $1 AND e.kind = 'paid-out' AND e.cause_id = ANY($2::uuid[]) GROUP BY 1`,
    [tenantId, ids.map(({ id }) => id)],
  );
  const { tx, end } = createTx({ connection: db, tenantId, onEvent: async () => {} });
  const payouts = await tx.getMany(providerPayouts, ids);
  const lines = await tx.getMany(bankLines, lineIds);
  end();
  const zone = (await storeAt(db, tenantId))?.timeZone ?? 'UTC';
  const today = localDayAndHour(now, zone).date;
  const ledger = new Map(booked.map(({ id, amount }) => [id, Number(amount)]));
  const all = reconcile(payouts, ledger, lines, today).filter(({ arrivesOn: on }) => on >= from && on <= to);
  const inDays = lines.filter(({ day }) => day >= from && day <= to).length;
  return { payouts: all.toReversed().map(shownOf), bankLines: inDays };
}

function shownOf({
  id,
  provider,
  reference,
  currency,
  arrivesOn,
  state,
  amount,
  charges,
  expected,
  ...of
}: Reconciled) {
  const { ledger, line, differences } = of;
  const parts = of.parts.filter((part) => part.gross !== part.expected).slice(0, MOST_PARTS);
  const plain = line && { id: line.id, day: line.day, amount: line.amount, currency: line.currency, text: line.text };
  const figures = { amount, charges, expected, ledger };
  return {
    ...{ id, provider, reference, currency, arrivesOn, state, ...figures, line: plain, parts },
    differences: [...differences],
  };
}

const summary = 'What providers paid out, held against our own record, the books and the bank';

/** Payouts with what differs, for accountants and their programs, and for the screens of a desk. */
export function payoutRoutes(context: CommerceContext): Route[] {
  const { reader, read: within } = asPerson(context, 'ledger.view');
  return [
    route(
      {
        ...{ method: 'GET', path: '/v1/ledger/payouts', summary, tag: 'Ledger' },
        access: { as: 'staff', permission: 'ledger.view' },
        description:
          'Expected = provider = ledger = bank, or `differences` says what is not. Lines of the bank come by `ledger.addBankLines`.',
        query: z.strictObject(query),
        answers,
      },
      ({ query: days, caller }) => {
        const { tenantId } = caller as StaffCaller;
        return withTenant(context.pool, tenantId, (db) => readPayouts(db, tenantId, days, context.now()));
      },
    ),
    route(
      {
        ...{ method: 'GET', path: '/sync/v1/ledger/payouts', summary: 'The same, for a desk', tag: 'Sync' },
        access: { as: 'device' },
        query: z.strictObject({ ...query, ...reader }),
        answers,
      },
      ({ query: { readerId, ...days }, caller }) =>
        within(caller, readerId, (db, tenantId) => readPayouts(db, tenantId, days, context.now())),
    ),
  ];
}
