import { useNavigate } from '@tanstack/react-router';
import { useBridge } from '../../data/bridge.ts';
import { may } from '../../data/may.ts';
import { useSession } from '../../data/session.ts';

/** `B2-1184`, `B2-2-17`, `#10541`: what receipts and online orders carry. */
const receiptLike = /^(#\d{3,}|[A-Z][A-Z0-9]{0,7}(-\d+){1,2})$/;

/** A receipt of ours was scanned or typed: somebody brings something back. Answers whether it was one. */
export function useReceiptOpener(): (code: string) => Promise<boolean> {
  const bridge = useBridge();
  const navigate = useNavigate();
  const { person } = useSession();
  return async (code) => {
    // Some scanners say first what kind of code it was: `]C0`.
    const number = code
      .trim()
      .replace(/^\]\w\w/, '')
      .toUpperCase();
    if (!receiptLike.test(number) || !may(person, 'till.return') || !may(person, 'orders.view')) return false;
    const { rows } = await bridge.query('orders.index', { offset: 0, limit: 20, view: 'all', search: number });
    const sale = rows.find((row) => row.number.toUpperCase() === number && row.kind === 'sale');
    if (!sale) return false;
    await navigate({ to: '/orders/$orderId', params: { orderId: sale.id }, search: { ask: 'return' } });
    return true;
  };
}
