export interface PayLinkCalls {
  /** A link to pay what is due of an order. Asks the cloud, so not without the network. */
  'orders.payLink': {
    args: { readonly orderId: string };
    /** `due` in minor units of `currency` */
    result: { readonly url: string; readonly due: number; readonly currency: string };
  };
}
