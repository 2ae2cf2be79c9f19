import type { PricedItem } from '../../../bridge/price-queries.ts';
import { decimalText, minorDigits, Money, parseMoney } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import { EditCell } from '../product-edit/edit-cell.tsx';
import { breaksText, type ItemEdit, readBreaks } from './price-list-draft.ts';
import styles from './price-lists.module.css';

export interface ItemsProps {
  readonly items: readonly PricedItem[];
  readonly edits: ReadonlyMap<string, ItemEdit>;
  readonly currency: string;
  readonly disabled: boolean;
  readonly costs: boolean;
  readonly onEdit: (item: PricedItem, edit: ItemEdit) => void;
}

/** What is left of a price, in tenths of a per cent; null where it has none or its cost is unknown. */
function marginOf(price: number | null, cost: number | null): string {
  if (price === null || price === 0 || cost === null) return '–';
  const tenths = Math.round(((price - cost) * 1000) / price);
  return `${(tenths / 10).toFixed(1)}%`;
}

/** Items with the store's price beside the list's own; empty: it has none here. */
export function ItemsTable({ items, edits, currency, disabled, costs, onEdit }: ItemsProps) {
  return (
    <div className={styles.scroll}>
      <table className={styles.items} aria-label={t('Items')}>
        <colgroup>
          <col />
          <col style={{ width: 130 }} />
          <col style={{ width: 100 }} />
          <col style={{ width: 100 }} />
          {costs ? <col style={{ width: 80 }} /> : null}
          <col style={{ width: 190 }} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">{t('Item')}</th>
            <th scope="col">{t('SKU')}</th>
            <th scope="col" className={styles.end}>
              {t('Store price')}
            </th>
            <th scope="col" className={styles.end}>
              {t('Price here')}
            </th>
            {costs ? (
              <th scope="col" className={styles.end}>
                {t('Margin')}
              </th>
            ) : null}
            <th scope="col">{t('From so many: price')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => {
            const edit = edits.get(item.variantId);
            const stored = item.amount === null ? '' : decimalText(item.amount, minorDigits(currency));
            const text = edit?.price ?? stored;
            const steps = edit?.breaks ?? breaksText(item.breaks, currency);
            const price = text.trim() === '' ? null : parseMoney(text, currency);
            return (
              <tr key={item.variantId}>
                <td className="cut" title={item.title}>
                  {item.title}
                </td>
                <td className="mono cut">{item.sku}</td>
                <td className={`num ${styles.end}`}>
                  {item.base === null ? '–' : <Money amount={item.base} currency={currency} symbol={false} />}
                </td>
                <td className={styles.cell}>
                  <EditCell
                    number
                    label={t('Price of {name}', { name: item.title })}
                    text={text}
                    changed={text !== stored}
                    disabled={disabled}
                    onText={(next) => {
                      if (next.trim() !== '' && (parseMoney(next, currency) ?? -1) < 0) return false;
                      onEdit(item, { price: next });
                      return true;
                    }}
                  />
                </td>
                {costs ? <td className={`num ${styles.end}`}>{marginOf(price, item.cost)}</td> : null}
                <td className={styles.cell}>
                  <EditCell
                    label={t('Quantities of {name}', { name: item.title })}
                    text={steps}
                    changed={edit?.breaks !== undefined && steps !== breaksText(item.breaks, currency)}
                    disabled={disabled}
                    onText={(next) => {
                      if (readBreaks(next, currency) === null) return false;
                      onEdit(item, { breaks: next });
                      return true;
                    }}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
