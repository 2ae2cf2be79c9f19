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
        /** Offered by the till; null: nobody is asked */
        readonly tip: readonly TipChoice[] | null;
      }
    | {
        readonly what: 'paid';
        readonly total: number;
        readonly change: number;
        readonly number: string;
        readonly at: number;
        /** As on the paper: where its QR leads; null: the store has none */
        readonly link: { readonly address: string; readonly words: string } | null;
        /** The customer said where their receipt is to go */
        readonly mailed: boolean;
      };
}

/** A tip that the till offers, in minor units of its store. */
export interface TipChoice {
  readonly percent: number;
  readonly amount: number;
}

export interface DisplayCalls {
  /** Asks the customer at the display of this till; null: not any more. */
  'display.offerTip': { args: { choices: readonly TipChoice[] | null }; result: null };
  /** What the customer said is seen to; false: somebody else at this till sees to it already. */
  'display.taken': { args: { what: 'tip' | 'mail' }; result: boolean };
  /** The customer chooses one that is offered; 0: none. Nobody has to be signed in. */
  'display.chooseTip': { args: { amount: number }; result: null };
  /** The customer says where the receipt of the sale just paid is to go; the till sends it. Nobody has to be signed in. */
  'display.mailReceipt': { args: { to: string }; result: null };
  'devices.saveDisplay': {
    args: { registerId: string; settings: { readonly pictures: readonly string[] } | null };
    result: null;
  };
}

export interface DisplayQueries {
  'till.display': { params: Record<string, never>; result: CustomerDisplay };
  /** What the customer said at the display and the till has not taken yet. */
  'till.wishes': {
    params: Record<string, never>;
    result: {
      /** 0: no tip; null: nothing was chosen */
      readonly tip: number | null;
      readonly mail: { readonly orderId: string; readonly to: string } | null;
    };
  };
  /** Pictures between sales, as data addresses. */
  'display.pictures': { params: { readonly registerId?: string }; result: readonly string[] };
}
