import { useBridge } from '../../data/bridge.ts';
import { may } from '../../data/may.ts';
import { useSession } from '../../data/session.ts';

/** `B2-1184`, `B2-2-17`, `#10541`: what receipts and online orders carry. */
const receiptLike = /^(#\d{3,}|[A-Z][A-Z0-9]{0,7}(-\d+){1,2})$/;

/** A receipt of ours was scanned or typed: somebody brings something back. Answers which sale it is of, or null. */
export function useReceiptOpener(): (code: string) => Promise<string | null> {
  const bridge = useBridge();
  const { person } = useSession();
  return async (code) => {
    // Some scanners say first what kind of code it was: `]C0`.
    const number = code
      .trim()
      .replace(/^\]\w\w/, '')
      .toUpperCase();
    if (!receiptLike.test(number) || !mayTakeBack(person)) return null;
    const { rows } = await bridge.query('till.findSales', { text: number, filter: {} });
    return rows.find((row) => row.number.toUpperCase() === number)?.id ?? null;
  };
}

/** Takes goods back, and may see the sale that they are of. */
export const mayTakeBack = (person: Parameters<typeof may>[0]): boolean =>
  may(person, 'till.return') && may(person, 'orders.view');
