import { useEffect, useRef } from 'react';
import type { Basket } from '../../../bridge/views.ts';

/** Goes on to the payment as soon as a basket that was made to be paid lies in this window. @returns what notes which one that is */
export function useToPay(basket: Basket, onPay: () => void): (next: Basket) => void {
  const wanted = useRef<string | null>(null);
  useEffect(() => {
    if (wanted.current === null || wanted.current !== basket.id || basket.lines.length === 0) return;
    wanted.current = null;
    onPay();
  });
  return (next) => {
    wanted.current = next.id;
  };
}
