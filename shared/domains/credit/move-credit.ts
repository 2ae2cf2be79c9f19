import type { MutationContext } from '../../kernel/define-mutator.ts';
import { sum } from '../../kernel/money.ts';
import type { Tx } from '../../kernel/tx.ts';
import { postEntry } from '../ledger/post-entry.ts';
import { creditEntry } from '../ledger/rules.ts';
import type { JournalEntry } from '../ledger/schema.ts';
import { creditMoved } from './events.ts';
import { type CreditAccount, creditAccounts, type CreditMovement, creditMovements } from './schema.ts';

export type Movement = Pick<CreditMovement, 'id' | 'accountId' | 'kind' | 'amount'> &
  Partial<Pick<CreditMovement, 'orderId' | 'ofId' | 'reason'>> & {
    /** The balance that comes from the cloud has it already: at a desk whose basket was set aside there */
    readonly counted?: boolean;
  };
/** Of an account what a fact needs, should it be the first to name it. */
export type Named = Pick<CreditAccount, 'kind' | 'currency'> &
  Partial<Pick<CreditAccount, 'codeHash' | 'codeEnd' | 'customerId' | 'expiresOn'>>;
type When = Pick<JournalEntry, 'occurredAt' | 'businessDate'>;
type Context = Pick<
  MutationContext,
  'authority' | 'idFor' | 'occurredAt' | 'actor' | 'deviceId' | 'store' | 'mutationId'
>;

export const accountNamed = (id: string, named: Named, at: number): CreditAccount => ({
  ...{ codeHash: null, codeEnd: '', customerId: null, expiresOn: null },
  ...named,
  ...{ id, balance: 0, status: 'active', issuedAt: at, updatedAt: at },
});

/**
 * Writes one movement with its entry in the books and adds it to the balance; inserts and adds only, so that facts may.
 * False where this movement is there already.
 */
export async function moveCredit(tx: Tx, ctx: Context, named: Named, movement: Movement, when: When): Promise<boolean> {
  const { id, accountId, kind, amount, orderId = null, ofId = null, reason = '' } = movement;
  const row = { id, accountId, kind, amount, orderId, ofId, reason };
  const by = { actorName: ctx.actor.name, deviceId: ctx.deviceId, occurredAt: ctx.occurredAt };
  if (!(await tx.insertOnce(creditMovements, { ...row, ...by }))) return false;
  if (movement.counted) return true;
  const key = { id: accountId };
  if (!(await tx.add(creditAccounts, key, { balance: amount }))) {
    await tx.insertOnce(creditAccounts, accountNamed(accountId, named, ctx.occurredAt));
    await tx.add(creditAccounts, key, { balance: amount });
  }
  await postEntry(tx, ctx, creditEntry(named, { id, kind, amount }, when), `journal:credit:${id}`);
  await tx.emit(creditMoved, { creditId: accountId, kind, amount, orderId });
  return true;
}

/**
 * In the cloud, after a fact took something: what tills that could not ask took beyond what was there the shop pays, so that no
 * balance is below nothing. @returns what it covered
 */
export async function coverShortfall(
  tx: Tx,
  ctx: Context,
  named: Named,
  { accountId, ofId, orderId }: { readonly accountId: string; readonly ofId: string; readonly orderId: string },
  when: When,
): Promise<number> {
  if (!ctx.authority) return 0;
  const [account] = await tx.getForUpdate(creditAccounts, [{ id: accountId }]);
  const short = sum([0, -(account?.balance ?? 0)]);
  if (short <= 0) return 0;
  const id = ctx.idFor(`covered:${ofId}`);
  await moveCredit(tx, ctx, named, { id, accountId, kind: 'covered', amount: short, orderId, ofId }, when);
  return short;
}
