import type { CardOfTender } from '@tillhouse/shared/domains/orders/frozen-parts.ts';
import * as z from 'zod';
import { holds } from '@tillhouse/shared/domains/access/rights.ts';
import { moreThanRemains, noRegister } from '../../basket/problems.ts';
import { payingBasket, refuseMore } from '../../basket/leg-calls.ts';
import { groundOf } from '../../commands/run-command.ts';
import { type Calls, call } from '../../define-call.ts';
import type { Host } from '../../host.ts';
import { HostProblem } from '../../problem.ts';
import type { WindowSession } from '../../session/windows.ts';
import { deviceAt } from '../device-settings.ts';
import { TerminalSilent, TerminalUnreached } from './adapter.ts';
import { attemptById, attemptsFor, changeAttempt, unrecordedRefunds, within } from './attempts.ts';
import { attemptGone, noCardOf, noTerminal } from './card-problems.ts';
import { cardFlow } from './flow-of-host.ts';
import { addressOf, simulatedTerminal } from './simulated-adapter.ts';
import { addressOfReader, readerOf, stripeTerminal } from './stripe-adapter.ts';
import { refuseTip, tipsAt } from '../../basket/tips.ts';
import { storeFacts, locationOfRegister } from '../../basket/price-basket.ts';

const id = z.string().max(100);
const amount = z
  .number()
  .int()
  .min(1)
  .max(10 ** 13);

const tip = amount.optional();

const mayNot = (permission: string) =>
  new HostProblem(
    'access.forbidden',
    'forbidden',
    `You may not do this at a card terminal: it needs the permission “${permission}”. Nothing was charged or paid back. Ask somebody who has it.`,
    { permission },
  );

/** Who asks may do it, at a register. */
function atTill(host: Host, window: WindowSession, permission: 'till.sell' | 'till.return' = 'till.sell') {
  const ground = groundOf(host, window);
  if (!holds(ground.person, permission)) throw mayNot(permission);
  const { registerId } = ground.window;
  if (!registerId) throw noRegister();
  return { ...ground, registerId };
}

/** What a terminal at an address says of itself; never rejects. */
export async function helloOf(
  host: Parameters<typeof stripeTerminal>[0],
  address: string,
): Promise<{ ready: boolean; text: string }> {
  const reader = readerOf(address);
  const parsed = addressOf(address);
  if (reader === null && !parsed) return { ready: false, text: 'This is no address with a port' };
  try {
    const { name, serial, says } = await (parsed
      ? simulatedTerminal(parsed, undefined, { connectMs: 2_000, silentMs: 4_000 })
      : stripeTerminal(host, reader ?? '')
    ).hello();
    return { ready: true, text: `${name}, ${serial}: ${says}` };
  } catch (error) {
    if (!(error instanceof TerminalSilent)) throw error;
    const said = error instanceof TerminalUnreached ? error.says : undefined;
    return { ready: false, text: said ?? 'No terminal answers there. Is it on, and on the same network?' };
  }
}

/**
 * Who pays back to the card of a payment: the provider that took it, by its key there and without a reader, else the terminal of this
 * register, by its own reference.
 */
export function payerBack(
  reader: Parameters<typeof deviceAt>[0],
  registerId: string,
  { card, reference }: { readonly card: string; readonly reference: string },
): { readonly terminal: string; readonly original: string } {
  const { provider, key } = JSON.parse(card) as CardOfTender;
  if (provider) return { terminal: addressOfReader(''), original: key };
  const device = deviceAt(reader, registerId, 'terminal');
  if (device?.model !== 'simulated') throw noTerminal();
  return { terminal: device.address, original: reference };
}

export const cardCalls = {
  /** Hands an amount of the basket to the register's terminal. What becomes of it is in `till.basket`. */
  'card.charge': call(
    z.strictObject({
      attemptId: id.min(8),
      basketId: id,
      due: z.number().int(),
      amount,
      tip,
      asksTip: z.boolean().optional(),
    }),
    async (host, window, { attemptId, basketId, due, amount: wanted, tip: given = 0, asksTip = false }) => {
      const { registerId, person, window: fresh } = atTill(host, window);
      const { reader } = host.desk;
      const device = deviceAt(reader, registerId, 'terminal');
      if (!device) throw noTerminal();
      const { currency } = storeFacts(reader, locationOfRegister(reader, registerId));
      const attempt = {
        ...{
          id: attemptId,
          registerId,
          orderId: basketId,
          purpose: 'charge' as const,
          amount: wanted + given,
          currency,
        },
        ...{ tip: given, asksTip: asksTip ? JSON.stringify(tipsAt(reader, registerId)?.percents ?? []) : null },
        ...{ terminal: device.address, original: '', tenderId: null },
      };
      await cardFlow(host).begin(attempt, person.id, async (connection) => {
        const { priced } = payingBasket(host, fresh, connection, { basketId, due });
        refuseMore(priced, wanted);
        refuseTip(reader, registerId, asksTip ? 1 : given);
      });
      return null;
    },
  ),
  /** Pays back to the card of a payment, through the terminal, before the return is recorded. */
  'card.refund': call(
    z.strictObject({ attemptId: id.min(8), orderId: id, tenderId: id, amount }),
    async (host, window, { attemptId, orderId, tenderId, amount: wanted }) => {
      const { registerId, person } = atTill(host, window, 'till.return');
      const { reader } = host.desk;
      const tender = reader.get<{ amount: number; currency: string; reference: string; card: string; back: number }>(
        `SELECT amount, currency, reference, card, (SELECT coalesce(-sum(b.amount), 0) FROM tenders b WHERE b.original_tender_id = t.id) AS back
         FROM tenders t WHERE id = ? AND kind = 'card' AND card IS NOT NULL AND amount > 0`,
        [tenderId],
      );
      if (!tender) throw noCardOf();
      const attempt = {
        ...{ id: attemptId, registerId, orderId, purpose: 'refund' as const, amount: wanted, tenderId },
        ...{ currency: tender.currency, ...payerBack(reader, registerId, tender) },
      };
      await cardFlow(host).begin(attempt, person.id, async (connection) => {
        const spent = unrecordedRefunds(within(connection), tenderId).reduce((sum, one) => sum + one.amount, 0);
        const left = tender.amount - tender.back - spent;
        if (wanted > left) throw moreThanRemains(wanted, left);
      });
      return null;
    },
  ),
  /** Pays a tip back to its card, once; before it is recorded, as with goods. */
  'card.refundTip': call(
    z.strictObject({ attemptId: id.min(8), tipId: id }),
    async (host, window, { attemptId, tipId }) => {
      const { registerId, person } = atTill(host, window, 'till.return');
      const { reader } = host.desk;
      const tip = reader.get<{ amount: number; currency: string; reference: string; card: string }>(
        `SELECT t.amount, t.currency, p.reference, p.card FROM tips t JOIN tenders p ON p.id = t.tender_id AND p.card IS NOT NULL
          WHERE t.id = ? AND t.kind = 'given' AND NOT EXISTS (SELECT 1 FROM tips b
            WHERE b.order_id = t.order_id AND b.tender_id = t.tender_id AND b.kind = 'given-back')`,
        [tipId],
      );
      if (!tip) throw noCardOf();
      const attempt = {
        ...{ id: attemptId, registerId, orderId: tipId, purpose: 'refund' as const, amount: tip.amount },
        ...{ tenderId: null, currency: tip.currency, ...payerBack(reader, registerId, tip) },
      };
      await cardFlow(host).begin(attempt, person.id, async (connection) => {
        const spent = attemptsFor(within(connection), tipId).some(
          ({ state }) => state === 'open' || state === 'approved',
        );
        if (spent) throw moreThanRemains(tip.amount, 0);
      });
      return null;
    },
  ),
  /** The goods stay with the customer after all: what was paid back to the card is taken back. */
  'card.undoRefund': call(z.strictObject({ attemptId: id }), async (host, window, { attemptId }) => {
    atTill(host, window, 'till.return');
    await host.desk.transaction('foreground', async (connection) => {
      const attempt = attemptById(within(connection), attemptId);
      if (attempt?.purpose !== 'refund' || attempt.state !== 'approved' || attempt.recordedAt !== null)
        throw attemptGone();
      changeAttempt(connection, attemptId, { state: 'reversing', reason: 'Its return was not made' }, host.now());
    });
    cardFlow(host).wake();
    return null;
  }),
  'card.cancel': call(z.strictObject({ attemptId: id }), async (host, window, { attemptId }) => {
    atTill(host, window);
    await cardFlow(host).cancel(attemptId);
    return null;
  }),
  /** Asks now what became of all that has no end yet. */
  'card.askAgain': call(z.strictObject({}), async (host, window) => {
    atTill(host, window);
    cardFlow(host).wake();
    return null;
  }),
  /** The till goes another way: should the terminal say that it was approved after all, it is given back. */
  'card.leave': call(z.strictObject({ attemptId: id }), async (host, window, { attemptId }) => {
    atTill(host, window);
    await host.desk.transaction('foreground', async (connection) => {
      const attempt = attemptById(within(connection), attemptId);
      if (attempt?.state !== 'open') return;
      connection.runNow('UPDATE desk_card_attempts SET wanted = 0, changed_at = ? WHERE id = ?', [
        host.now(),
        attemptId,
      ]);
    });
    await cardFlow(host).cancel(attemptId);
    return null;
  }),
  /** A person looked at the terminal, or at the bank, and says how it stands. */
  'card.settle': call(
    z.strictObject({ attemptId: id, note: z.string().trim().min(3).max(200) }),
    async (host, window, { attemptId, note }) => {
      const { person } = atTill(host, window);
      await host.desk.transaction('foreground', async (connection) => {
        const attempt = attemptById(within(connection), attemptId);
        const left = attempt?.state === 'open' && !attempt.wanted;
        const paidBack = attempt?.purpose === 'refund' && attempt.state === 'approved' && attempt.recordedAt === null;
        if (!attempt || !(left || paidBack || attempt.state === 'case' || attempt.state === 'reversing'))
          throw attemptGone();
        const reason = [attempt.reason, `Settled by ${person.name}: ${note}`].filter(Boolean).join('. ');
        changeAttempt(connection, attemptId, { state: 'settled', reason }, host.now());
      });
      return null;
    },
  ),
  /** Whether the register's terminal answers now. */
  'card.terminal': call(z.strictObject({}), async (host, window) => {
    const { registerId } = groundOf(host, window).window;
    const device = deviceAt(host.desk.reader, registerId, 'terminal');
    return device ? helloOf(host, device.address) : null;
  }),
} satisfies Partial<Calls>;
