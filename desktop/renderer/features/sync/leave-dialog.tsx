import { useState } from 'react';
import { useBridge, problemText } from '../../data/bridge.ts';
import { useSyncStatus } from '../../data/sync-status.ts';
import { useCall } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { t } from '../../ui/text.ts';
import { saveQueue } from './save-queue.ts';
import styles from './sync.module.css';

/** Giving the device back. What waits to be sent exists nowhere else, so it has to go out first. */
export function LeaveDialog({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const bridge = useBridge();
  const status = useSyncStatus();
  const syncNow = useCall('sync.now');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const waiting = status?.waiting ?? 0;
  const sales = status?.waitingSales ?? 0;

  async function leave(): Promise<void> {
    setBusy(true);
    setProblem(null);
    try {
      await bridge.call('device.leave', {});
      globalThis.location.reload();
    } catch (error) {
      setProblem(problemText(error, t('The desk did not answer. Nothing was removed. Try again.')));
      setBusy(false);
    }
  }
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('Give this device back')}
      closeLabel={t('Close')}
      foot={
        <>
          <span className="grow" />
          <Button look="quiet" onClick={onClose}>
            {t('Keep it')}
          </Button>
          {waiting > 0 ? (
            <>
              <Button onClick={() => void saveQueue(bridge)}>{t('Save a copy')}</Button>
              <Button look="primary" onClick={() => syncNow.mutate({})} disabled={syncNow.isPending}>
                {t('Send now')}
              </Button>
            </>
          ) : (
            <Button look="danger" onClick={() => void leave()} disabled={busy}>
              {t('Remove the shop from this device')}
            </Button>
          )}
        </>
      }
    >
      <p>
        {t(
          'Products, stock, orders and everybody’s PIN are removed from this device, and it belongs to no shop until it is enrolled again. The cloud keeps everything.',
        )}
      </p>
      {waiting > 0 ? (
        <p className={styles.waits} role="status">
          <b>
            {t(
              '{n, plural, one {# change} other {# changes}} of this device {n, plural, one {has} other {have}} not been sent',
              {
                n: waiting,
              },
            )}
            {sales > 0 ? t(', among them {n, plural, one {# sale} other {# sales}}', { n: sales }) : ''}.
          </b>{' '}
          {status?.state === 'offline'
            ? t(
                'There is no line to the cloud now. Wait until it is back; they go out by themselves and this page shows it.',
              )
            : t('They exist nowhere else, so nothing can be removed before. Send them and wait until none is left.')}
        </p>
      ) : (
        <p>{t('Everything this device did has been sent.')}</p>
      )}
      {problem ? (
        <p className={styles.refused} role="alert">
          {problem}
        </p>
      ) : null}
    </Dialog>
  );
}
