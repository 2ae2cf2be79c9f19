import type { PayAccount, PayProvider, PayRules } from '../../../bridge/payment-views.ts';
import { decimalText, minorDigits, moneyText, parseMoney } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import { countryName } from '../customers/countries.ts';

interface Words {
  readonly name: string;
  readonly text: string;
}

export const providerWords: Readonly<Record<PayProvider, Words>> = {
  stripe: { name: 'Cards and wallets, by Stripe', text: 'At Stripe’s own page: no card number touches your shop.' },
  transfer: { name: 'Bank transfer', text: 'The order waits until you note that the money has come.' },
  cash: { name: 'Cash on delivery', text: 'Paid to whoever brings it; you note that the money has come.' },
  test: { name: 'Test payment', text: 'Nothing is paid: for trying the shop before it opens.' },
};

export const providers = Object.keys(providerWords) as PayProvider[];

/** What a bank transfer begins with; the words in braces are put in for each order. */
export const usualInstructions: Readonly<Partial<Record<PayProvider, string>>> = {
  transfer:
    'Please transfer {amount} to {holder}, {iban} ({bank}), with the reference {reference}. We send your order when the money is there.',
  cash: 'Please have {amount} ready when your order arrives.',
};

/** `£5.00 to £200.00 · Germany, Austria`; null: for everybody and any amount */
export function rulesText({ amounts = [], countries = [] }: PayRules): string | null {
  const bounds = amounts.map(({ currency, least, most }) => {
    const money = (amount: number) => moneyText({ amount, currency });
    if (least !== null && most !== null) return t('{least} to {most}', { least: money(least), most: money(most) });
    return least === null
      ? most === null
        ? ''
        : t('up to {most}', { most: money(most) })
      : t('from {least}', { least: money(least) });
  });
  const where =
    countries.length > 4 ? t('{n} countries', { n: countries.length }) : countries.map(countryName).join(', ');
  const all = [...bounds, where].filter(Boolean);
  return all.length === 0 ? null : all.join(' · ');
}

/** What is typed of one account; secrets are never filled in. */
export interface PayDraft {
  readonly settings: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly least: string;
  readonly most: string;
  readonly position: string;
  readonly countries: readonly string[];
  readonly instructions: string;
}

export const settingNames: Readonly<Partial<Record<PayProvider, readonly (readonly [string, string])[]>>> = {
  transfer: [
    ['holder', 'Who the account belongs to'],
    ['iban', 'IBAN or account number'],
    ['bank', 'Bank, BIC or sort code'],
  ],
};
export const secretNames: Readonly<Partial<Record<PayProvider, readonly (readonly [string, string])[]>>> = {
  stripe: [
    ['secretKey', 'Secret or restricted key'],
    ['webhookSecret', 'Signing secret of the webhook'],
  ],
};

export function draftOf(provider: PayProvider, account: PayAccount | null, currency: string): PayDraft {
  const rules = account?.rules ?? {};
  const bounds = rules.amounts?.find((each) => each.currency === currency);
  const text = (amount: number | null | undefined) =>
    amount == null ? '' : decimalText(amount, minorDigits(currency));
  return {
    settings: account?.settings ?? {},
    secrets: {},
    ...{ least: text(bounds?.least), most: text(bounds?.most), position: String(rules.position ?? '') },
    countries: rules.countries ?? [],
    instructions: account ? (rules.instructions ?? '') : (usualInstructions[provider] ?? ''),
  };
}

/** What keeps it from being saved; words that `t` knows. */
export function payProblem(
  provider: PayProvider,
  account: PayAccount | null,
  draft: PayDraft,
  currency: string,
): string | null {
  const lacks = (settingNames[provider] ?? []).find(([name]) => !draft.settings[name]?.trim());
  if (lacks) return 'Fill in the account that is paid to.';
  if (provider === 'stripe') {
    const { secretKey = '', webhookSecret = '' } = draft.secrets;
    if (!account && secretKey.trim() === '') return 'Put in the secret key.';
    if (secretKey.trim() !== '' && !/^(sk|rk)_(test|live)_\w+$/.test(secretKey.trim()))
      return 'A secret key begins with sk_test_, sk_live_, rk_test_ or rk_live_.';
    if (webhookSecret.trim() !== '' && !/^whsec_\S+$/.test(webhookSecret.trim()))
      return 'A signing secret begins with whsec_.';
  }
  const amounts = [draft.least, draft.most].map((text) => (text.trim() === '' ? null : parseMoney(text, currency)));
  const typed = [draft.least, draft.most].filter((text) => text.trim() !== '').length;
  if (amounts.filter((amount) => amount !== null && amount >= 0).length !== typed) return 'Write amounts such as 5.00.';
  const [least, most] = amounts;
  if (least != null && most != null && most < least) return 'The largest amount is below the smallest.';
  if (draft.position.trim() !== '' && !/^\d{1,3}$/.test(draft.position.trim()))
    return 'Write the place as a whole number.';
  return null;
}

/** The rules as they are saved; bounds of other currencies stay. */
export function rulesOf(account: PayAccount | null, draft: PayDraft, currency: string): PayRules {
  const amount = (text: string) => (text.trim() === '' ? null : parseMoney(text, currency));
  const [least, most] = [amount(draft.least), amount(draft.most)];
  const others = (account?.rules.amounts ?? []).filter((each) => each.currency !== currency);
  const amounts = least === null && most === null ? others : [...others, { currency, least, most }];
  return {
    ...(amounts.length > 0 && { amounts }),
    ...(draft.countries.length > 0 && { countries: draft.countries }),
    ...(draft.position.trim() !== '' && { position: Number(draft.position) }),
    ...(draft.instructions.trim() !== '' && { instructions: draft.instructions.trim() }),
  };
}

/** What was typed anew; nothing where nothing was. */
export function secretsOf({ secrets }: PayDraft): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(secrets).flatMap(([name, text]) => (text.trim() === '' ? [] : [[name, text.trim()]])),
  );
}
