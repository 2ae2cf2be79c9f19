import { useEffect } from 'react';
import { useBridge } from '../../data/bridge.ts';
import { useRead } from '../../data/reads.ts';
import { sayRefused } from '../../data/writes.ts';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';

/** A customer wrote their address at the display: whoever sells here sends them their receipt. */
export function useMailWish(): void {
  const bridge = useBridge();
  const { data: wishes } = useRead('till.wishes', {});
  const asked = wishes?.mail ? JSON.stringify(wishes.mail) : '';
  useEffect(() => {
    if (asked === '') return;
    const { orderId, to } = JSON.parse(asked) as { orderId: string; to: string };
    void bridge
      .call('display.taken', { what: 'mail' })
      .then(async (mine) => {
        // Another window of this till sends it.
        if (!mine) return;
        await bridge.mutate('orders.mailReceipt', { orderId, to });
        toast({ tone: 'ok', title: t('Receipt goes to {to}', { to }), message: t('The customer asked for it.') });
      })
      .catch(sayRefused);
  }, [bridge, asked]);
}
