import { IconChevronRight, IconX } from '@tabler/icons-react';
import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './page.module.css';

type Box = ComponentProps<'div'>;

export function Page({ className, ...rest }: ComponentProps<'main'>) {
  return <main {...rest} className={cx(styles.page, className)} />;
}

export function PageHead({ className, ...rest }: Box) {
  return <div {...rest} className={cx(styles.head, className)} />;
}

export function Tabs({ className, ...rest }: ComponentProps<'nav'>) {
  return <nav {...rest} className={cx(styles.tabs, className)} />;
}

export function FilterBar({ className, ...rest }: Box) {
  return <div {...rest} className={cx(styles.filters, className)} />;
}

/** What leads back to the list this page belongs to; wrap a link's text in it. */
export function CrumbText({ children }: { readonly children: ReactNode }) {
  return (
    <span className={styles.crumb}>
      {children}
      <IconChevronRight size={16} stroke={1.75} className="flip" aria-hidden="true" />
    </span>
  );
}

export function Chip({
  name,
  value,
  onRemove,
  removeLabel,
}: {
  readonly name: string;
  readonly value: string;
  readonly onRemove?: () => void;
  readonly removeLabel?: string;
}) {
  return (
    <span className={styles.chip} style={onRemove ? undefined : { paddingInlineEnd: 9 }}>
      {name} <b>{value}</b>
      {onRemove ? (
        <button type="button" onClick={onRemove} aria-label={removeLabel}>
          <IconX size={14} stroke={1.75} aria-hidden="true" />
        </button>
      ) : null}
    </span>
  );
}

export const addChipClass = cx(styles.chip, styles.add);

/** The strip at the foot of the page where every pending decision is taken. */
export function Dock({ className, ...rest }: Box & { readonly 'aria-label': string }) {
  return <section {...rest} className={cx(styles.dock, 'on-soft', className)} />;
}

export function DockRule() {
  return <span className={styles.rule} aria-hidden="true" />;
}

export function Split({ className, width, style, ...rest }: Box & { readonly width?: number }) {
  const sized = width ? ({ ...style, '--side': `${width}px` } as React.CSSProperties) : style;
  return <div {...rest} style={sized} className={cx(styles.split, className)} />;
}

/** The page of one thing: its head, and cards one below the other that scroll. */
export function Detail({ className, ...rest }: ComponentProps<'section'>) {
  return <section {...rest} className={cx(styles.detail, className)} />;
}

/** A detail where there is no room for a side. */
export function Alone({ className, ...rest }: Box) {
  return <div {...rest} className={cx(styles.alone, className)} />;
}

export function Side({ className, ...rest }: ComponentProps<'aside'>) {
  return <aside {...rest} className={cx(styles.side, className)} />;
}

export function Card({ className, ...rest }: ComponentProps<'section'>) {
  return <section {...rest} className={cx(styles.card, className)} />;
}

export function SectionHead({
  title,
  badge,
  aside,
}: {
  readonly title: string;
  readonly badge?: ReactNode;
  readonly aside?: ReactNode;
}) {
  return (
    <div className={styles.section}>
      <h2>{title}</h2>
      {badge}
      {aside ? <span className={styles.aside}>{aside}</span> : null}
    </div>
  );
}

export const asideClass = styles.aside;
export const optionalClass = styles.optional;
