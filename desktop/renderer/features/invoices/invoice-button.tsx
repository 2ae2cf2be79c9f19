import { IconFileInvoice } from '@tabler/icons-react';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { t } from '../../ui/text.ts';
import { InvoiceDialog } from './invoice-dialog.tsx';

/** On the page of an order: its invoice, issued or to be. */
export function InvoiceButton({ orderId, isReturn }: { readonly orderId: string; readonly isReturn: boolean }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        size="small"
        icon={<IconFileInvoice size={16} stroke={1.75} aria-hidden="true" />}
        onClick={() => setOpen(true)}
      >
        {isReturn ? t('Credit note') : t('Invoice')}
      </Button>
      {open ? <InvoiceDialog orderId={orderId} isReturn={isReturn} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
