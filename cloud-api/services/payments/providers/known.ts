/** What a provider asks for to be connected: the words of its settings, and of what opens the account. */
export interface KnownProvider {
  readonly name: string;
  /** Of each setting what it is; those that end in `?` may be left out */
  readonly settings: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  /** It tells us by itself what happened, at an address of the account's own. */
  readonly tells: boolean;
}

export const knownProviders = {
  test: { name: 'Test provider', settings: {}, secrets: {}, tells: true },
  stripe: {
    name: 'Stripe',
    settings: {},
    secrets: {
      secretKey: 'Secret or restricted key, `sk_…` or `rk_…`, from Developers → API keys',
      // Stripe gives it out once it knows the address that comes with connecting.
      'webhookSecret?': 'Signing secret of the webhook endpoint, `whsec_…`',
    },
    tells: true,
  },
  mollie: {
    name: 'Mollie',
    settings: {
      'methods?':
        'Ways to pay that are offered by name, by Mollie’s ids: `ideal, creditcard`; left out: Mollie’s own page lets choose',
    },
    secrets: {
      apiKey: 'API key, `live_…` or `test_…`, from Developers → API keys',
      'organisationToken?':
        'Organization access token, `access_…`, that may read settlements and payments: for payouts; they exist in live mode alone',
    },
    tells: true,
  },
  paypal: {
    name: 'PayPal',
    settings: {
      clientId: 'Client ID of the app, from Apps & Credentials',
      mode: '`live` or `sandbox`',
      // PayPal gives it out once it knows the address that comes with connecting.
      'webhookId?': 'Id of the webhook, from the app’s Webhooks',
    },
    secrets: { clientSecret: 'Secret of the app' },
    tells: true,
  },
  square: {
    name: 'Square',
    settings: {
      locationId: 'Id of the location that sells, from the developer console',
      currency: 'The one that this location sells in, `USD`',
      mode: '`live` or `sandbox`',
    },
    secrets: {
      accessToken: 'Access token of the application',
      // Square gives it out once it knows the address that comes with connecting.
      'webhookKey?': 'Signature key of the webhook subscription',
    },
    tells: true,
  },
  transfer: {
    name: 'Bank transfer',
    settings: { holder: 'Who the account belongs to', iban: 'IBAN or account number', bank: 'Bank, BIC or sort code' },
    secrets: {},
    tells: false,
  },
  cash: { name: 'Cash on delivery', settings: {}, secrets: {}, tells: false },
} as const satisfies Readonly<Record<string, KnownProvider>>;

export type ProviderName = keyof typeof knownProviders;
export const providerNames = Object.keys(knownProviders) as ProviderName[];
