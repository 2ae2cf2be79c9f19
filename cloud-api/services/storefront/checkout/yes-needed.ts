import type { Checkout, CheckoutAttempt } from '@tillhouse/shared/domains/checkout/schema.ts';
import type { AccountTerms } from '@tillhouse/shared/domains/customers/account-schema.ts';
import { type FirmBuyer, firmBuyers } from '@tillhouse/shared/domains/customers/buyer-schema.ts';
import type { PurchaseRequest } from '@tillhouse/shared/domains/orders/request-schema.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import { newestVersion } from '../../../platform/access/store-records.ts';
import type { Shopper } from '../../../platform/auth/caller.ts';
import { runCommand } from '../../../platform/commands/run-command.ts';
import { systemActor } from '../../../platform/commands/system-actor.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import { nobodyApproves, notABuyer } from './checkout-errors.ts';
import { ownsAccount } from './on-account.ts';
import type { At } from './price-checkout.ts';

/** So long goods are held for a yes, and as long again for the payment after it. */
export const YES_MS = 72 * 3_600_000;

type Yes = Pick<PurchaseRequest, 'kind' | 'why'>;
export interface YesNeeded {
  readonly yeses: readonly Yes[];
  readonly buyer: FirmBuyer | undefined;
}

interface Asked {
  readonly row: Pick<Checkout, 'customerId' | 'currency'>;
  readonly shopper: Shopper | undefined;
  readonly total: number;
  readonly onAccount: boolean;
  readonly account: AccountTerms | null;
  /** The store's own: limits are in it */
  readonly own: string;
}

/**
 * Whose yes an order of a firm needs before it is placed or paid. Where a firm has buyers, one of them orders, or who has its own account.
 * @throws HttpProblem `checkout.not-a-buyer`, `checkout.nobody-approves`
 */
export async function yesNeeded(tx: Tx, { row, shopper, total, onAccount, account, own }: Asked): Promise<YesNeeded> {
  const { customerId, currency } = row;
  const nothing = { yeses: [], buyer: undefined };
  if (customerId === null) return nothing;
  const all = (await tx.list(firmBuyers, { customerId })).filter(({ status }) => status !== 'ended');
  const buyer = shopper && all.find(({ shopperId }) => shopperId === shopper.id);
  if (all.length > 0 && !buyer && !(await ownsAccount(tx, shopper, customerId))) throw notABuyer();
  const why = buyer ? whyAsk(buyer, total, currency === own) : null;
  if (why && !all.some(({ id, approves }) => approves && id !== buyer?.id)) throw nobodyApproves();
  const askAbove = onAccount ? (account?.askAbove ?? null) : null;
  const shop = askAbove !== null && total > askAbove;
  return {
    yeses: [
      ...(why ? [{ kind: 'firm' as const, why }] : []),
      ...(shop ? [{ kind: 'shop' as const, why: 'on-account' as const }] : []),
    ],
    buyer,
  };
}

/** In another currency than that of limits nothing is known to be within them. */
function whyAsk({ alwaysAsks, orderLimit }: FirmBuyer, total: number, inOwn: boolean): Yes['why'] | null {
  if (alwaysAsks) return 'every-order';
  return orderLimit !== null && (!inOwn || total > orderLimit) ? 'over-limit' : null;
}

/** Writes what waits for a yes, in the transaction that holds its goods. */
export async function askYeses(
  db: Connection,
  { tenantId, now }: At,
  attempt: CheckoutAttempt,
  {
    yeses,
    buyer,
    contact,
    onAccount,
  }: YesNeeded & { readonly contact: Checkout['contact']; readonly onAccount: boolean },
): Promise<void> {
  const { id: attemptId, checkoutId, orderId, frozen, currency, heldUntil: expiresAt } = attempt;
  const lines = frozen.lines.map(({ title, variantTitle, quantity, scale, total }) => ({
    ...{ title: [title, variantTitle].filter(Boolean).join(', ').slice(0, 500), quantity, scale, total },
  }));
  const name = 'orders.askYes';
  for (const yes of yeses) {
    const id = idFor(attemptId, `yes ${yes.kind}`);
    const args = {
      ...{ requestId: id, attemptId, checkoutId, orderId, customerId: frozen.customerId, ...yes },
      ...{ buyerId: buyer?.id ?? null, buyerName: buyer?.name ?? contact?.name ?? '' },
      ...{
        buyerEmail: buyer?.email ?? contact?.email ?? '',
        total: frozen.total,
        currency,
        onAccount,
        lines,
        expiresAt,
      },
    };
    const command = { id: idFor(id, 'ask'), name, version: newestVersion(name), args, occurredAt: now };
    const outcome = await runCommand(db, tenantId, systemActor, command);
    if (outcome.status === 'refused') throw new Error(`a yes was not asked for: ${outcome.code}`);
  }
}
