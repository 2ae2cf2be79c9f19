import { deskNow } from '../../data/clock.ts';
import type { useBridge } from '../../data/bridge.ts';
import { sayRefused } from '../../data/writes.ts';
import { clockText } from '../../ui/instants.ts';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';

/** What waits to be sent, as a file of this machine; it stays in the queue. */
export async function saveQueue(bridge: ReturnType<typeof useBridge>): Promise<void> {
  try {
    const { name, text } = await bridge.call('queue.export', {});
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    toast({
      tone: 'ok',
      title: t('A copy is saved, as of {time}', { time: clockText(deskNow()) }),
      message: t('{name} holds sales and customers: keep it safe. All of it still waits here too.', { name }),
    });
  } catch (problem) {
    sayRefused(problem);
  }
}
