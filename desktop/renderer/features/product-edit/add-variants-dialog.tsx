import { type FormEvent, useState } from 'react';
import { useCommands } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { missing, skuFor, skuStem } from './combinations.ts';
import type { Command, Product } from './draft.ts';
import styles from './product-edit.module.css';

/** The most variants one command adds. */
const MOST = 250;

const split = (text: string) => [
  ...new Set(
    text
      .split(',')
      .map((value) => value.trim())
      .filter(Boolean),
  ),
];

/** Options and their values; what is missing among their combinations becomes variants. */
export function AddVariantsDialog({ product, onClose }: { readonly product: Product; readonly onClose: () => void }) {
  const started = product.options.length > 0 ? product.options : [{ name: '', values: [] }];
  const [rows, setRows] = useState(started.map((option) => ({ name: option.name, text: option.values.join(', ') })));
  const commands = useCommands();
  const single = product.options.length === 0 ? product.variants[0] : undefined;
  const options = rows
    .map((row) => ({ name: row.name.trim(), values: split(row.text) }))
    .filter((option) => option.name !== '' && option.values.length > 0);
  const stem = skuStem(product.variants.map((variant) => variant.sku));
  const found =
    options.length === 0
      ? []
      : missing(
          options,
          product.variants.map((variant) => variant.optionValues),
        );
  // The one variant of a product without options becomes the first combination, so that its stock and history stay.
  const fresh = single ? found.slice(1) : found;
  const model = product.variants[0];
  const ready = fresh.length > 0 && fresh.length <= MOST && !commands.isPending;
  const setRow = (index: number, patch: Partial<(typeof rows)[number]>) =>
    setRows((old) => old.map((row, at) => (at === index ? { ...row, ...patch } : row)));

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!ready || !model) return;
    const list: Command[] = [];
    const grown = JSON.stringify(options) !== JSON.stringify(product.options);
    if (grown)
      list.push({
        name: 'catalog.editProduct',
        args: { productId: product.id, patch: { options: { base: product.options, value: options } } },
      });
    const [taken] = found;
    if (single && taken) {
      list.push({
        name: 'catalog.editVariant',
        args: {
          variantId: single.id,
          patch: {
            optionValues: { base: single.optionValues, value: taken },
            title: { base: single.title, value: taken.join(' / ') },
          },
        },
      });
    }
    const variants = fresh.map((values) => ({
      id: crypto.randomUUID(),
      optionValues: values,
      sku: skuFor(stem, values),
      gtin: null,
      unit: model.unit,
      scale: model.scale,
      tracked: true,
      image: null,
      price: model.price,
    }));
    list.push({
      name: 'catalog.addVariants',
      args: { productId: product.id, variants, priceListId: product.priceListId },
    });
    commands.mutate(list, {
      onSuccess: () => {
        toast({
          tone: 'ok',
          title: t('{n, plural, one {# variant} other {# variants}} added', { n: variants.length }),
        });
        onClose();
      },
    });
  }

  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('Add variants')}
      closeLabel={t('Close')}
      width={620}
      foot={
        <>
          <span className="grow t2">
            {fresh.length > MOST ? t('At most {n} at once', { n: MOST }) : t('Prices start as the first variant’s')}
          </span>
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button look="primary" type="submit" form="add-variants" disabled={!ready}>
            {t('{n, plural, =0 {Add} one {Add # variant} other {Add # variants}}', { n: fresh.length })}
          </Button>
        </>
      }
    >
      <form id="add-variants" className={styles.form} onSubmit={submit}>
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows are only added at the end
          <div key={index} className={styles.option}>
            <Field label={t('Option {n}', { n: index + 1 })}>
              {(control) => (
                <Input
                  {...control}
                  value={row.name}
                  onChange={(event) => setRow(index, { name: event.target.value })}
                  placeholder={t('Colour')}
                  maxLength={60}
                />
              )}
            </Field>
            <Field label={t('Values, with commas between')}>
              {(control) => (
                <Input
                  {...control}
                  value={row.text}
                  onChange={(event) => setRow(index, { text: event.target.value })}
                  placeholder={t('Moss, Chalk, Tide')}
                  data-autofocus={index === 0 || undefined}
                />
              )}
            </Field>
          </div>
        ))}
        {rows.length < 3 ? (
          <div>
            <Button size="small" look="quiet" onClick={() => setRows([...rows, { name: '', text: '' }])}>
              {t('Another option')}
            </Button>
          </div>
        ) : null}
        {fresh.length > 0 ? (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
          <section className={styles.preview} aria-label={t('New SKUs')} tabIndex={0}>
            {fresh.slice(0, 60).map((values) => (
              <div key={values.join('/')}>{skuFor(stem, values)}</div>
            ))}
          </section>
        ) : null}
      </form>
    </Dialog>
  );
}
