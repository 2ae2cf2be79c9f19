import type { OrderPage } from '../../../bridge/order-page.ts';
import { useRead } from '../../data/reads.ts';
import { PrintButton } from '../../ui/print-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Bone } from '../../ui/empty-state.tsx';
import { t } from '../../ui/text.ts';
import { MailReceipt } from '../till/mail-receipt.tsx';
import { ReceiptRoll } from '../till/receipt-view.tsx';

/** The receipt as it was frozen, to be printed again. */
export function PaperDialog({ order, onClose }: { readonly order: OrderPage; readonly onClose: () => void }) {
  const receipt = useRead('till.receipt', { orderId: order.id }).data;
  return (
    <Dialog
      opened
      onClose={onClose}
      // The paper is 302 px wide, whatever the text size.
      width="420px"
      title={t('Receipt {number}', { number: order.receiptNumber ?? order.number })}
      closeLabel={t('Close')}
      foot={
        <>
          <MailReceipt orderId={order.id} number={order.receiptNumber ?? order.number} size="control" />
          <PrintButton label={t('Print receipt')} disabled={!receipt} />
        </>
      }
    >
      {receipt ? <ReceiptRoll receipt={receipt} /> : <Bone width={240} />}
    </Dialog>
  );
}
