import { IconArrowsExchange, IconX } from '@tabler/icons-react';
import type { Basket } from '../../../bridge/views.ts';
import { Money } from '../../ui/money.tsx';
import { quantityText } from '../../ui/quantity.ts';
import { t } from '../../ui/text.ts';
import styles from './exchange-rows.module.css';

export interface ExchangeRowsProps {
  readonly basket: Basket;
  readonly locked: boolean;
  readonly onDrop: () => void;
}

/** What comes back with the basket, and the one difference that is left to take or to give. */
export function ExchangeRows({ basket, locked, onDrop }: ExchangeRowsProps) {
  const { exchange, currency } = basket;
  if (!exchange) return null;
  const difference = basket.total - exchange.worth;
  return (
    <section className={styles.rows} aria-label={t('Comes back')}>
      <header>
        <IconArrowsExchange size={24} stroke={1.75} aria-hidden="true" />
        <b>{t('Exchange, of {number}', { number: exchange.number })}</b>
        {locked ? null : (
          <button type="button" onClick={onDrop} aria-label={t('Take the exchange out')}>
            <IconX size={20} stroke={1.75} aria-hidden="true" />
          </button>
        )}
      </header>
      <ul>
        {exchange.lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of an exchange never move
          <li key={index}>
            <span>{quantityText({ amount: line.quantity, scale: line.scale, unit: null })} ×</span>
            <span>{line.title}</span>
            <Money className="num" amount={-line.total} currency={currency} symbol={false} />
          </li>
        ))}
      </ul>
      {exchange.against > 0 ? (
        <p>
          <span>{t('Set against what is open')}</span>
          <Money className="num" amount={exchange.against} currency={currency} symbol={false} />
        </p>
      ) : null}
      <p>
        <b>{difference < 0 ? t('To give back') : t('Difference to take')}</b>
        <Money className="num" amount={Math.abs(difference)} currency={currency} />
      </p>
    </section>
  );
}
