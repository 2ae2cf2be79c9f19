import { storeSettings } from '@tillhouse/shared/domains/access/schema.ts';
import { mainOf } from '@tillhouse/shared/domains/access/stores.ts';
import { checkouts, ON_ACCOUNT } from '@tillhouse/shared/domains/checkout/schema.ts';
import type { AccountTerms } from '@tillhouse/shared/domains/customers/account-schema.ts';
import { accountSales } from '@tillhouse/shared/domains/orders/account-schema.ts';
import { shopperAccounts } from '@tillhouse/shared/domains/shoppers/schema.ts';
import { atOnce } from '@tillhouse/shared/kernel/at-once.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import type { Shopper } from '../../../platform/auth/caller.ts';
import { spokenIn } from '../../../platform/words/spoken.ts';
import { knownBuyer } from '../account/buyer-of.ts';
import type { PaymentMethod } from '../../../platform/payments/payments.ts';

/** Plural forms follow Intl.PluralRules. */
export const en = {
  now: 'On account',
  days: {
    one: 'On account, to be paid within a day',
    other: 'On account, to be paid within {days} days',
  } as Readonly<Record<string, string>>,
};
const words = spokenIn('onAccount', en);

export function onAccountMethod({ days }: Pick<AccountTerms, 'days'>, locale = 'en-GB'): PaymentMethod {
  const said = words(locale);
  const form =
    days === 0 ? said.now : (said.days[new Intl.PluralRules(locale).select(days)] ?? said.days['other'] ?? '');
  const name = form.replace('{days}', new Intl.NumberFormat(locale).format(days));
  return { id: ON_ACCOUNT, provider: '', kind: 'offline', name };
}

/** By when an order is to be paid that was ordered so, in the language of its store; empty of any other. */
export async function onAccountWords(tx: Tx, orderId: string): Promise<string> {
  const sale = await tx.get(accountSales, { orderId });
  if (!sale) return '';
  return `${onAccountMethod(sale, (await storeOfOrder(tx, orderId))?.locale).name}.`;
}

/** The page it was bought on. */
export async function storeOfOrder(tx: Tx, orderId: string) {
  const [[checkout], stores] = await atOnce([tx.list(checkouts, { orderId }), tx.list(storeSettings, {})]);
  return checkout?.storeId ? stores.find(({ id }) => id === checkout.storeId) : mainOf(stores);
}

/** What is ordered on an account is ordered by whose it is: the secret of a checkout alone does not do. */
export async function ownsAccount(tx: Tx, shopper: Shopper | undefined, customerId: string | null): Promise<boolean> {
  if (!shopper) return false;
  const buyer = await knownBuyer(tx, shopper.id);
  if (buyer) return buyer.customerId === customerId;
  const account = await tx.get(shopperAccounts, { id: shopper.id });
  return account !== undefined && account.customerId === customerId;
}
