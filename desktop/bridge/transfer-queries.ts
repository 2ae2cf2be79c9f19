/** Quantities are integers × 10^−scale of the variant's unit. */
export interface TransferRow {
  readonly id: string;
  readonly number: string;
  readonly fromId: string;
  readonly fromName: string;
  readonly toId: string;
  readonly toName: string;
  readonly status: 'draft' | 'ready' | 'in-transit' | 'received' | 'cancelled';
  readonly lines: number;
  /** Pieces, and each line of what is weighed as one */
  readonly units: number;
  /** Of these, what is accounted for: received, rejected or never came */
  readonly told: number;
  /** Calendar day */
  readonly expectedOn: string | null;
  readonly createdAt: number;
  readonly shippedAt: number | null;
  readonly endedAt: number | null;
  readonly unsent: boolean;
}

export interface TransferPageLine {
  readonly id: string;
  readonly variantId: string;
  readonly title: string;
  readonly sku: string;
  readonly gtin: string | null;
  readonly image: string | null;
  readonly scale: number;
  readonly unit: string;
  readonly quantity: number;
  readonly received: number;
  readonly rejected: number;
  readonly cancelled: number;
  /** Where it goes from, as this desk knows it; null where it does not hold that place */
  readonly available: number | null;
}

export interface TransferPage extends TransferRow {
  readonly note: string;
  readonly carrier: string;
  readonly tracking: string;
  readonly createdBy: string;
  readonly shippedBy: string | null;
  readonly items: readonly TransferPageLine[];
}

export interface TransferQueries {
  /** `open`: not yet all accounted for; newest first */
  'transfers.index': {
    params: { readonly view: 'open' | 'coming' | 'done' };
    result: {
      readonly rows: readonly TransferRow[];
      readonly counts: Readonly<Record<'open' | 'coming' | 'done', number>>;
    };
  };
  'transfers.one': { params: { readonly id: string }; result: TransferPage | null };
  /** The variants that a code or words name, with what is available of them at a location; of a scan only the one whose code it is */
  'transfers.goods': {
    params: { readonly text: string; readonly locationId: string; readonly scanned?: boolean };
    result: readonly Omit<TransferPageLine, 'id' | 'quantity' | 'received' | 'rejected' | 'cancelled'>[];
  };
}
