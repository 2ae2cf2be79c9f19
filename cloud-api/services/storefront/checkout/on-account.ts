import { ON_ACCOUNT } from '@tillhouse/shared/domains/checkout/schema.ts';
import type { AccountTerms } from '@tillhouse/shared/domains/customers/account-schema.ts';
import { shopperAccounts } from '@tillhouse/shared/domains/shoppers/schema.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import type { Shopper } from '../../../platform/auth/caller.ts';
import type { PaymentMethod } from '../../../platform/payments/payments.ts';

/** By the language of the store; plural forms follow Intl.PluralRules. */
const names: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  en: {
    zero: 'On account',
    one: 'On account, to be paid within a day',
    other: 'On account, to be paid within {days} days',
  },
  de: {
    zero: 'Auf Rechnung',
    one: 'Auf Rechnung, zahlbar binnen eines Tages',
    other: 'Auf Rechnung, zahlbar in {days} Tagen',
  },
  fr: { zero: 'En compte', one: 'En compte, à régler sous un jour', other: 'En compte, à régler sous {days} jours' },
  ar: { zero: 'على الحساب', one: 'على الحساب، يُدفع خلال يوم', other: 'على الحساب، يُدفع خلال {days} يومًا' },
};

export function onAccountMethod({ days }: Pick<AccountTerms, 'days'>, locale = 'en-GB'): PaymentMethod {
  const language = locale.slice(0, 2).toLowerCase();
  const said = names[language] ?? names['en'];
  const form = days === 0 ? 'zero' : new Intl.PluralRules(language).select(days);
  const name = (said?.[form] ?? said?.['other'] ?? '').replace('{days}', new Intl.NumberFormat(locale).format(days));
  return { id: ON_ACCOUNT, provider: '', kind: 'offline', name };
}

/** What is ordered on an account is ordered by whose it is: the secret of a checkout alone does not do. */
export async function ownsAccount(tx: Tx, shopper: Shopper | undefined, customerId: string | null): Promise<boolean> {
  const account = shopper && (await tx.get(shopperAccounts, { id: shopper.id }));
  return account !== undefined && account.customerId === customerId;
}
