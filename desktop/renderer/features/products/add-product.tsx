import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useSession } from '../../data/session.ts';
import { useCommands } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { parseMoney } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import styles from './products.module.css';

/** A new product starts as a draft with one variant; the rest is written on its own page. */
export function AddProductDialog({ onClose }: { readonly onClose: () => void }) {
  const { store } = useSession();
  const navigate = useNavigate();
  const commands = useCommands();
  const [title, setTitle] = useState('');
  const [sku, setSku] = useState('');
  const [gtin, setGtin] = useState('');
  const [price, setPrice] = useState('');
  const amount = price === '' ? null : parseMoney(price, store.currency);
  const priceWrong = price !== '' && (amount === null || amount < 0);
  const ready = title.trim() !== '' && sku.trim() !== '' && !priceWrong && !commands.isPending;
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!ready) return;
    const productId = crypto.randomUUID();
    const product = {
      id: productId,
      title: title.trim(),
      description: '',
      status: 'draft',
      category: '',
      supplier: '',
      tags: [],
      options: [],
      taxClass: 'standard',
      image: null,
      soldAtTill: true,
      soldOnline: false,
      externalRef: null,
    };
    const variant = {
      id: crypto.randomUUID(),
      optionValues: [],
      sku: sku.trim(),
      gtin: gtin.trim() || null,
      unit: 'H87',
      scale: 0,
      tracked: true,
      image: null,
      price: amount,
    };
    commands.mutate([{ name: 'catalog.createProduct', args: { product, variants: [variant] } }], {
      onSuccess: () => void navigate({ to: '/products/$productId', params: { productId } }),
    });
  }
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('Add product')}
      closeLabel={t('Close')}
      foot={
        <>
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button look="primary" type="submit" form="add-product" disabled={!ready}>
            {t('Add as draft')}
          </Button>
        </>
      }
    >
      <form id="add-product" className={styles.form} onSubmit={submit}>
        <div className={styles.wide}>
          <Field label={t('Title')}>
            {(control) => (
              <Input
                {...control}
                value={title}
                onChange={(event) => setTitle(event.target.value)}
                data-autofocus
                maxLength={300}
                autoComplete="off"
              />
            )}
          </Field>
        </div>
        <Field label={t('SKU')} hint={t('Unique in the shop')}>
          {(control) => (
            <Input
              {...control}
              className="mono"
              value={sku}
              onChange={(event) => setSku(event.target.value)}
              maxLength={80}
              autoComplete="off"
            />
          )}
        </Field>
        <Field label={t('Barcode')} hint={t('May stay empty')}>
          {(control) => (
            <Input
              {...control}
              className="mono"
              value={gtin}
              onChange={(event) => setGtin(event.target.value)}
              inputMode="numeric"
              maxLength={20}
              autoComplete="off"
            />
          )}
        </Field>
        <Field label={t('Price, VAT included')} error={priceWrong ? t('Write an amount such as 14.50') : null}>
          {(control) => (
            <Input
              {...control}
              className="num"
              value={price}
              onChange={(event) => setPrice(event.target.value)}
              inputMode="decimal"
              autoComplete="off"
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
