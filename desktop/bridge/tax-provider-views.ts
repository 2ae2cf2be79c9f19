/** Providers that tax online orders in the place of a store's own rates; kept in the cloud. Amounts are minor units. */
export type TaxProviderName = 'stripe' | 'avalara';

type Texts = Readonly<Record<string, string>>;

export interface TaxProviderAccount {
  readonly id: string;
  /** Null: the main store */
  readonly storeId: string | null;
  readonly provider: TaxProviderName;
  readonly status: 'active' | 'paused';
  /** `US`, `US-NY` */
  readonly places: readonly string[];
  /** By tax class */
  readonly codes: Texts;
  readonly shippingCode: string;
  readonly settings: Texts;
  /** The last four characters of each secret */
  readonly secretEnds: Texts;
}

export interface TaxRecordRow {
  readonly id: string;
  readonly orderId: string;
  /** Of the order */
  readonly number: string;
  readonly provider: TaxProviderName;
  readonly kind: 'sale' | 'reversal';
  readonly state: 'waiting' | 'sent' | 'recorded' | 'failed';
  readonly taxedBy: 'provider' | 'own-rates' | 'exempt';
  readonly place: string;
  readonly currency: string;
  readonly net: number;
  readonly tax: number;
  /** What the provider has; null: nothing yet */
  readonly theirTax: number | null;
  readonly theirs: string;
  readonly problem: string;
  readonly tries: number;
  readonly createdAt: number;
}

export interface TaxRecordCounts {
  readonly waiting: number;
  readonly failed: number;
  readonly recorded: number;
  readonly differing: number;
}
export type TaxRecordFilter = keyof TaxRecordCounts;

export interface TaxRecords {
  readonly records: readonly TaxRecordRow[];
  readonly counts: TaxRecordCounts;
}

/** Null: whoever is here is signed in at this desk alone. */
export type TaxProviderState = {
  readonly accounts: readonly TaxProviderAccount[];
  readonly counts: TaxRecordCounts;
} | null;

interface Choices {
  readonly places: readonly string[];
  readonly codes: Texts;
  readonly shippingCode: string;
  readonly settings: Texts;
}

/** How near sales to a place are to where a registration is due there. */
export interface ThresholdRow {
  /** `US-CA`, `AU`; `EU`: all members together */
  readonly place: string;
  /** Whole units of `currency`; 0: from the first sale on */
  readonly amount: number;
  readonly currency: string;
  readonly orders: number | null;
  readonly both: boolean;
  readonly period: 'year' | 'twelve-months';
  readonly source: string;
  /** Minor units; null: a rate of exchange is missing */
  readonly sold: number | null;
  readonly soldOrders: number;
  /** Per cent */
  readonly reached: number;
  readonly state: 'over' | 'near' | 'under';
  readonly registered: boolean;
}

/** Null: whoever is here is signed in at this desk alone. `home` null: nobody said where the store is taxed. */
export type Thresholds = { readonly home: string | null; readonly thresholds: readonly ThresholdRow[] } | null;

/** Calls of “Taxes by a provider”. Secrets go to the cloud and never come back. */
export interface TaxProviderCalls {
  'taxProviders.state': { args: Record<string, never>; result: TaxProviderState };
  /** Sales at a distance, by where they went */
  'taxProviders.thresholds': { args: Record<string, never>; result: Thresholds };
  'taxProviders.connect': {
    args: Choices & { storeId: string | null; provider: TaxProviderName; secrets: Texts };
    result: { id: string };
  };
  /** Secrets that are left out stay as they are */
  'taxProviders.change': {
    args: { id: string; status?: 'active' | 'paused'; secrets?: Texts } & Partial<Choices>;
    result: null;
  };
  'taxProviders.disconnect': { args: { id: string }; result: null };
  'taxProviders.check': { args: { id: string }; result: { works: boolean; message: string } };
  'taxProviders.records': { args: { state?: TaxRecordFilter }; result: TaxRecords };
  'taxProviders.retry': { args: { id: string }; result: null };
  'taxProviders.compare': {
    args: Record<string, never>;
    result: { compared: number; unread: number; differing: readonly TaxRecordRow[] };
  };
}
