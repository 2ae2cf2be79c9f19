import { IconFileInvoice } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import type { InvoiceRow } from '../../../bridge/invoice-queries.ts';
import { ReadFault } from '../../data/read-fault.tsx';
import { useRead } from '../../data/reads.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { type IndexColumn, IndexTable } from '../../ui/index-table.tsx';
import { dayText } from '../../ui/instants.ts';
import { Money } from '../../ui/money.tsx';
import { Page, PageHead } from '../../ui/page.tsx';
import { countText } from '../../ui/quantity.ts';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { cursorKeys } from '../../ui/cursor-keys.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { InvoiceDialog } from './invoice-dialog.tsx';

const columns: readonly IndexColumn<InvoiceRow>[] = [
  {
    id: 'number',
    header: t('Number'),
    track: '190px',
    cell: (row) => <span className="mono strong">{row.number}</span>,
  },
  {
    id: 'day',
    header: t('Issued'),
    track: '140px',
    cell: (row) => <span className="t2">{dayText(row.issuedAt, { year: true })}</span>,
  },
  {
    id: 'buyer',
    header: t('To'),
    track: 'minmax(160px, 1fr)',
    cell: (row) => <span className="cut">{row.buyer || '–'}</span>,
  },
  {
    id: 'order',
    header: t('Order'),
    track: '130px',
    cell: (row) => <span className="mono t2">{row.orderNumber}</span>,
  },
  {
    id: 'kind',
    header: t('Kind'),
    track: '130px',
    cell: (row) =>
      row.kind === 'invoice' ? (
        <span className="t2">{t('Invoice')}</span>
      ) : (
        <State tone="warn">{t('Credit note')}</State>
      ),
  },
  {
    id: 'tax',
    header: t('Tax'),
    track: '110px',
    end: true,
    cell: (row) => <Money amount={row.tax} currency={row.currency} />,
  },
  {
    id: 'total',
    header: t('Total'),
    track: '120px',
    end: true,
    cell: (row) => <Money className="bold" amount={row.total} currency={row.currency} />,
  },
];

/** Invoices and credit notes that this desk holds, newest first. */
export function InvoicesScreen() {
  const navigate = useNavigate();
  const [cursor, setCursor] = useState(0);
  const [open, setOpen] = useState<InvoiceRow | null>(null);
  const [range, setRange] = useState({ offset: 0, limit: 100 });
  const read = useRead('invoices.index', range, { keep: true });
  const { rows = [], total = 0 } = read.data ?? {};
  const onRange = useCallback((from: number) => setRange({ offset: Math.floor(from / 50) * 50, limit: 150 }), []);
  const rowAt = (index: number) => rows[index - range.offset];
  useKeys({
    ...cursorKeys(total, setCursor),
    Enter: () => setOpen(rowAt(cursor) ?? null),
    o: () => {
      const row = rowAt(cursor);
      if (row) void navigate({ to: '/orders/$orderId', params: { orderId: row.orderId } });
    },
  });
  return (
    <Page>
      <PageHead>
        <h1>{t('Invoices')}</h1>
        <span className="sub">{t('{n} in the months this desk holds', { n: countText(total) })}</span>
      </PageHead>
      {read.error ? (
        <ReadFault error={read.error} />
      ) : read.data && total === 0 ? (
        <EmptyState icon={<IconFileInvoice size={48} stroke={1.1} aria-hidden="true" />} title={t('No invoices yet')}>
          {t(
            'Orders of the web shop are invoiced by the cloud when they are paid or sent; an order’s page issues the invoice of a sale at the till.',
          )}
        </EmptyState>
      ) : (
        <IndexTable
          label={t('Invoices')}
          columns={columns}
          count={read.data ? total : 8}
          rowAt={rowAt}
          cursor={cursor}
          onCursor={setCursor}
          onOpen={setOpen}
          onRange={onRange}
        />
      )}
      {open ? (
        <InvoiceDialog
          orderId={open.orderId}
          chosen={open.id}
          isReturn={open.kind === 'credit-note'}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </Page>
  );
}
