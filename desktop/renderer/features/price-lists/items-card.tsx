import { IconDownload, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import type { PricedItem } from '../../../bridge/price-queries.ts';
import { useBridge } from '../../data/bridge.ts';
import { useRead } from '../../data/reads.ts';
import { sayRefused } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { saveCsv } from '../../ui/csv.ts';
import { Input } from '../../ui/field.tsx';
import { decimalText, minorDigits } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { parseTenths, stepPrice } from '../products/bulk-prices.ts';
import { ItemsTable, type ItemsProps } from './items-table.tsx';
import { listCsv, readListCsv } from './price-list-csv.ts';
import styles from './price-lists.module.css';

interface CardProps extends Omit<ItemsProps, 'items'> {
  readonly listId: string;
  readonly name: string;
  /** Items that were edited and may have no price here yet */
  readonly touched: readonly PricedItem[];
}

const LARGEST_FILE = 20 * 1024 * 1024;

/** The prices of a list: found, typed, moved together by a percentage, taken out as a file and brought in again. */
export function ItemsCard({ listId, name, touched, ...table }: CardProps) {
  const { currency, disabled, edits, onEdit } = table;
  const bridge = useBridge();
  const [find, setFind] = useState('');
  const [step, setStep] = useState('');
  const read = useRead('price-lists.items', { listId, currency, text: find }, { keep: true });
  const stored = read.data?.items ?? [];
  const known = new Set(stored.map(({ variantId }) => variantId));
  const added = find.trim() ? [] : touched.filter(({ variantId }) => !known.has(variantId));
  const items = [...added, ...stored];
  const tenths = parseTenths(step);

  /** From the store's price, so that doing it twice is doing it once. */
  function moveAll(): void {
    if (tenths === null) return;
    for (const item of items) {
      if (item.base === null) continue;
      const value = stepPrice(item.base, { tenths, ending: 0 });
      onEdit(item, { price: decimalText(value, minorDigits(currency)) });
    }
  }

  async function bringIn(file: File | undefined): Promise<void> {
    if (!file) return;
    if (file.size > LARGEST_FILE) {
      toast({ tone: 'bad', title: t('Not read'), message: t('A price list file has at most 20 MB.') });
      return;
    }
    const { bySku, problems } = readListCsv(await file.text());
    try {
      const skus = [...bySku.keys()];
      const found: PricedItem[] = [];
      for (let at = 0; at < skus.length; at += 5_000) {
        const some = skus.slice(at, at + 5_000);
        found.push(...(await bridge.query('price-lists.bySku', { listId, currency, skus: some })));
      }
      for (const item of found) {
        const edit = bySku.get(item.sku);
        if (edit) onEdit(item, edit);
      }
      const names = new Set(found.map(({ sku }) => sku));
      const unknown = skus.filter((sku) => !names.has(sku)).map((sku) => t('{sku} is no SKU here.', { sku }));
      const odd = [...problems, ...unknown];
      toast({
        tone: odd.length > 0 ? 'warn' : 'ok',
        title: t('{n, plural, one {# item} other {# items}} read, not saved yet', { n: found.length }),
        message: odd.length > 0 ? odd.slice(0, 5).join(' ') : t('Look at them, then save.'),
      });
    } catch (problem) {
      sayRefused(problem);
    }
  }

  return (
    <section className={styles.card} aria-label={t('Prices')}>
      <div className={styles.tools}>
        <h2>{t('Prices')}</h2>
        <span className="sub">{t('{n, plural, one {# item} other {# items}}', { n: read.data?.total ?? 0 })}</span>
        <span className="grow" />
        <Input
          small
          className={styles.find}
          aria-label={t('Find items to add')}
          placeholder={t('Find items to add')}
          value={find}
          onChange={(event) => setFind(event.target.value)}
        />
        {disabled ? null : (
          <>
            <Input
              small
              className={styles.step}
              aria-label={t('Per cent on the store’s price')}
              placeholder="−10 %"
              value={step}
              onChange={(event) => setStep(event.target.value)}
              onKeyDown={(event) => event.key === 'Enter' && moveAll()}
            />
            <Button size="small" disabled={tenths === null || items.length === 0} onClick={moveAll}>
              {t('Fill')}
            </Button>
          </>
        )}
        <Button
          size="small"
          look="quiet"
          icon={<IconDownload size={16} stroke={1.75} aria-hidden="true" />}
          disabled={stored.length === 0}
          onClick={() => saveCsv(`${name || 'price-list'}.csv`, listCsv(items, currency))}
        >
          {t('Export')}
        </Button>
        {disabled ? null : (
          <Button
            size="small"
            look="quiet"
            icon={<IconUpload size={16} stroke={1.75} aria-hidden="true" />}
            onClick={() => {
              const input = document.createElement('input');
              input.type = 'file';
              input.accept = '.csv,text/csv';
              input.onchange = () => void bringIn(input.files?.[0]);
              input.click();
            }}
          >
            {t('Import')}
          </Button>
        )}
      </div>
      {items.length > 0 ? (
        <ItemsTable {...table} edits={edits} items={items} />
      ) : (
        <p className={styles.none}>
          {find.trim()
            ? t('No item is called so.')
            : t('No item has a price of its own here. Find items above and type their prices, or bring in a file.')}
        </p>
      )}
    </section>
  );
}
