import { IconAlertTriangle, IconPrinterOff } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { OUT_WORDS } from '@tillhouse/shared/domains/register/fiscal-words.ts';
import { useBridge } from '../../data/bridge.ts';
import { useRead } from '../../data/reads.ts';
import { sayRefused } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { clockText } from '../../ui/instants.ts';
import { moneyText } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import { printProblemText } from '../devices/print-words.ts';
import styles from './devices-banner.module.css';

/** What a device of this register wants, in a strip that stops nobody: papers that wait, card payments to look at. */
export function DevicesBanner() {
  const bridge = useBridge();
  const navigate = useNavigate();
  const { data } = useRead('till.devices', {});
  if (!data) return null;
  const { prints, unsettled, unsigned } = data;
  const again = () => void bridge.call('print.again', {}).catch(sayRefused);
  const drop = () => void bridge.call('print.drop', {}).catch(sayRefused);
  return (
    <>
      {prints.problem ? (
        <div className={styles.strip} role="status">
          <IconPrinterOff size={24} stroke={1.75} aria-hidden="true" />
          <span>
            <strong>{printProblemText(prints.problem)}.</strong>{' '}
            {t('{n, plural, one {# receipt waits} other {# receipts wait}} until it does again. Selling continues.', {
              n: prints.waiting,
            })}
          </span>
          <Button onClick={again}>{t('Try now')}</Button>
          <Button look="quiet" onClick={drop}>
            {t('Do not print them')}
          </Button>
        </div>
      ) : null}
      {unsigned ? (
        <div className={styles.strip} role="status">
          <IconAlertTriangle size={24} stroke={1.75} aria-hidden="true" />
          <span>
            <strong>{OUT_WORDS}.</strong>{' '}
            {t('{n, plural, one {# receipt is} other {# receipts are}} not signed since {clock}: {reason}.', {
              n: unsigned.receipts,
              clock: clockText(unsigned.since),
              reason: unsigned.reason,
            })}{' '}
            {t('Selling continues.')}
          </span>
          <Button onClick={() => void navigate({ to: '/devices' })}>{t('Look at it')}</Button>
        </div>
      ) : null}
      {unsettled.length > 0 ? (
        <div className={styles.strip} role="status">
          <IconAlertTriangle size={24} stroke={1.75} aria-hidden="true" />
          <span>
            <strong>
              {t('{n, plural, one {# card payment has} other {# card payments have}} to be looked at', {
                n: unsettled.length,
              })}
            </strong>
            {': '}
            {unsettled
              .slice(0, 3)
              .map(({ amount, currency }) => moneyText({ amount, currency }))
              .join(', ')}
            . {t('Selling continues.')}
          </span>
          <Button onClick={() => void navigate({ to: '/devices' })}>{t('Look at them')}</Button>
        </div>
      ) : null}
    </>
  );
}
