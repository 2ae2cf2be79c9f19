import type { ReactNode } from 'react';
import styles from './empty-state.module.css';

/** One line drawing, what is (not) here, and what to do next. */
export function EmptyState({
  icon,
  title,
  children,
  more,
  actions,
}: {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  /** Beneath the text, where that is not all */
  readonly more?: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <div className={styles.empty}>
      {icon}
      <b>{title}</b>
      {children ? <p>{children}</p> : null}
      {more}
      {actions ? <div className={styles.actions}>{actions}</div> : null}
    </div>
  );
}

/** A grey bar where text will be; it appears only when the wait is longer than 150 ms. */
export function Bone({ width = 96 }: { readonly width?: number | string }) {
  return <span className={styles.bone} style={{ width }} aria-hidden="true" />;
}
