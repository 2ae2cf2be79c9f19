import { IconDownload, IconFileInvoice, IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import type { InvoiceView } from '../../../bridge/invoice-queries.ts';
import { useBridge } from '../../data/bridge.ts';
import { useRead } from '../../data/reads.ts';
import { useSending } from '../../data/sending.ts';
import { useSession } from '../../data/session.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Bone } from '../../ui/empty-state.tsx';
import { dayText } from '../../ui/instants.ts';
import { Money } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import styles from './invoices.module.css';
import { rateName } from '../orders/order-words.ts';
import { openPdf, savePdf } from './save-pdf.ts';

function Issued({ invoice }: { readonly invoice: InvoiceView }) {
  const { document: said } = invoice;
  const buyer = [
    said.buyer.name,
    said.buyer.street,
    [said.buyer.postalCode, said.buyer.city].filter(Boolean).join(' '),
  ];
  const rows: readonly (readonly [string, React.ReactNode])[] = [
    [t('Issued'), dayText(invoice.issuedAt, { year: true })],
    [t('To'), buyer.filter(Boolean).join(', ') || t('Nobody named')],
    ...(said.buyer.vatId ? [[t('VAT number'), said.buyer.vatId] as const] : []),
    ...(said.creditOf ? [[t('Takes back from'), said.creditOf] as const] : []),
    ...(said.delivery ?? []).map(
      ({ total, taxRate }) =>
        [
          t('Delivery in it, at {rate}', { rate: rateName(taxRate) }),
          <Money key="i" amount={total} currency={said.currency} />,
        ] as const,
    ),
    [t('Net'), <Money key="n" amount={said.net} currency={said.currency} />],
    [t('Tax'), <Money key="t" amount={said.tax} currency={said.currency} />],
    ...(said.shipping === 0
      ? []
      : [[t('Delivery'), <Money key="d" amount={said.shipping} currency={said.currency} />] as const]),
    [t('Total'), <Money key="s" amount={said.total} currency={said.currency} />],
  ];
  return (
    <dl className={styles.facts}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Of an order that was edited or cancelled after it was invoiced: each paper, to be looked at. */
function Others({
  all,
  shown,
  onLook,
}: {
  readonly all: readonly InvoiceView[];
  readonly shown: string;
  readonly onLook: (id: string) => void;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its own box
    <div className={styles.others} role="group" aria-label={t('All papers of this order')}>
      {all.map(({ id, number }) => (
        <Button key={id} size="small" aria-pressed={id === shown} onClick={() => onLook(id)}>
          {number}
        </Button>
      ))}
    </div>
  );
}

/** The invoice of an order, or of a return its credit note: issued once, in the series of the register this window is on. */
export function InvoiceDialog({
  orderId,
  chosen,
  isReturn,
  onClose,
}: {
  readonly orderId: string;
  /** Which of several is looked at first; left out: the newest */
  readonly chosen?: string;
  readonly isReturn: boolean;
  readonly onClose: () => void;
}) {
  const bridge = useBridge();
  const { register } = useSession();
  const read = useRead('invoices.ofOrder', { orderId });
  const { busy, refused, send } = useSending();
  const [ids] = useState(() => ({ invoice: crypto.randomUUID(), mutation: crypto.randomUUID() }));
  const [looked, look] = useState(chosen);
  const all = read.data?.invoices ?? [];
  const invoice = all.find(({ id }) => id === looked) ?? all[0] ?? null;
  const what = isReturn ? t('Credit note') : t('Invoice');
  async function issue(): Promise<void> {
    if (!register) return;
    await bridge.mutate('invoices.issue', { invoiceId: ids.invoice, orderId, registerId: register.id }, ids.mutation);
  }
  return (
    <Dialog
      opened
      onClose={onClose}
      width={460}
      title={invoice ? invoice.number : what}
      closeLabel={t('Close')}
      foot={
        invoice ? (
          <>
            <Button
              icon={<IconDownload size={16} stroke={1.75} aria-hidden="true" />}
              disabled={busy}
              onClick={() => send(savePdf(invoice))}
            >
              {t('Save PDF')}
            </Button>
            <Button
              look="primary"
              data-autofocus
              icon={<IconPrinter size={16} stroke={1.75} aria-hidden="true" />}
              disabled={busy}
              onClick={() => send(openPdf(invoice))}
            >
              {t('Look and print')}
            </Button>
          </>
        ) : (
          <>
            <Button onClick={onClose}>{t('Cancel')}</Button>
            <Button
              look="primary"
              data-autofocus
              icon={<IconFileInvoice size={16} stroke={1.75} aria-hidden="true" />}
              disabled={!read.data || !register || busy}
              onClick={() => send(issue())}
            >
              {isReturn ? t('Issue credit note') : t('Issue invoice')}
            </Button>
          </>
        )
      }
    >
      {!read.data ? (
        <Bone width={240} />
      ) : invoice ? (
        <>
          <Issued invoice={invoice} />
          {all.length > 1 ? <Others all={all} shown={invoice.id} onLook={look} /> : null}
        </>
      ) : register ? (
        <p>
          {t(
            'It takes the next number of {register} and freezes what it says: buyer, address and tax as they are now. A number is never given back.',
            {
              register: register.name,
            },
          )}
        </p>
      ) : (
        <p>{t('Numbers belong to a register, and this window is on none. Choose one at the till first.')}</p>
      )}
      {refused ? (
        <p className={styles.refused} role="alert">
          {refused}
        </p>
      ) : null}
    </Dialog>
  );
}
