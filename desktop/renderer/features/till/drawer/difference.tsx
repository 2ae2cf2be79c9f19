import type { DrawerNow } from '../../../../bridge/drawer-queries.ts';
import { cx } from '../../../ui/cx.ts';
import { Money, moneyText } from '../../../ui/money.tsx';
import { t } from '../../../ui/text.ts';
import { tenderNames } from '../tender-names.ts';
import styles from './close-day.module.css';

/** What should lie in the drawer and why, against what was counted. */
export function Difference({ now, counted, currency }: { now: DrawerNow; counted: number; currency: string }) {
  const { drawer } = now.report;
  const off = counted - drawer.expected;
  const rows = [
    [t('Float'), drawer.float],
    [t('Cash sales less refunds'), drawer.cash],
    ...(now.report.tips && now.report.tips.cash !== now.report.tips.paidOut
      ? [[t('Tips, less what was paid out'), now.report.tips.cash - now.report.tips.paidOut] as const]
      : []),
    ...now.moved
      .filter(({ amount }) => amount !== 0)
      .map(
        ({ amount, reason, kind }) => [reason || (kind === 'paid-in' ? t('Paid in') : t('Paid out')), amount] as const,
      ),
  ] as const;
  const plain = (amount: number) => moneyText({ amount, currency }, { symbol: false });
  return (
    <>
      <dl className={styles.reckoning}>
        {rows.map(([name, amount], index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two pay-outs may have one reason
          <div key={index}>
            <dt>{name}</dt>
            <dd>{plain(amount)}</dd>
          </div>
        ))}
        <div className={styles.strong}>
          <dt>{t('Expected in the drawer')}</dt>
          <dd>{plain(drawer.expected)}</dd>
        </div>
        <div className={styles.strong}>
          <dt>{t('Counted')}</dt>
          <dd>{plain(counted)}</dd>
        </div>
      </dl>
      <div className={cx(styles.off, off === 0 ? styles.right : styles.wrong)} role="status">
        <span>{off === 0 ? t('It is right') : off < 0 ? t('Short by') : t('Over by')}</span>
        <Money amount={off} currency={currency} />
      </div>
      <dl className={styles.reckoning}>
        {now.report.tenders
          .filter(({ kind }) => kind !== 'cash')
          .map(({ kind, amount }) => (
            <div key={kind}>
              <dt>{t(tenderNames[kind] ?? kind)}</dt>
              <dd>{plain(amount)}</dd>
            </div>
          ))}
      </dl>
    </>
  );
}
