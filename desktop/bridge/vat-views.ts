/** What firms of other members of the EU bought without tax in a month, per VAT number. */
export interface EcSalesRow {
  /** As its numbers begin: `FR`, `EL` */
  readonly member: string;
  readonly number: string;
  /** Minor units; null: a rate of exchange is missing */
  readonly amount: number | null;
  readonly orders: number;
  /** Orders whose number nobody has looked up yet */
  readonly unchecked: number;
}

/** Null: whoever is here is signed in at this desk alone. `home` null: the store is taxed in no member of the EU. */
export type EcSalesShown = {
  readonly month: string;
  readonly home: string | null;
  readonly currency: string;
  readonly rows: readonly EcSalesRow[];
} | null;

/** VAT numbers are looked up, and the list of sales by them is made, in the cloud. */
export interface VatCalls {
  /** Has the register of the EU asked about the VAT number of an order; what it says stands on the order */
  'vat.ask': { args: { orderId: string }; result: { answer: 'valid' | 'invalid' | 'none' } };
  'vat.ecSales': { args: { month: string; storeId?: string }; result: EcSalesShown };
}
