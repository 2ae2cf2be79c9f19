import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef } from 'react';
import { cx } from './cx.ts';
import { Bone } from './empty-state.tsx';
import styles from './index-table.module.css';

export interface IndexColumn<Row> {
  readonly id: string;
  readonly header: ReactNode;
  /** A CSS grid track: "116px", "minmax(200px, 1fr)". */
  readonly track: string;
  readonly end?: boolean;
  /** Quieter header, for columns that only break down their neighbour. */
  readonly quiet?: boolean;
  /** Cells may draw outside their box (a check box with a large target). */
  readonly free?: boolean;
  readonly sorted?: 'ascending' | 'descending';
  readonly cell: (row: Row, index: number) => ReactNode;
}

export interface IndexTableProps<Row> {
  readonly label: string;
  readonly columns: readonly IndexColumn<Row>[];
  readonly count: number;
  readonly rowAt: (index: number) => Row | undefined;
  readonly selected?: (row: Row) => boolean;
  readonly cursor: number;
  readonly onCursor: (index: number) => void;
  readonly onOpen?: (row: Row) => void;
  readonly onRange: (first: number, last: number) => void;
  readonly detail?: { readonly index: number; readonly height: number; readonly render: () => ReactNode } | null;
  readonly rowHeight?: number;
  readonly minWidth?: number;
}

/** A virtual grid: only the rows in view exist, however many there are. */
export function IndexTable<Row>(props: IndexTableProps<Row>) {
  const { columns, count, rowAt, cursor, detail, rowHeight = 36, onRange } = props;
  const frame = useRef<HTMLDivElement>(null);
  const open = detail ?? null;
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => frame.current,
    estimateSize: (index) => (open && index === open.index ? rowHeight + open.height : rowHeight),
    overscan: 8,
    scrollPaddingStart: 33,
  });
  const openKey = open ? `${open.index}:${open.height}` : '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: sizes change only with the opened row
  useEffect(() => virtual.measure(), [openKey, virtual]);
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => onRange(first, last), [first, last, onRange]);
  const moved = useRef(false);
  useEffect(() => {
    if (moved.current && cursor >= 0) virtual.scrollToIndex(cursor, { align: 'auto' });
    moved.current = true;
  }, [cursor, virtual]);
  const tracks = columns.map((column) => column.track).join(' ');
  const style = {
    '--tracks': tracks,
    ...(props.minWidth && { '--min': `${props.minWidth}px` }),
  } as React.CSSProperties;
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles know these properties
    <div
      ref={frame}
      className={styles.frame}
      role={props.detail === undefined ? 'grid' : 'treegrid'}
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={count + 1}
      aria-colcount={columns.length}
      aria-activedescendant={items.some((item) => item.index === cursor) ? `row-${cursor}` : undefined}
      data-index-table=""
    >
      <div className={styles.grid} style={{ ...style, height: virtual.getTotalSize() + 33 }} role="presentation">
        {/* biome-ignore lint/a11y/useSemanticElements: see above */}
        <div className={styles.head} role="row" aria-rowindex={1} tabIndex={-1}>
          {columns.map((column) => (
            // biome-ignore lint/a11y/useSemanticElements: see above
            <div
              key={column.id}
              role="columnheader"
              tabIndex={-1}
              aria-sort={column.sorted}
              className={cx(column.end && 'num', column.quiet && styles.quietHead, column.free && styles.free)}
            >
              {column.header}
            </div>
          ))}
        </div>
        {items.map((item) => {
          const row = rowAt(item.index);
          const isSelected = row !== undefined && (props.selected?.(row) ?? false);
          const isOpen = open !== null && open.index === item.index;
          return (
            <div key={item.key} role="presentation">
              {/* biome-ignore lint/a11y/useSemanticElements lint/a11y/useKeyWithClickEvents: keys are handled by the grid */}
              <div
                id={`row-${item.index}`}
                role="row"
                tabIndex={-1}
                aria-rowindex={item.index + 2}
                aria-selected={isSelected}
                aria-expanded={open ? isOpen : undefined}
                className={cx(
                  styles.row,
                  (isSelected || isOpen) && styles.selected,
                  (isSelected || isOpen) && 'on-soft',
                  item.index === cursor && styles.cursor,
                )}
                style={{ height: rowHeight, transform: `translateY(${item.start + 33}px)` }}
                onClick={() => {
                  props.onCursor(item.index);
                  if (row !== undefined) props.onOpen?.(row);
                }}
              >
                {columns.map((column) => (
                  // biome-ignore lint/a11y/useSemanticElements: see above
                  <div
                    key={column.id}
                    role="gridcell"
                    tabIndex={-1}
                    className={cx(column.end && 'num', column.free && styles.free)}
                  >
                    {row === undefined ? <Bone width={column.end ? 40 : '60%'} /> : column.cell(row, item.index)}
                  </div>
                ))}
              </div>
              {isOpen ? (
                // biome-ignore lint/a11y/useSemanticElements: see above
                <div
                  role="row"
                  aria-rowindex={item.index + 2}
                  tabIndex={-1}
                  className={cx(styles.detail, 'on-soft')}
                  style={{ height: open.height, transform: `translateY(${item.start + 33 + rowHeight}px)` }}
                >
                  {/* biome-ignore lint/a11y/useSemanticElements: see above */}
                  <div role="gridcell" tabIndex={-1}>
                    {open.render()}
                  </div>
                </div>
              ) : null}
            </div>
          );
        })}
      </div>
    </div>
  );
}
