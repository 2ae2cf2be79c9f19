import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import type { OrderRow } from '../../../bridge/order-queries.ts';
import type { IndexColumn } from '../../ui/index-table.tsx';
import { clockText, dayKey, dayText } from '../../ui/instants.ts';
import { Money } from '../../ui/money.tsx';
import { countText } from '../../ui/quantity.ts';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { flagWords, fulfilmentWords, paymentWords } from './order-words.ts';
import styles from './orders.module.css';

function Words({
  words,
  calm,
}: {
  readonly words: { tone: Parameters<typeof State>[0]['tone']; text: string };
  readonly calm?: boolean;
}) {
  return (
    <State tone={words.tone} calm={calm ?? words.tone === 'ok'}>
      {words.text}
    </State>
  );
}

/** Of what is authorised until when, since it is to be sent by then. */
function paidWords({ paymentStatus, heldUntil }: OrderRow) {
  const words = paymentWords(paymentStatus);
  return heldUntil === null ? words : { ...words, text: t('Take by {day}', { day: dayText(heldUntil) }) };
}

/** What a row of the list says. */
export function orderColumns(now: number, openId: string | undefined, narrow: boolean): IndexColumn<OrderRow>[] {
  const today = dayKey(now);
  const columns: IndexColumn<OrderRow>[] = [
    {
      id: 'number',
      track: '116px',
      header: <span style={{ paddingInlineStart: 20 }}>{t('No.')}</span>,
      cell: (row) => (
        <span className={styles.number}>
          {row.id === openId ? (
            <IconChevronDown size={14} stroke={1.75} aria-hidden="true" />
          ) : (
            <IconChevronRight size={14} stroke={1.75} className="flip" aria-hidden="true" />
          )}
          {row.number}
        </span>
      ),
    },
    {
      id: 'time',
      track: '84px',
      header: t('Time'),
      cell: (row) => (
        <span className="t2">{dayKey(row.placedAt) === today ? clockText(row.placedAt) : dayText(row.placedAt)}</span>
      ),
    },
    {
      id: 'customer',
      track: 'minmax(150px, 1fr)',
      header: t('Customer'),
      cell: (row) =>
        row.customerName ? (
          <span className="strong">{row.customerName}</span>
        ) : (
          <span className="t2">{t('Walk-in')}</span>
        ),
    },
    {
      id: 'channel',
      track: '92px',
      header: t('Channel'),
      cell: (row) => <span className="t2">{row.channelName}</span>,
    },
    {
      id: 'place',
      track: '84px',
      header: t('Location'),
      cell: (row) => <span className="t2">{row.locationName}</span>,
    },
    {
      id: 'payment',
      track: '128px',
      header: t('Payment'),
      cell: (row) => <Words words={paidWords(row)} />,
    },
    {
      id: 'fulfilment',
      track: '112px',
      header: t('Fulfilment'),
      cell: (row) => <Words words={fulfilmentWords(row.fulfilmentStatus)} />,
    },
    {
      id: 'flag',
      track: '124px',
      header: t('To look at'),
      cell: (row) =>
        row.unsent ? (
          <State tone="waiting">{t('Not sent yet')}</State>
        ) : row.flags[0] ? (
          <Words words={flagWords(row.flags[0])} />
        ) : (
          <span className="sub">–</span>
        ),
    },
    {
      id: 'units',
      track: '48px',
      end: true,
      header: t('Units'),
      cell: (row) => <span className="t2">{countText(row.units)}</span>,
    },
    {
      id: 'total',
      track: '92px',
      end: true,
      header: t('Total'),
      cell: (row) => <Money className="bold" amount={row.total} currency={row.currency} />,
    },
  ];
  return narrow ? columns.filter((column) => !['place', 'units'].includes(column.id)) : columns;
}
