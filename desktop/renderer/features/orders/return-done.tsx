import type { ReceiptView } from '../../../bridge/views.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Money } from '../../ui/money.tsx';
import { countText } from '../../ui/quantity.ts';
import { t } from '../../ui/text.ts';
import { MailReceipt } from '../till/mail-receipt.tsx';
import { PrintButtons } from '../till/print-buttons.tsx';
import { ReceiptRoll } from '../till/receipt-view.tsx';
import styles from './return-dialog.module.css';
import { TipBack } from './tip-back.tsx';

/** Recorded: what goes over the counter, as large as it gets, and the paper. */
export function ReturnDone({
  receipt,
  saleId,
  cash,
  onClose,
}: {
  readonly receipt: ReceiptView;
  /** What the goods were bought with */
  readonly saleId?: string;
  readonly cash: number;
  readonly onClose: () => void;
}) {
  return (
    <Dialog
      opened
      onClose={onClose}
      width="760px"
      title={t('Taken back and saved on this desk')}
      closeLabel={t('Close')}
      foot={
        <>
          {saleId === undefined ? null : <TipBack saleId={saleId} />}
          <PrintButtons orderId={receipt.orderId} size="control" />
          <MailReceipt orderId={receipt.orderId} number={receipt.number} size="control" />
          <Button look="primary" data-autofocus onClick={onClose}>
            {t('Done')}
          </Button>
        </>
      }
    >
      <div className={styles.done}>
        <div className={styles.give} role="status">
          <span>{cash > 0 ? t('Give back in cash') : t('Nothing to give back in cash')}</span>
          <b>
            <Money amount={cash > 0 ? cash : -receipt.total} currency={receipt.currency} />
          </b>
          <small>
            {t('Receipt {number}, {n, plural, one {# line} other {# lines}}', {
              number: receipt.number,
              n: countText(receipt.lines.length),
            })}
          </small>
        </div>
        <ReceiptRoll receipt={receipt} />
      </div>
    </Dialog>
  );
}
