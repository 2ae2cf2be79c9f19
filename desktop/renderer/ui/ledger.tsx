import type { ComponentProps } from 'react';
import { cx } from './cx.ts';
import styles from './ledger.module.css';

export interface LedgerProps extends ComponentProps<'table'> {
  /** Straight on the page instead of inside a card. */
  readonly open?: boolean;
  /** Without hairlines between rows. */
  readonly bare?: boolean;
  readonly rowHeight?: number;
  /** Column widths in px, or null for the rest. */
  readonly widths: readonly (number | string | null)[];
}

export function Ledger({ open, bare, rowHeight, widths, className, style, children, ...rest }: LedgerProps) {
  const sized = rowHeight ? ({ ...style, '--ledger-row': `${rowHeight}px` } as React.CSSProperties) : style;
  return (
    <table {...rest} style={sized} className={cx(styles.table, open && styles.open, bare && styles.bare, className)}>
      <colgroup>
        {widths.map((width, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: columns never move
          <col key={index} style={width === null ? undefined : { width }} />
        ))}
      </colgroup>
      {children}
    </table>
  );
}

export const sumRow = styles.sum;
export const selectedRow = styles.on;
