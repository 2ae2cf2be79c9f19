/** How a store is paid online: its accounts at providers, kept in the cloud. Amounts are minor units. */
export interface PayRules {
  readonly position?: number;
  readonly amounts?: readonly {
    readonly currency: string;
    readonly least: number | null;
    readonly most: number | null;
  }[];
  readonly countries?: readonly string[];
  /** Shops on the web that it is offered in; left out: all */
  readonly stores?: readonly string[];
  readonly instructions?: string;
  /** When what is authorised is taken: with the order (left out), or when goods are sent */
  readonly taken?: 'placed' | 'sent';
  /** Offered as a button of its own, where the provider tells who pays and where it goes */
  readonly express?: boolean;
  /** Before an authorisation runs out: a person is told (left out), or what is left is taken */
  readonly runsOut?: 'task' | 'take';
}

export type PayProvider = 'stripe' | 'mollie' | 'paypal' | 'square' | 'transfer' | 'cash' | 'test';

export interface PayAccount {
  readonly id: string;
  readonly provider: PayProvider;
  readonly name: string;
  readonly status: 'active' | 'paused';
  readonly settings: Readonly<Record<string, string>>;
  readonly secretsSet: readonly string[];
  /** The last four characters of each */
  readonly secretEnds: Readonly<Record<string, string>>;
  readonly rules: PayRules;
  /** What its provider told last by itself */
  readonly told: { readonly at: number; readonly kind: string; readonly open: number } | null;
  readonly test: boolean;
  readonly webhookUrl: string | null;
}

/** Null: whoever is here is signed in at this desk alone. */
export type PayState = { readonly accounts: readonly PayAccount[] } | null;

type Texts = Readonly<Record<string, string>>;

/** Calls of the “Payments” page. Secrets go to the cloud and never come back. */
export interface PayCalls {
  'payments.state': { args: Record<string, never>; result: PayState };
  'payments.connect': {
    args: { provider: PayProvider; name: string; settings: Texts; secrets: Texts; rules: PayRules };
    result: { id: string; webhookUrl: string | null };
  };
  /** Secrets that are left out stay as they are */
  'payments.change': {
    args: {
      id: string;
      name?: string;
      status?: 'active' | 'paused';
      settings?: Texts;
      secrets?: Texts;
      rules?: PayRules;
    };
    result: null;
  };
  'payments.disconnect': { args: { id: string }; result: null };
  'payments.check': { args: { id: string }; result: { works: boolean; message: string } };
  /** How many payouts are new or changed; null: this provider tells of none */
  'payments.readPayouts': { args: { id: string }; result: { news: number | null } };
}
