import { IconArrowNarrowRight } from '@tabler/icons-react';
import type { VariantRow } from '../../../bridge/queries.ts';
import { useNow } from '../../data/clock.ts';
import { clockText, dayKey, dayText } from '../../ui/instants.ts';
import { moneyText } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import { contentsText } from './contents.ts';
import { type Draft, type FieldName, fieldText, type Product, type VariantField } from './draft.ts';
import styles from './product-edit.module.css';

const fieldNames: Record<FieldName | VariantField, string> = {
  title: 'Title',
  description: 'Description',
  status: 'Status',
  category: 'Category',
  supplier: 'Supplier',
  taxClass: 'Tax',
  minimumAge: 'Sold from, years',
  sku: 'SKU',
  gtin: 'Barcode',
  cost: 'Cost',
  price: 'Price',
  compareAt: 'Was price',
  measure: 'Contents',
  depositId: 'Deposit',
};

interface Diff {
  readonly key: string;
  readonly field: string;
  readonly from: string;
  readonly to: string;
}

function Diffs({ rows }: { readonly rows: readonly Diff[] }) {
  return (
    <dl className={styles.diff}>
      {rows.map((row) => (
        <FragmentRow key={row.key} row={row} />
      ))}
    </dl>
  );
}

function FragmentRow({ row }: { readonly row: Diff }) {
  return (
    <>
      <dt title={row.field}>{row.field}</dt>
      <dd>
        <del>{row.from || '–'}</del>
        <IconArrowNarrowRight size={13} stroke={1.75} className="flip" role="img" aria-label={t('became')} />
        <ins>{row.to || '–'}</ins>
      </dd>
    </>
  );
}

function unsavedRows(draft: Draft, product: Product): Diff[] {
  const text = (value: string | number | null | undefined) =>
    typeof value === 'number' ? moneyText({ amount: value, currency: product.currency }) : (value ?? '');
  const rows: Diff[] = (Object.keys(draft.fields) as FieldName[]).map((name) => ({
    key: name,
    field: t(fieldNames[name]),
    from: fieldText(product, name),
    to: draft.fields[name] ?? '',
  }));
  const shown = (name: VariantField, value: unknown) =>
    name === 'depositId'
      ? (product.containers.find(({ variantId }) => variantId === value)?.name ?? '')
      : name === 'measure'
        ? contentsText((value ?? null) as VariantRow['measure'])
        : text(value as string | number | null | undefined);
  for (const variant of product.variants) {
    const cell = draft.cells[variant.id] ?? {};
    for (const name of Object.keys(cell) as VariantField[]) {
      rows.push({
        key: `${variant.id}.${name}`,
        field: [t(fieldNames[name]), variant.title].filter(Boolean).join(', '),
        from: shown(name, variant[name]),
        to: shown(name, cell[name]),
      });
    }
  }
  return rows;
}

/** What changed, by whom; what is not saved yet leads. */
export function HistorySide({ product, draft }: { readonly product: Product; readonly draft: Draft }) {
  const now = useNow();
  const unsaved = unsavedRows(draft, product);
  const when = (at: number) =>
    dayKey(at) === dayKey(now) ? t('Today {time}', { time: clockText(at) }) : `${dayText(at)} ${clockText(at)}`;
  return (
    <>
      <div className={styles.sideHead}>{t('History')}</div>
      <ul className={styles.events}>
        {unsaved.length > 0 ? (
          <li className={`${styles.event} ${styles.fresh} on-soft`}>
            <header>
              <b className="bold">{t('Not saved yet')}</b>
              <span className="t2">{t('you, this desk')}</span>
            </header>
            <Diffs rows={unsaved.slice(0, 8)} />
            {unsaved.length > 8 ? <span className="meta">{t('and {n} more', { n: unsaved.length - 8 })}</span> : null}
          </li>
        ) : null}
        {product.history.map((event) => (
          <li key={`${event.at}${event.by}`} className={styles.event}>
            <header>
              <b className="bold">{event.by}</b>
              <span className="t2">{[when(event.at), event.device].filter(Boolean).join(', ')}</span>
            </header>
            <Diffs rows={event.fields.map((field, index) => ({ ...field, key: `${index}` }))} />
          </li>
        ))}
        {product.history.length === 0 && unsaved.length === 0 ? (
          <li className={styles.event}>
            <span className="t2">{t('No changes since it came here.')}</span>
          </li>
        ) : null}
      </ul>
    </>
  );
}
