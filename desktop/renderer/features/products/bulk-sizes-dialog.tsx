import { type ClipboardEvent, useEffect, useState } from 'react';
import { useBridge } from '../../data/bridge.ts';
import { sayRefused } from '../../data/writes.ts';
import { LinkButton } from '../../ui/button.tsx';
import { Bone } from '../../ui/empty-state.tsx';
import { Input } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { type Change, changesOf, type KnownProduct, pasted, rowsOf, type TypedRows } from './bulk-sizes.ts';
import styles from './bulk-sizes.module.css';

/** More rows nobody looks through at once. */
export const MOST_PRODUCTS = 100;

interface Props {
  /** Of the ticked products, in their order */
  readonly ids: () => Promise<readonly string[]>;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

/** Weight and size of many products in one grid, typed or pasted from a spreadsheet, and taken back as one. */
export function BulkSizesDialog({ ids, onClose, onSaved }: Props) {
  const bridge = useBridge();
  const [products, setProducts] = useState<readonly KnownProduct[] | null>(null);
  const [more, setMore] = useState(0);
  const [typed, setTyped] = useState<TypedRows>(new Map());
  const [busy, setBusy] = useState(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what was ticked when it opened
  useEffect(() => {
    let gone = false;
    const load = async () => {
      const all = await ids();
      const known: KnownProduct[] = [];
      for (const id of all.slice(0, MOST_PRODUCTS)) {
        const [product, customs] = await Promise.all([
          bridge.query('products.one', { id }),
          bridge.query('products.customs', { id }),
        ]);
        if (product) known.push({ id, title: product.title, known: customs });
      }
      if (gone) return;
      setMore(Math.max(0, all.length - MOST_PRODUCTS));
      setProducts(known);
    };
    load().catch(sayRefused);
    return () => {
      gone = true;
    };
  }, []);

  const rows = products ? rowsOf(products, typed) : [];
  const { changes, wrong } = changesOf(products ?? [], typed);
  const put = (next: TypedRows) =>
    setTyped(
      (all) => new Map([...all, ...[...next].map(([key, cells]) => [key, { ...all.get(key), ...cells }] as const)]),
    );
  const paste = (event: ClipboardEvent, key: string, column: 'grams' | 'size') => {
    const text = event.clipboardData.getData('text/plain');
    if (!/[\t\n]/.test(text)) return;
    event.preventDefault();
    put(pasted(rows, key, column, text));
  };

  async function send(all: readonly Change[], which: 'facts' | 'before'): Promise<void> {
    for (const change of all)
      await bridge.mutate('catalog.setCustoms', { productId: change.productId, facts: change[which] });
  }
  async function save(): Promise<void> {
    setBusy(true);
    try {
      await send(changes, 'facts');
    } catch (problem) {
      sayRefused(problem);
      setBusy(false);
      return;
    }
    let taken = false;
    const back = () => {
      if (taken) return;
      taken = true;
      send(changes, 'before')
        .then(() => toast({ tone: 'ok', title: t('Taken back') }))
        .catch(sayRefused);
    };
    toast({
      tone: 'ok',
      title: t('Weights and sizes of {n, plural, one {# product} other {# products}} saved', { n: changes.length }),
      message: <LinkButton onClick={back}>{t('Undo')}</LinkButton>,
    });
    onSaved();
  }

  const cell = (row: (typeof rows)[number], column: 'grams' | 'size', label: string, example: string) => (
    <Input
      className="num"
      aria-label={t('{label} of {name}', { label, name: row.name })}
      aria-invalid={wrong.has(row.key) || undefined}
      value={row[column]}
      placeholder={row.usual?.[column] || (row.usual ? '' : example)}
      maxLength={24}
      autoComplete="off"
      onChange={(event) => put(new Map([[row.key, { [column]: event.target.value }]]))}
      onPaste={(event) => paste(event, row.key, column)}
    />
  );
  const [first] = wrong;
  return (
    <FormDialog
      title={t('Weights and sizes')}
      width={720}
      action={
        changes.length === 0
          ? t('Save')
          : t('Save {n, plural, one {# product} other {# products}}', { n: changes.length })
      }
      ready={changes.length > 0 && wrong.size === 0}
      busy={busy}
      refused={first ? `${rows.find(({ key }) => key === first[0])?.name ?? ''}: ${t(first[1])}` : null}
      onClose={onClose}
      onSubmit={() => void save()}
    >
      <p className="t2">
        {t('Cells of a spreadsheet can be pasted from any cell on down: grams, then length, width and height in mm.')}
      </p>
      {products ? (
        <div className={styles.rows}>
          <div className={`${styles.row} ${styles.head}`}>
            <span />
            <small>{t('Grams')}</small>
            <small>{t('Size in mm, as packed')}</small>
          </div>
          {rows.map((row) => (
            <div key={row.key} className={`${styles.row} ${row.variantId === null ? '' : styles.variant}`}>
              <span title={row.name}>{row.name}</span>
              {cell(row, 'grams', t('Grams'), '')}
              {cell(row, 'size', t('Size in mm'), '120 × 95 × 100')}
            </div>
          ))}
        </div>
      ) : (
        <Bone width={240} />
      )}
      {more > 0 ? (
        <p className="t2">
          {t('The first {most} of them are here; {n} more are not. Take them in steps.', {
            most: MOST_PRODUCTS,
            n: more,
          })}
        </p>
      ) : null}
    </FormDialog>
  );
}
