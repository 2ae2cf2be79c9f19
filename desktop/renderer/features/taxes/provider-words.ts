import type {
  TaxProviderAccount,
  TaxProviderName,
  TaxRecordRow,
  ThresholdRow,
} from '../../../bridge/tax-provider-views.ts';
import type { ConnectionField } from '../../ui/connection-fields.tsx';
import { minorDigits } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import { placeText } from './tax-words.ts';

interface Words {
  readonly name: string;
  readonly text: string;
  readonly secret: ConnectionField;
  readonly settings: readonly ConnectionField[];
  /** Of goods, of delivery: what the provider calls most of them */
  readonly usual: readonly [standard: string, delivery: string];
}

export const taxProviderWords: Readonly<Record<TaxProviderName, Words>> = {
  stripe: {
    name: 'Stripe Tax',
    text: 'Where you are registered, and where goods leave from, is set at Stripe.',
    secret: {
      ...{ name: 'secretKey', label: 'Secret key' },
      hint: 'A restricted key that may write Tax Calculations and Transactions and read Tax settings',
    },
    settings: [],
    usual: ['txcd_99999999', 'txcd_92010001'],
  },
  avalara: {
    name: 'Avalara AvaTax',
    text: 'Where you have nexus is set at Avalara; where goods leave from, here.',
    secret: { name: 'licenseKey', label: 'License key' },
    settings: [
      { name: 'accountId', label: 'Account ID' },
      { name: 'companyCode', label: 'Company code' },
      {
        ...{ name: 'mode', label: 'Mode' },
        choices: [
          ['live', 'Live'],
          ['sandbox', 'Sandbox'],
        ],
      },
      { name: 'line1', label: 'Sent from: street', free: true },
      { name: 'city', label: 'Sent from: city' },
      { name: 'region', label: 'State or region', hint: 'As NY', free: true },
      { name: 'postcode', label: 'Postcode' },
      { name: 'country', label: 'Country', hint: 'As US' },
    ],
    usual: ['P0000000', 'FR020100'],
  },
};

export const taxProviderNames = Object.keys(taxProviderWords) as TaxProviderName[];

/** What is typed of one; the secret is never filled in. */
export interface ProviderDraft {
  readonly provider: TaxProviderName;
  readonly storeId: string | null;
  readonly secret: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly places: readonly string[];
  readonly codes: Readonly<Record<string, string>>;
  readonly shippingCode: string;
}

export function draftFor(account: TaxProviderAccount | null, provider: TaxProviderName = 'stripe'): ProviderDraft {
  const [standard, delivery] = taxProviderWords[account?.provider ?? provider].usual;
  if (!account)
    return {
      ...{ provider, storeId: null, secret: '', settings: provider === 'avalara' ? { mode: 'live' } : {} },
      ...{ places: ['US'], codes: { standard }, shippingCode: delivery },
    };
  const { storeId, settings, places, codes, shippingCode } = account;
  return { provider: account.provider, storeId, secret: '', settings, places, codes, shippingCode };
}

/** What of it is not complete, in words; null: nothing. */
export function draftProblem(account: TaxProviderAccount | null, draft: ProviderDraft): string | null {
  const { secret, settings } = taxProviderWords[draft.provider];
  if (!account && draft.secret.trim() === '')
    return secret.name === 'secretKey' ? 'The secret key is missing.' : 'The license key is missing.';
  const lacks = settings.find(({ name, free }) => !free && !draft.settings[name]?.trim());
  if (lacks) return 'Fill in what is asked for.';
  if (draft.places.length === 0) return 'Choose a place where it counts.';
  return null;
}

const filled = (texts: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(texts).flatMap(([name, text]) => (text.trim() === '' ? [] : [[name, text.trim()]])),
  );

/** As the cloud takes it. */
export const choicesOf = ({ places, codes, shippingCode, settings }: ProviderDraft) => ({
  ...{ places: [...places], codes: filled(codes), shippingCode: shippingCode.trim(), settings: filled(settings) },
});

export function placesText(places: readonly string[]): string {
  const names = places.slice(0, 5).map(placeText);
  const rest = places.length - names.length;
  return rest === 0 ? names.join(', ') : t('{places} and {count} more', { places: names.join(', '), count: rest });
}

/** A place, or the members of the EU together. */
export const watchedPlace = (place: string): string => (place === 'EU' ? t('The rest of the EU') : placeText(place));

/** `$451,200.00 of $500,000, or 3,402 of 200 orders`, as the rule of the place has it. */
export function reachedText({ amount, currency, orders, both, sold, soldOrders }: ThresholdRow): string {
  const bound = wholeText(amount, currency);
  const money =
    amount === 0
      ? t('from the first sale on')
      : sold === null
        ? t('of {bound}: a rate of exchange is missing', { bound })
        : t('{sold} of {bound}', { sold: wholeText(sold / 10 ** minorDigits(currency), currency), bound });
  if (orders === null)
    return amount === 0 ? `${money}: ${t('{n, plural, one {# order} other {# orders}}', { n: soldOrders })}` : money;
  const count = t('{n} of {orders} orders', { n: soldOrders, orders });
  return both ? t('{money}, and {count}', { money, count }) : t('{money}, or {count}', { money, count });
}

/** To the whole unit, and by a sign that tells one dollar from another. */
const wholeText = (amount: number, currency: string): string => {
  const style = { style: 'currency', currency, maximumFractionDigits: 0 } as const;
  return new Intl.NumberFormat('en-GB', style).format(amount);
};

/** What became of a record, in a word or two, and how that is. */
export function recordWords({ state, tax, theirTax }: TaxRecordRow): readonly ['ok' | 'open' | 'bad' | 'warn', string] {
  if (state === 'failed') return ['bad', t('Refused')];
  if (state === 'sent') return ['open', t('Asked, not answered yet')];
  if (state === 'waiting') return ['open', t('Waits')];
  return theirTax === tax ? ['ok', t('Recorded')] : ['warn', t('Recorded with another tax')];
}
