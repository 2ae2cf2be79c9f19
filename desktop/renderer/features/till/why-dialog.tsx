import type { BasketLine } from '../../../bridge/views.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Money } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import { lineName } from './till-data.ts';
import styles from './till-dialogs.module.css';

/** Every step to the price of a line, for whoever asks at the counter. */
export function WhyDialog({
  line,
  currency,
  onClose,
}: {
  readonly line: BasketLine;
  readonly currency: string;
  readonly onClose: () => void;
}) {
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('Why this price')}
      closeLabel={t('Close')}
      foot={
        <Button size="touch" look="primary" onClick={onClose} data-autofocus>
          {t('Close')}
        </Button>
      }
    >
      <p className={styles.asked}>
        <b>{lineName(line)}</b>
        <span className="num">
          <Money amount={line.unitPrice} currency={currency} /> {t('each')} ·{' '}
          <Money amount={line.total} currency={currency} />
          {line.perUnit ? <small className="sub"> {line.perUnit}</small> : null}
        </span>
      </p>
      <ol className={styles.steps}>
        {line.why.length > 0 ? (
          line.why.map((step) => <li key={step}>{step}</li>)
        ) : (
          <li>{line.variantId === null ? t('Typed in at this till') : t('Its own price, read off its label')}</li>
        )}
      </ol>
    </Dialog>
  );
}
