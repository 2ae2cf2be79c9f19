import type { PayAccount, PayProvider, PayRules } from '../../../bridge/payment-views.ts';
import type { ConnectionField } from '../../ui/connection-fields.tsx';
import { decimalText, minorDigits, moneyText, parseMoney } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import { countryName } from '../customers/countries.ts';

interface Words {
  readonly name: string;
  readonly text: string;
  /** Of a provider whom we ask and who tells us: how it is called */
  readonly maker?: string;
  /** It tells what it paid out */
  readonly paysOut?: true;
  /** What it authorises can be taken when goods are sent; with what is to be known of that */
  readonly holds?: string;
  /** What to do with the webhook address */
  readonly webhook?: string;
}

export const providerWords: Readonly<Record<PayProvider, Words>> = {
  stripe: {
    ...{ name: 'Cards and wallets, by Stripe', text: 'At Stripe’s own page: no card number touches your shop.' },
    holds:
      'Stripe holds a card for 7 days. Where the bank of the card lets only one part be taken, the first parcel takes all of it.',
    ...{ maker: 'Stripe', paysOut: true, webhook: 'Enter this address at Stripe, Developers → Webhooks.' },
  },
  mollie: {
    ...{ name: 'iDEAL, Klarna, Bancontact and cards, by Mollie', text: 'At Mollie’s own page, or that of the bank.' },
    holds: 'Cards are held for 7 days, Klarna for 28. iDEAL and all else is taken when it is paid.',
    ...{ maker: 'Mollie', webhook: 'Mollie is told this address with each payment: there is nothing to enter.' },
  },
  paypal: {
    ...{ name: 'PayPal', text: 'At PayPal’s own page: held when the shopper agrees, then taken.' },
    holds: 'PayPal holds it for 29 days, and promises the money for the first 3 of them.',
    ...{ maker: 'PayPal', webhook: 'Enter this address at PayPal, in the app’s Webhooks.' },
  },
  square: {
    ...{ name: 'Cards, Apple Pay and Google Pay, by Square', text: 'At Square’s own page; taken when it is paid.' },
    ...{
      maker: 'Square',
      webhook: 'Enter this address at Square, in the application’s Webhooks, for payments and refunds.',
    },
  },
  transfer: { name: 'Bank transfer', text: 'The order waits until you note that the money has come.' },
  cash: { name: 'Cash on delivery', text: 'Paid to whoever brings it; you note that the money has come.' },
  test: {
    ...{ name: 'Test payment', text: 'Nothing is paid: for trying the shop before it opens.' },
    holds: 'It holds for 7 days, as a card does.',
  },
};

export const providers = Object.keys(providerWords) as PayProvider[];

/** What a bank transfer begins with; the words in braces are put in for each order. */
export const usualInstructions: Readonly<Partial<Record<PayProvider, string>>> = {
  transfer:
    'Please transfer {amount} to {holder}, {iban} ({bank}), with the reference {reference}. We send your order when the money is there.',
  cash: 'Please have {amount} ready when your order arrives.',
};

/** `£5.00 to £200.00 · Germany, Austria`; null: for everybody and any amount */
export function rulesText({ amounts = [], countries = [], stores = [], taken }: PayRules): string | null {
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
  const shops =
    stores.length === 0 ? '' : stores.length === 1 ? t('in one store') : t('in {n} stores', { n: stores.length });
  const all = [...bounds, where, shops, taken === 'sent' ? t('taken when it is sent') : ''].filter(Boolean);
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
  /** Empty: all */
  readonly stores: readonly string[];
  readonly instructions: string;
  readonly taken: 'placed' | 'sent';
  readonly express: boolean;
  readonly runsOut: 'task' | 'take';
}

export const settingNames: Readonly<Partial<Record<PayProvider, readonly ConnectionField[]>>> = {
  mollie: [
    {
      ...{ name: 'methods', label: 'Ways to pay, by Mollie’s ids', free: true },
      hint: 'Such as ideal, klarna, creditcard: each stands at the checkout by its name. Empty: Mollie’s page lets choose.',
    },
  ],
  paypal: [
    { name: 'clientId', label: 'Client ID' },
    {
      ...{ name: 'webhookId', label: 'Webhook ID', free: true },
      hint: 'PayPal shows it once the webhook address below is entered there',
    },
    {
      ...{ name: 'mode', label: 'Mode' },
      choices: [
        ['live', 'Live'],
        ['sandbox', 'Sandbox: without real money'],
      ],
    },
  ],
  square: [
    { name: 'locationId', label: 'Location ID' },
    { name: 'currency', label: 'Currency of the location', hint: 'Such as USD: other baskets are not offered Square' },
    {
      ...{ name: 'mode', label: 'Mode' },
      choices: [
        ['live', 'Live'],
        ['sandbox', 'Sandbox: without real money'],
      ],
    },
  ],
  transfer: [
    { name: 'holder', label: 'Who the account belongs to' },
    { name: 'iban', label: 'IBAN or account number' },
    { name: 'bank', label: 'Bank, BIC or sort code' },
  ],
};
export const secretNames: Readonly<Partial<Record<PayProvider, readonly ConnectionField[]>>> = {
  stripe: [
    { name: 'secretKey', label: 'Secret or restricted key' },
    {
      ...{ name: 'webhookSecret', label: 'Signing secret of the webhook' },
      hint: 'From Stripe, once the webhook address below is entered there',
    },
  ],
  mollie: [
    { name: 'apiKey', label: 'API key' },
    {
      ...{ name: 'organisationToken', label: 'Organization access token', free: true },
      hint: 'For payouts alone: with the rights to read settlements and payments',
    },
  ],
  paypal: [{ name: 'clientSecret', label: 'Client secret' }],
  square: [
    { name: 'accessToken', label: 'Access token' },
    {
      ...{ name: 'webhookKey', label: 'Signature key of the webhook', free: true },
      hint: 'From Square, once the webhook address below is entered there',
    },
  ],
};

/** What is there of a secret, as the card of its account says it. */
export function secretText(name: string, end: string): string {
  if (name === 'webhookSecret') return t('Signing secret •••• {end}', { end });
  if (name === 'webhookKey') return t('Signature key •••• {end}', { end });
  if (name === 'organisationToken') return t('Organization token •••• {end}', { end });
  if (name === 'accessToken') return t('Access token •••• {end}', { end });
  return name === 'clientSecret' ? t('Client secret •••• {end}', { end }) : t('Key •••• {end}', { end });
}

/** What reading its payouts came to; they stand on the Ledger page. */
export function payoutsText(news: number | null): string {
  return news
    ? t('{n, plural, one {# payout is} other {# payouts are}} new or changed: see Ledger → Payouts.', { n: news })
    : t('No payout is new.');
}

/** Why what this provider tells is not believed yet; words that `t` knows. */
export function unheard({ provider, secretsSet, settings }: PayAccount): string | null {
  if (provider === 'stripe' && !secretsSet.includes('webhookSecret'))
    return 'Its signing secret is not here yet: what Stripe tells is not believed.';
  if (provider === 'paypal' && !settings.webhookId)
    return 'Its webhook ID is not here yet: what PayPal tells is not believed.';
  if (provider === 'square' && !secretsSet.includes('webhookKey'))
    return 'Its signature key is not here yet: what Square tells is not believed.';
  return null;
}

export function draftOf(provider: PayProvider, account: PayAccount | null, currency: string): PayDraft {
  const rules = account?.rules ?? {};
  const bounds = rules.amounts?.find((each) => each.currency === currency);
  const text = (amount: number | null | undefined) =>
    amount == null ? '' : decimalText(amount, minorDigits(currency));
  return {
    settings: account?.settings ?? (provider === 'paypal' || provider === 'square' ? { mode: 'live' } : {}),
    secrets: {},
    ...{ least: text(bounds?.least), most: text(bounds?.most), position: String(rules.position ?? '') },
    countries: rules.countries ?? [],
    stores: rules.stores ?? [],
    instructions: account ? (rules.instructions ?? '') : (usualInstructions[provider] ?? ''),
    ...{ taken: rules.taken ?? 'placed', runsOut: rules.runsOut ?? 'task', express: rules.express === true },
  };
}

/** What keeps it from being saved; words that `t` knows. */
export function payProblem(
  provider: PayProvider,
  account: PayAccount | null,
  draft: PayDraft,
  currency: string,
): string | null {
  const lacks = (settingNames[provider] ?? []).find(({ name, free }) => !free && !draft.settings[name]?.trim());
  if (lacks && provider === 'square') return 'Fill in the location, its currency and the mode.';
  if (lacks)
    return provider === 'paypal' ? 'Fill in the client ID and the mode.' : 'Fill in the account that is paid to.';
  if (provider === 'stripe') {
    const { secretKey = '', webhookSecret = '' } = draft.secrets;
    if (!account && secretKey.trim() === '') return 'Put in the secret key.';
    if (secretKey.trim() !== '' && !/^(sk|rk)_(test|live)_\w+$/.test(secretKey.trim()))
      return 'A secret key begins with sk_test_, sk_live_, rk_test_ or rk_live_.';
    if (webhookSecret.trim() !== '' && !/^whsec_\S+$/.test(webhookSecret.trim()))
      return 'A signing secret begins with whsec_.';
  }
  const key = draft.secrets['apiKey']?.trim() ?? '';
  if (provider === 'mollie') {
    if (!account && key === '') return 'Put in the API key.';
    if (key !== '' && !/^(test|live)_\w+$/.test(key)) return 'An API key begins with test_ or live_.';
    if (!/^[a-z0-9,\s]*$/.test(draft.settings['methods'] ?? '')) return 'Write the ways to pay as ideal, creditcard.';
  }
  if (provider === 'paypal') {
    if (!account && !draft.secrets['clientSecret']?.trim()) return 'Put in the client secret.';
    if (!/^(live|sandbox)$/.test(draft.settings['mode']?.trim() ?? '')) return 'The mode is live or sandbox.';
  }
  if (provider === 'square') {
    if (!account && !draft.secrets['accessToken']?.trim()) return 'Put in the access token.';
    if (!/^[A-Za-z]{3}$/.test(draft.settings['currency']?.trim() ?? '')) return 'A currency has three letters, as USD.';
    if (!/^(live|sandbox)$/.test(draft.settings['mode']?.trim() ?? '')) return 'The mode is live or sandbox.';
  }
  const amounts = [draft.least, draft.most].map((text) => (text.trim() === '' ? null : parseMoney(text, currency)));
  const written = [draft.least, draft.most].filter((text) => text.trim() !== '').length;
  if (amounts.filter((amount) => amount !== null && amount >= 0).length !== written)
    return 'Write amounts such as 5.00.';
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
    ...(draft.stores.length > 0 && { stores: draft.stores }),
    ...(draft.position.trim() !== '' && { position: Number(draft.position) }),
    ...(draft.express && { express: true }),
    ...(draft.taken === 'sent' && { taken: 'sent' as const, runsOut: draft.runsOut }),
    ...(draft.instructions.trim() !== '' && { instructions: draft.instructions.trim() }),
  };
}

/** What stands there; what is left empty is not there. */
export const settingsOf = ({ settings }: PayDraft): Readonly<Record<string, string>> => typed(settings);

/** What was typed anew; nothing where nothing was. */
export const secretsOf = ({ secrets }: PayDraft): Readonly<Record<string, string>> => typed(secrets);

const typed = (texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(texts).flatMap(([name, text]) => (text.trim() === '' ? [] : [[name, text.trim()]])),
  );
