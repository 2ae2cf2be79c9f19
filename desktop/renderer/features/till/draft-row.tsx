import { IconFileDollar, IconX } from '@tabler/icons-react';
import type { Basket } from '../../../bridge/views.ts';
import { calendarDayText } from '../../ui/instants.ts';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import styles from './exchange-rows.module.css';

interface Props {
  readonly draft: NonNullable<Basket['draft']>;
  readonly locked: boolean;
  readonly onDrop: () => void;
}

/** The draft or quote whose goods lie in the basket, and at which prices. */
export function DraftRow({ draft: { number, validUntil, open, holds, over }, locked, onDrop }: Props) {
  const day = validUntil === null ? '' : calendarDayText(validUntil, { year: true });
  return (
    <section className={styles.rows} aria-label={t('Quote')}>
      <header>
        <IconFileDollar size={24} stroke={1.75} aria-hidden="true" />
        <b>{validUntil === null ? t('Draft {number}', { number }) : t('Quote {number}', { number })}</b>
        {locked ? null : (
          <button type="button" onClick={onDrop} aria-label={t('Let go of {number}', { number })}>
            <IconX size={20} stroke={1.75} aria-hidden="true" />
          </button>
        )}
      </header>
      {open ? (
        <span className="t2">
          {holds
            ? t('At what was quoted, until {day}. A line that is changed costs what it costs now.', { day })
            : over
              ? t('Its prices held until {day}. It costs what it costs now.', { day })
              : t('At the prices of now. Delivery is left out: they take it with them.')}
        </span>
      ) : (
        <State tone="warn">{t('It is an order already, or was given up.')}</State>
      )}
    </section>
  );
}
