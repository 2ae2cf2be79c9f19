import type { Bridge } from '../../bridge/contract.ts';
import type { ReceiptView } from '../../bridge/views.ts';

/** Pays what the window shows, as its screen does. */
export async function payCash(bridge: Pick<Bridge, 'call' | 'query'>, given: number): Promise<ReceiptView> {
  const { id: basketId, cashTotal: due } = await bridge.query('till.basket', {});
  return bridge.call('basket.payCash', { basketId, due, given });
}

export async function payCard(bridge: Pick<Bridge, 'call' | 'query'>, reference: string): Promise<ReceiptView> {
  const { id: basketId, total: due } = await bridge.query('till.basket', {});
  return bridge.call('basket.payCard', { basketId, due, reference });
}
