/** What the customer sees of a register: never more than their own sale. */
export interface CustomerDisplay {
  readonly storeName: string;
  readonly currency: string;
  readonly timeZone: string;
  /** Somebody practises at the till: nothing that is shown is a sale */
  readonly training: boolean;
  readonly shows:
    | { readonly what: 'idle' }
    /** What lies on the scale: weight, price of a unit, and what it comes to, as the law wants a customer to see them */
    | {
        readonly what: 'weighing';
        readonly title: string;
        readonly steady: boolean;
        /** "0.425 kg" */
        readonly net: string;
        /** "0.018 kg"; empty: nothing was taken off */
        readonly tare: string;
        readonly unit: string;
        readonly unitPrice: number | null;
        readonly price: number | null;
      }
    | {
        readonly what: 'basket';
        readonly lines: readonly {
          readonly id: string;
          readonly title: string;
          /** "2 ×", "1.240 kg" */
          readonly quantity: string;
          readonly total: number;
          /** Off it, positive */
          readonly discount: number;
        }[];
        readonly units: number;
        readonly discountTotal: number;
        readonly total: number;
        /** Taken already */
        readonly paid: number;
        readonly remaining: number;
        /** What the card terminal wants of them; null where it has nothing in hand */
        readonly card: { readonly amount: number; readonly progress: string } | null;
      }
    | {
        readonly what: 'paid';
        readonly total: number;
        readonly change: number;
        readonly number: string;
        readonly at: number;
      };
}

export interface DisplayQueries {
  'till.display': { params: Record<string, never>; result: CustomerDisplay };
}
