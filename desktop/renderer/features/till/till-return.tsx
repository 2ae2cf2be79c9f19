import { useEffect } from 'react';
import { useRead } from '../../data/reads.ts';
import { forgetReturn } from '../orders/kept-return.ts';
import { ReturnDialog } from '../orders/return-dialog.tsx';

/** A sale comes back at the till, over the basket that is there. */
export function TillReturn({ orderId, onClose }: { readonly orderId: string; readonly onClose: () => void }) {
  const order = useRead('orders.page', { id: orderId }, { keep: true }).data;
  // A half-made return of a sale that this desk does not have any more, as of another store, is over.
  useEffect(() => {
    if (order !== null) return;
    forgetReturn(localStorage, orderId);
    onClose();
  }, [order, orderId, onClose]);
  return order ? <ReturnDialog order={order} onClose={onClose} place="till" /> : null;
}
