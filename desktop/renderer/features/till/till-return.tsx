import { useRead } from '../../data/reads.ts';
import { ReturnDialog } from '../orders/return-dialog.tsx';

/** A sale comes back at the till, over the basket that is there. */
export function TillReturn({ orderId, onClose }: { readonly orderId: string; readonly onClose: () => void }) {
  const order = useRead('orders.page', { id: orderId }, { keep: true }).data;
  return order ? <ReturnDialog order={order} onClose={onClose} place="till" /> : null;
}
