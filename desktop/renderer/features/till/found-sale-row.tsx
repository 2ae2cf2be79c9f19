import { useEffect, useRef } from 'react';
import type { FoundSale } from '../../../bridge/find-sale-queries.ts';
import { clockText, dayText } from '../../ui/instants.ts';
import { Money } from '../../ui/money.tsx';
import { State, Tag } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { itemsText, paidText } from './found-sale-words.ts';
import styles from './find-sale.module.css';

interface Props {
  readonly sale: FoundSale;
  readonly marked: boolean;
  readonly onChoose: () => void;
}

/** A sale as people remember it: when, what, how much, how paid, where and by whom. */
export function FoundSaleRow({ sale, marked, onChoose }: Props) {
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (marked) row.current?.scrollIntoView({ block: 'nearest' });
  }, [marked]);
  const place = [sale.locationName, sale.channelName].filter(Boolean).join(', ');
  return (
    <div
      ref={row}
      id={`sale-${sale.id}`}
      role="option"
      tabIndex={-1}
      aria-selected={marked}
      aria-disabled={sale.back === 'all'}
      className={styles.sale}
      onClick={onChoose}
      onKeyDown={() => {}}
    >
      <span className={styles.when}>
        <b className="num">{dayText(sale.placedAt, { year: true })}</b>
        <small>
          {clockText(sale.placedAt)} · <bdi className="mono">{sale.number}</bdi>
        </small>
      </span>
      <span className={styles.what}>
        <b className="cut">{itemsText(sale.items)}</b>
        <small className="cut">
          {sale.near ? <Tag tone="warn">{t('not in the cloud yet')}</Tag> : null}{' '}
          {[sale.customerName, place, sale.soldBy && t('sold by {name}', { name: sale.soldBy })]
            .filter(Boolean)
            .join(' · ')}
        </small>
      </span>
      <span className={styles.sum}>
        <Money className="num" amount={sale.total} currency={sale.currency} />
        <small className="cut">
          {sale.back === 'all' ? (
            <State tone="open">{t('All of it came back')}</State>
          ) : sale.back === 'some' ? (
            <State tone="warn">{t('Some of it came back')}</State>
          ) : (
            paidText(sale.tenders)
          )}
        </small>
      </span>
    </div>
  );
}
