import { useEffect } from 'react';
import { useBridge } from '../../data/bridge.ts';
import { useRead } from '../../data/reads.ts';
import { forgetReturn } from '../orders/kept-return.ts';
import { ReturnDialog } from '../orders/return-dialog.tsx';

/** A sale comes back at the till, over the basket that is there. */
export function TillReturn({ orderId, onClose }: { readonly orderId: string; readonly onClose: () => void }) {
  const bridge = useBridge();
  const order = useRead('orders.page', { id: orderId }, { keep: true }).data;
  // Another till on this network may have sold it. A half-made return of a sale that nobody here has, as of another store, is over.
  useEffect(() => {
    if (order !== null) return;
    const over = () => {
      forgetReturn(localStorage, orderId);
      onClose();
    };
    bridge.call('neighbours.bringSale', { orderId }).then(({ here }) => here || over(), over);
  }, [bridge, order, orderId, onClose]);
  return order ? <ReturnDialog order={order} onClose={onClose} place="till" /> : null;
}
