import type { PaymentsContext } from './context.ts';

/** A store at a provider. */
export interface Account {
  readonly id: string;
  readonly provider: string;
}

/** Where a store can be paid. Without an account of its own it is the built-in test provider, where that is let. */
export async function accountsOf({ testPayments }: PaymentsContext, tenantId: string): Promise<readonly Account[]> {
  return testPayments ? [{ id: tenantId, provider: 'test' }] : [];
}

export async function accountFor(
  context: PaymentsContext,
  tenantId: string,
  method: string,
): Promise<Account | undefined> {
  const accounts = await accountsOf(context, tenantId);
  return accounts.find(({ provider }) => context.provider(provider)?.knows(method));
}
