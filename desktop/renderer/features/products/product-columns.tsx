import { IconArrowDown } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ProductRow } from '../../../bridge/queries.ts';
import type { LocationSummary } from '../../../bridge/views.ts';
import { cx } from '../../ui/cx.ts';
import { Check } from '../../ui/field.tsx';
import type { IndexColumn } from '../../ui/index-table.tsx';
import { recentText } from '../../ui/instants.ts';
import { moneyText } from '../../ui/money.tsx';
import { Picture } from '../../ui/picture.tsx';
import { columnQuantity, countText, unitWord } from '../../ui/quantity.ts';
import type { Selection } from '../../ui/selection.ts';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import styles from './products.module.css';

const statuses = { active: ['ok', 'Active'], draft: ['open', 'Draft'], archived: ['open', 'Archived'] } as const;

/** Days of stock left under which a row asks for attention. */
const LOW_DAYS = 4;

const isLow = (row: ProductRow) =>
  row.status === 'active' && row.tracked && (row.onHand <= 0 || (row.coverDays !== null && row.coverDays <= LOW_DAYS));

function Cover({ row }: { readonly row: ProductRow }) {
  if (isLow(row)) {
    const days = row.coverDays ?? 0;
    return (
      <span className={styles.low}>
        {row.onHand <= 0 ? t('Out') : t('Low, {n, plural, one {# day} other {# days}}', { n: days })}
      </span>
    );
  }
  return (
    <span className="t2">
      {row.coverDays === null ? '–' : t('{n, plural, one {# day} other {# days}}', { n: row.coverDays })}
    </span>
  );
}

function Price({ row, currency }: { readonly row: ProductRow; readonly currency: string }) {
  const unit = unitWord(row.unit);
  const from = moneyText({ amount: row.priceFrom, currency });
  const to = moneyText({ amount: row.priceTo, currency });
  return (
    <bdi title={currency}>
      {row.priceFrom === row.priceTo ? null : <span className="sub">{from} – </span>}
      {to}
      {unit ? <span className="sub">/{unit}</span> : null}
    </bdi>
  );
}

function Name({ row }: { readonly row: ProductRow }) {
  const note =
    row.variantCount > 1 ? t('{n} variants', { n: row.variantCount }) : unitWord(row.unit) ? t('sold by weight') : null;
  return (
    <div className="row">
      <Picture address={row.image} name={row.title} />
      <Link
        to="/products/$productId"
        params={{ productId: row.id }}
        className="strong cut"
        tabIndex={-1}
        onClick={(event) => event.stopPropagation()}
      >
        {row.title}
      </Link>
      {note ? <span className={cx('sub', styles.note)}>{note}</span> : null}
    </div>
  );
}

export interface ColumnContext {
  readonly currency: string;
  readonly locations: readonly LocationSummary[];
  readonly now: number;
  readonly selection: Selection;
  readonly total: number;
  readonly hidden: ReadonlySet<string>;
  readonly newestFirst: boolean;
  readonly onTick: (row: ProductRow, index: number, range: boolean) => void;
}

export function productColumns({
  currency,
  locations,
  now,
  selection,
  total,
  hidden,
  newestFirst,
  onTick,
}: ColumnContext): IndexColumn<ProductRow>[] {
  const some = selection.ids.size > 0;
  const columns: IndexColumn<ProductRow>[] = [
    {
      id: 'tick',
      track: '24px',
      free: true,
      header: (
        <Check
          label={t('Select all {n} matching', { n: countText(total) })}
          checked={selection.all}
          some={some}
          onChange={() => (selection.all || some ? selection.clear() : selection.selectAll())}
          tabIndex={-1}
        />
      ),
      cell: (row, index) => (
        <Check
          label={t('Select {name}', { name: row.title })}
          checked={selection.has(row.id)}
          onClick={(event) => {
            event.stopPropagation();
            onTick(row, index, event.shiftKey);
          }}
          onChange={() => {}}
          tabIndex={-1}
        />
      ),
    },
    { id: 'name', track: 'minmax(232px, 1fr)', header: t('Product'), cell: (row) => <Name row={row} /> },
    { id: 'sku', track: '104px', header: t('SKU'), cell: (row) => <span className="mono t2">{row.sku}</span> },
    {
      id: 'status',
      track: '70px',
      header: t('Status'),
      cell: (row) => (
        <State tone={statuses[row.status][0]} calm={row.status === 'active'}>
          {t(statuses[row.status][1])}
        </State>
      ),
    },
    {
      id: 'cover',
      track: '96px',
      end: true,
      header: <span title={t('Days until on hand runs out at the pace of the last 28 days')}>{t('Cover')}</span>,
      cell: (row) => <Cover row={row} />,
    },
    {
      id: 'on-hand',
      track: '60px',
      end: true,
      header: t('On hand'),
      cell: (row) => (
        <b className={cx('bold', isLow(row) && 'warn-text')}>
          {columnQuantity(row.onHand, row.scale)}
          {unitWord(row.unit) ? ` ${unitWord(row.unit)}` : ''}
        </b>
      ),
    },
    ...locations.map(
      (place, index): IndexColumn<ProductRow> => ({
        id: `at-${place.id}`,
        track: `${Math.max(36, Math.round(place.name.length * 7.2))}px`,
        end: true,
        quiet: true,
        header: place.name,
        cell: (row) => <span className="t2">{columnQuantity(row.byLocation[index] ?? 0, row.scale)}</span>,
      }),
    ),
    {
      id: 'price',
      track: '118px',
      end: true,
      header: t('Price, inc VAT'),
      cell: (row) => <Price row={row} currency={currency} />,
    },
    {
      id: 'margin',
      track: '56px',
      end: true,
      header: <span title={t('Lowest variant, ex VAT')}>{t('Margin')}</span>,
      cell: (row) => <span className="t2">{row.margin === null ? '–' : `${(row.margin / 10).toFixed(1)}%`}</span>,
    },
    {
      id: 'updated',
      track: '160px',
      header: (
        <span className="row" style={{ gap: 3 }}>
          {t('Updated')}
          {newestFirst ? <IconArrowDown size={13} stroke={1.75} aria-hidden="true" /> : null}
        </span>
      ),
      ...(newestFirst && { sorted: 'descending' as const }),
      cell: (row) =>
        row.unsent ? (
          <State tone="waiting">{t('Saved here, not sent')}</State>
        ) : (
          <>
            <span className={styles.when}>{recentText(row.updatedAt, now, t('Yesterday'))}</span>
            <span className="sub">{row.updatedBy.split(' ').slice(0, 2).join(' ')}</span>
          </>
        ),
    },
  ];
  return columns.filter((column) => !hidden.has(column.id));
}
