import { IconPackage, IconX } from '@tabler/icons-react';
import type { Basket } from '../../../bridge/views.ts';
import { moneyText } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import styles from './exchange-rows.module.css';

interface Props {
  readonly layaway: NonNullable<Basket['layaway']>;
  readonly currency: string;
  readonly onNotNow: () => void;
}

/** What was put aside and is handed over with this basket. */
export function LayawayRow({ layaway: { number, paid }, currency, onNotNow }: Props) {
  return (
    <section className={styles.rows} aria-label={t('Put aside')}>
      <header>
        <IconPackage size={24} stroke={1.75} aria-hidden="true" />
        <b>{t('{number} is handed over', { number })}</b>
        <button type="button" onClick={onNotNow} aria-label={t('Not now: {number} stays put aside', { number })}>
          <IconX size={20} stroke={1.75} aria-hidden="true" />
        </button>
      </header>
      <span className="t2">
        {t('At what was agreed. {amount} was paid before.', { amount: moneyText({ amount: paid, currency }) })}
      </span>
    </section>
  );
}
