import { IconAlertTriangle, IconTicket, IconX } from '@tabler/icons-react';
import type { Basket } from '../../../bridge/views.ts';
import { cx } from '../../ui/cx.ts';
import { Money } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import styles from './coupon-rows.module.css';

/** The codes entered, between lines and totals: what each took off, or why it does not count. */
export function CouponRows({
  basket: { coupons, currency },
  locked,
  onRemove,
}: {
  readonly basket: Basket;
  readonly locked: boolean;
  readonly onRemove: (code: string) => void;
}) {
  if (coupons.length === 0) return null;
  return (
    <ul className={styles.coupons} aria-label={t('Codes')}>
      {coupons.map(({ code, applied, reason, saved }) => (
        <li key={code} className={cx(!applied && styles.not)}>
          {applied ? (
            <IconTicket size={20} stroke={1.75} aria-hidden="true" />
          ) : (
            <IconAlertTriangle size={20} stroke={1.75} aria-hidden="true" />
          )}
          <span className={styles.said}>
            <b className="mono">{code}</b>
            <span title={reason}>{reason}</span>
          </span>
          {applied ? <Money className="num" amount={-saved} currency={currency} symbol={false} /> : <span />}
          {locked ? null : (
            <button type="button" aria-label={t('Take {code} out', { code })} onClick={() => onRemove(code)}>
              <IconX size={18} stroke={1.75} aria-hidden="true" />
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
