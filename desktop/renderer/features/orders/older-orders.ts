import { useState } from 'react';
import { useBridge } from '../../data/bridge.ts';
import { sayRefused } from '../../data/writes.ts';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';

/** Fetches an order that is older than the months held here, by its whole number; it then is in the list as any other. */
export function useOlderOrders() {
  const bridge = useBridge();
  const [looking, setLooking] = useState(false);
  const look = async (number: string, onFound: () => void): Promise<void> => {
    setLooking(true);
    try {
      const typed = number.trim();
      let { orderIds } = await bridge.call('orders.findOlder', { number: typed });
      // People write the number sign that some shops' numbers have and others' have not.
      if (orderIds.length === 0 && typed.startsWith('#') && typed.length > 1)
        ({ orderIds } = await bridge.call('orders.findOlder', { number: typed.slice(1) }));
      if (orderIds.length > 0) onFound();
      toast(
        orderIds.length > 0
          ? {
              tone: 'ok',
              title: t('{n, plural, one {# order} other {# orders}} fetched from the cloud', { n: orderIds.length }),
            }
          : { tone: 'warn', title: t('No order has the number “{number}”', { number }) },
      );
    } catch (problem) {
      sayRefused(problem);
    } finally {
      setLooking(false);
    }
  };
  return { look, looking };
}
