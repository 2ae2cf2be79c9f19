import { IconAlertTriangle, IconCircleCheck, IconHelpOctagon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { secondsText } from '../../ui/instants.ts';
import { t } from '../../ui/text.ts';
import styles from './scan.module.css';

export type Outcome = 'right' | 'wrong' | 'unknown';

export interface ScanEntry {
  readonly scanId: string;
  readonly outcome: Outcome;
  readonly code: string;
  readonly title: string;
  readonly sku: string | null;
  readonly variantId: string | null;
  readonly received: number | null;
  readonly ordered: number | null;
  readonly onHandBefore: number | null;
  readonly at: number;
  readonly undone: boolean;
}

const looks = {
  right: { icon: IconCircleCheck, word: 'Right item, added' },
  wrong: { icon: IconAlertTriangle, word: 'Wrong item, not added' },
  unknown: { icon: IconHelpOctagon, word: 'Unknown code, not added' },
} as const;

/** A scan's result: colour, shape and words, so that none of them has to be seen alone. */
export function ScanResult({
  entry,
  orderNumber,
  children,
}: {
  readonly entry: ScanEntry;
  readonly orderNumber: string | null;
  readonly children?: ReactNode;
}) {
  const { icon: Icon, word } = looks[entry.outcome];
  const count =
    entry.ordered === null
      ? t('{n} in all', { n: entry.received ?? 0 })
      : t('{n} of {all}', { n: entry.received ?? 0, all: entry.ordered });
  return (
    <li className={`${styles.result} ${styles[entry.outcome]}`}>
      <Icon stroke={2} aria-hidden="true" />
      <div>
        <div className={styles.word}>{entry.undone ? t('Taken back') : t(word)}</div>
        <div className={styles.what}>
          {entry.outcome === 'unknown' ? <span className="mono">{entry.code}</span> : entry.title}
        </div>
        {entry.outcome === 'right' ? (
          <div className={styles.more}>{entry.undone ? t('The ledger keeps both lines.') : count}</div>
        ) : null}
        {entry.outcome === 'wrong' ? (
          <div className={styles.more}>{t('Not on {number}. Put it aside.', { number: orderNumber ?? '' })}</div>
        ) : null}
      </div>
      <time>{secondsText(entry.at)}</time>
      {children ? <div className={styles.fix}>{children}</div> : null}
    </li>
  );
}
