import type { CarrierAddress, CarrierName } from '@tillhouse/shared/domains/shipping/carriers.ts';

type Texts = Readonly<Record<string, string>>;

/** A store at a carrier; kept in the cloud. */
export interface CarrierAccountRow {
  readonly id: string;
  /** Null: the main store */
  readonly storeId: string | null;
  readonly carrier: CarrierName;
  readonly name: string;
  readonly mode: 'live' | 'sandbox';
  readonly status: 'active' | 'paused';
  readonly accountNumber: string;
  readonly shipFrom: CarrierAddress;
  /** Codes; empty: all that the carrier offers */
  readonly services: readonly string[];
  /** What it said when it was checked last, epoch milliseconds; null: not since it was changed */
  readonly checked: { readonly at: number; readonly works: boolean; readonly message: string } | null;
  /** The last four characters of each secret */
  readonly secretEnds: Texts;
  /** Where the carrier pushes news of parcels to; null: nobody said by what they are known */
  readonly newsUrl: string | null;
}

/** Null: whoever is here is signed in at this desk alone. */
export type CarrierState = { readonly accounts: readonly CarrierAccountRow[] } | null;

interface Choices {
  readonly name: string;
  readonly mode: 'live' | 'sandbox';
  readonly accountNumber: string;
  readonly shipFrom: CarrierAddress;
  readonly services: readonly string[];
}

/** Calls of Delivery → Carriers. Secrets go to the cloud and never come back. */
export interface CarrierCalls {
  'carriers.state': { args: Record<string, never>; result: CarrierState };
  'carriers.connect': {
    args: Choices & { storeId: string | null; carrier: CarrierName; secrets: Texts };
    result: { id: string };
  };
  /** Secrets that are left out stay as they are */
  'carriers.change': {
    args: { id: string; status?: 'active' | 'paused'; secrets?: Texts } & Partial<Choices>;
    result: null;
  };
  'carriers.disconnect': { args: { id: string }; result: null };
  'carriers.check': { args: { id: string }; result: { works: boolean; message: string } };
}
