import type { CheckoutFlow } from './checkout-flow.ts';
import type { ViewHost } from './lazy-element.ts';
import type { OrderPieces } from './order-part.ts';
import type { Store } from './store.ts';

/** As often as it was asked for before there were streams */
const AGAIN_MS = 5_000;

/**
 * The page of an order that waits is told of the yes, and reads it at once; without a stream it asks now and then. Where the part that
 * does so does not come, the checkout goes on asking by itself.
 */
export async function watchYes(host: ViewHost, shop: Store | undefined, flow: CheckoutFlow): Promise<void> {
  if (!shop || flow.state !== 'waiting' || flow.patience.watch) return;
  const { id = '', secret = '' } = flow.kept.checkout ?? {};
  const part = await host.bringPart('order').catch(() => null);
  if (!part || flow.patience.watch || flow.state !== 'waiting') return;
  const { OrderWatch } = part.pieces as OrderPieces;
  // What it is told, the checkout reads in its own way.
  const as: Pick<Store['api'], 'ask'> = {
    ask: (path, sent) => (sent?.hold ? shop.api.ask(path, sent) : flow.refresh()),
  };
  const way = [as, `/shop/v1/checkouts/${encodeURIComponent(id)}`, { headers: { 'checkout-secret': secret } }] as const;
  flow.patience.watch = new OrderWatch(way, () => false, { againMs: AGAIN_MS });
}
