import { IconHelpOctagon } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { parseMoney } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import styles from './till-dialogs.module.css';

export function CustomItemDialog({
  currency,
  onClose,
  onAdd,
}: {
  readonly currency: string;
  readonly onClose: () => void;
  readonly onAdd: (title: string, amount: number) => void;
}) {
  const [title, setTitle] = useState('');
  const [price, setPrice] = useState('');
  const amount = parseMoney(price, currency);
  const ready = title.trim() !== '' && amount !== null && amount > 0;
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (ready) onAdd(title.trim(), amount);
  }
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('Custom item')}
      closeLabel={t('Close')}
      foot={
        <>
          <Button size="touch" onClick={onClose}>
            {t('Cancel')}
          </Button>
          <Button size="touch" look="primary" type="submit" form="custom-item" disabled={!ready}>
            {t('Add to basket')}
          </Button>
        </>
      }
    >
      <form id="custom-item" className={styles.form} onSubmit={submit}>
        <Field label={t('What is it?')} hint={t('Printed on the receipt. Stock does not change.')}>
          {(control) => (
            <Input
              {...control}
              value={title}
              onChange={(event) => setTitle(event.target.value)}
              data-autofocus
              maxLength={80}
            />
          )}
        </Field>
        <Field
          label={t('Price, VAT included')}
          error={price !== '' && amount === null ? t('Write an amount such as 4.50') : null}
        >
          {(control) => (
            <Input
              {...control}
              value={price}
              onChange={(event) => setPrice(event.target.value)}
              inputMode="decimal"
              className="num"
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}

/** A code nobody knows, or that contradicts itself: the basket is unchanged, and it says so. */
export function UnknownCodeDialog({
  code,
  problem,
  onClose,
  onSearch,
  onCustom,
}: {
  readonly code: string;
  readonly problem: string | null;
  readonly onClose: () => void;
  readonly onSearch: () => void;
  readonly onCustom: () => void;
}) {
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('Unknown code')}
      closeLabel={t('Close')}
      foot={
        <>
          <Button size="touch" onClick={onClose}>
            {t('Ignore')}
          </Button>
          <Button size="touch" onClick={onCustom}>
            {t('Sell as custom item')}
          </Button>
          <Button size="touch" look="primary" onClick={onSearch} data-autofocus>
            {t('Search for it')}
          </Button>
        </>
      }
    >
      <div className={styles.unknown} role="alert">
        <IconHelpOctagon size={40} stroke={1.75} aria-hidden="true" />
        <div>
          <b className="mono">{code}</b>
          <p>{problem ?? t('No item has this code. The basket is unchanged.')}</p>
        </div>
      </div>
    </Dialog>
  );
}
