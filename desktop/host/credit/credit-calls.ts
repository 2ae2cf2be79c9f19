import * as z from 'zod';
import { creditUnknown } from '@tillhouse/shared/domains/credit/errors.ts';
import { changed } from '../basket/changed.ts';
import { appendLine } from '../basket/rows.ts';
import { groundOf } from '../commands/run-command.ts';
import { type Calls, call } from '../define-call.ts';
import type { Host } from '../host.ts';
import { HostProblem } from '../problem.ts';
import type { WindowSession } from '../session/windows.ts';
import { keptCode, makeCard } from './card-codes.ts';
import { takeCredit } from './take-credit.ts';
import { cardOfCode, creditRows } from './credit-rows.ts';

const id = z.string().max(100);
const amount = z
  .number()
  .int()
  .min(1)
  .max(10 ** 13);

/** @throws HostProblem `desk.forbidden` */
function allowed(host: Host, window: WindowSession, permission: string): { readonly names: boolean } {
  const { permissions } = groundOf(host, window).person;
  if (!permissions.includes(permission))
    throw new HostProblem('desk.forbidden', 'forbidden', `This needs the right “${permission}”. Nothing was done.`);
  return { names: permissions.includes('customers.view') };
}

/**
 * Whoever prints a code can spend it: a cashier prints the card that was just paid, and `credit.issue` any of them.
 * @returns null where it is not at this desk @throws HostProblem `desk.forbidden`
 */
export function codeToPrint(host: Host, window: WindowSession, creditId: string): string | null {
  const { permissions } = groundOf(host, window).person;
  if (!permissions.includes('credit.issue') && !soldJustNow(host, creditId)) allowed(host, window, 'credit.issue');
  return keptCode(host.desk.reader, creditId);
}

export const creditCalls = {
  'credit.newCard': call(z.strictObject({}), async (host, window) => {
    allowed(host, window, 'credit.issue');
    return host.desk.transaction('foreground', async (connection) => makeCard(connection, host.newId, host.now()));
  }),
  'credit.printAgain': call(z.strictObject({ creditId: id }), async (host, window, { creditId }) => {
    return { code: codeToPrint(host, window, creditId) };
  }),
  'credit.find': call(z.strictObject({ code: z.string().max(200) }), async (host, window, { code }) => {
    const { names } = allowed(host, window, 'credit.view');
    const { reader } = host.desk;
    const found = cardOfCode(reader, code);
    return found === null ? null : (creditRows(reader, [found], { now: host.now(), names })[0] ?? null);
  }),
  'basket.takeCredit': call(
    z.strictObject({ basketId: id, due: z.number().int(), legId: z.uuid(), creditId: id, amount }),
    (host, window, args) => takeCredit(host, window, args),
  ),
  'basket.addGiftCard': call(
    z.strictObject({ amount, creditId: id.optional() }),
    (host, window, { amount: unitPrice, creditId }) => {
      const { reader } = host.desk;
      const [known] = creditId === undefined ? [] : creditRows(reader, [creditId], { now: host.now(), names: false });
      if (creditId !== undefined && !known) throw creditUnknown({ creditId });
      return changed(host, window, (connection, basketId) => {
        const { newId } = host;
        const now = host.now();
        const made = known ? null : makeCard(connection, newId, now);
        const loads = made
          ? { creditId: made.creditId, kind: 'gift-card', codeHash: made.codeHash, codeEnd: made.codeEnd }
          : { creditId: known?.id, kind: known?.kind, ...(known?.codeEnd && { codeEnd: known.codeEnd }) };
        const title = known?.kind === 'store-credit' ? 'Store credit' : 'Gift card';
        const line = { variantId: null, title, unitPrice, loads: JSON.stringify(loads), quantity: 1 };
        appendLine(connection, basketId, { ...line, touchedBy: 'hand' }, now, newId);
      });
    },
  ),
} satisfies Partial<Calls>;

const JUST_NOW_MS = 900_000;

/** Sold at this desk within the last quarter of an hour: its receipt is still being printed. */
function soldJustNow({ desk, now }: Host, creditId: string): boolean {
  const sql = `SELECT 1 AS one FROM credit_movements WHERE account_id = ? AND kind IN ('sold', 'refunded') AND occurred_at > ?`;
  return desk.reader.get<{ one: number }>(sql, [creditId, now() - JUST_NOW_MS]) !== undefined;
}
