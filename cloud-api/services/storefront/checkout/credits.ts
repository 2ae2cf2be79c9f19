import type { AttemptCredit, CheckoutAttempt, CreditOn } from '@tillhouse/shared/domains/checkout/schema.ts';
import { whyNot } from '@tillhouse/shared/domains/credit/rules.ts';
import { creditAccounts } from '@tillhouse/shared/domains/credit/schema.ts';
import { sum } from '@tillhouse/shared/kernel/money.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import { newestVersion } from '../../../platform/access/store-records.ts';
import { runCommand } from '../../../platform/commands/run-command.ts';
import { systemActor } from '../../../platform/commands/system-actor.ts';
import type { Connection } from '../../../platform/db/connection.ts';

/** A card or store credit, and what of a total it pays now. */
export interface CreditPays extends CreditOn {
  /** Minor units; 0 where it pays nothing at this moment */
  readonly amount: number;
}

interface Paying {
  readonly credits: readonly CreditOn[];
  readonly currency: string;
}

/** What each pays of a total, in their order; nothing is held. @param today of the store */
export async function creditsPay(
  tx: Tx,
  { credits, currency }: Paying,
  total: number,
  today: string,
): Promise<CreditPays[]> {
  if (credits.length === 0) return [];
  const known = await tx.getMany(
    creditAccounts,
    credits.map(({ creditId }) => ({ id: creditId })),
  );
  let rest = total;
  return credits.map((credit) => {
    const account = known.find(({ id }) => id === credit.creditId);
    const good = account?.currency === currency && whyNot(account, today) === null;
    const amount = good ? Math.max(0, Math.min(account.balance, rest)) : 0;
    rest -= amount;
    return { ...credit, amount };
  });
}

export const leftToPay = (total: number, pays: readonly { readonly amount: number }[]): number =>
  sum([total, ...pays.map(({ amount }) => -amount)]);

/** What of it a try to pay sets aside, each under an id of its own that the tender will have. */
export const toTake = (attemptId: string, pays: readonly CreditPays[]): AttemptCredit[] =>
  pays
    .filter(({ amount }) => amount > 0)
    .map((one) => ({ ...one, takeId: idFor(attemptId, `credit ${one.creditId}`) }));

/** There is less on a card than a moment ago: nothing of the transaction is kept. */
export class CreditGone extends Error {}

/** Sets aside what cards pay, under their locks: no two checkouts and no till take the same money. @throws CreditGone */
export async function takeCredits(
  db: Connection,
  { tenantId, now }: { readonly tenantId: string; readonly now: number },
  { id, orderId, currency, credits }: Pick<CheckoutAttempt, 'id' | 'orderId' | 'currency' | 'credits'>,
): Promise<void> {
  const name = 'credit.take';
  // Always in the same order, so that two who pay with the same cards wait for each other.
  for (const { takeId, creditId, amount } of credits.toSorted((a, b) => (a.creditId < b.creditId ? -1 : 1))) {
    const args = { takeId, creditId, orderId, amount, currency };
    const whole = { id: idFor(id, `take ${creditId}`), name, version: newestVersion(name), args, occurredAt: now };
    const { status } = await runCommand(db, tenantId, systemActor, whole);
    if (status === 'refused') throw new CreditGone();
  }
}
