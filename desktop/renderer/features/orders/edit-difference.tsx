import { shownDelivery } from '@tillhouse/shared/domains/orders/delivery-taxed.ts';
import type { EditPreview } from '@tillhouse/shared/domains/orders/preview-edit.ts';
import { IconFileInvoice, IconPackageExport, IconPackages } from '@tabler/icons-react';
import { cx } from '../../ui/cx.ts';
import { Ledger, sumRow } from '../../ui/ledger.tsx';
import { Money, moneyText } from '../../ui/money.tsx';
import { Card } from '../../ui/page.tsx';
import { countText, quantityText } from '../../ui/quantity.ts';
import { t } from '../../ui/text.ts';
import type { EditDraft } from './edit-draft.ts';
import styles from './order-edit.module.css';

interface Props {
  readonly preview: EditPreview;
  readonly settle: EditDraft['settle'];
  readonly onSettle: (next: EditDraft['settle']) => void;
}

/** Before, after, and what is between: nothing is charged until it is saved. */
export function EditDifference({ preview, taxName }: Pick<Props, 'preview'> & { readonly taxName: string }) {
  const { before, after, currency, open } = preview;
  const money = (amount: number) => <Money amount={amount} currency={currency} />;
  const change = (amount: number) => (amount === 0 ? '–' : moneyText({ amount, currency }, { plus: true }));
  const { pricesIncludeTax } = preview;
  const shown = (sums: typeof before) => shownDelivery({ ...sums, pricesIncludeTax });
  const rows: readonly (readonly [string, number, number, boolean])[] = [
    [t('Goods, {n, plural, one {# unit} other {# units}}', { n: after.units }), before.subtotal, after.subtotal, true],
    [t('Discounts'), -before.discountTotal, -after.discountTotal, false],
    [t('Delivery'), shown(before), shown(after), false],
    ...(preview.pricesIncludeTax
      ? []
      : ([[t(taxName), before.taxTotal, after.taxTotal, false]] as [string, number, number, boolean][])),
  ];
  return (
    <Card>
      <Ledger rowHeight={28} widths={[null, 92, 92, 84]} bare aria-label={t('Edit preview')}>
        <thead>
          <tr>
            <th scope="col">{t('Edit preview')}</th>
            {[t('Was'), t('Now'), t('Change')].map((name) => (
              <th key={name} scope="col" className="num">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows
            .filter(([, was, now, always]) => always || was !== 0 || now !== 0)
            .map(([name, was, now]) => (
              <tr key={name}>
                <td className="t2">{name}</td>
                <td className="num t2">{money(was)}</td>
                <td className="num">{money(now)}</td>
                <td className="num">{change(now - was)}</td>
              </tr>
            ))}
          <tr className={sumRow}>
            <td>{t('Total')}</td>
            <td className="num t2">{money(before.total)}</td>
            <td className="num">{money(after.total)}</td>
            <td className="num">{change(preview.difference)}</td>
          </tr>
          {preview.pricesIncludeTax ? (
            <tr>
              <td className="sub">{t('{tax}, included', { tax: t(taxName) })}</td>
              <td className="num sub">{money(before.taxTotal)}</td>
              <td className="num sub">{money(after.taxTotal)}</td>
              <td className="num sub">{change(after.taxTotal - before.taxTotal)}</td>
            </tr>
          ) : null}
          <tr>
            <td className="t2">{t('Paid')}</td>
            <td className="num t2">{money(before.paid)}</td>
            <td className="num t2">{money(before.paid)}</td>
            <td className="num t2">–</td>
          </tr>
        </tbody>
      </Ledger>
      <p className={styles.difference} role="status">
        <span>
          {open > 0 ? t('Difference to collect') : open < 0 ? t('Difference to pay back') : t('Nothing to collect')}
        </span>
        <b>
          <Money amount={Math.abs(open)} currency={currency} />
        </b>
      </p>
    </Card>
  );
}

/** How the difference is settled, and what the shelves see of it. */
export function EditSettle({ preview, settle, onSettle }: Props) {
  const { open, currency, stock } = preview;
  const amount = moneyText({ amount: Math.abs(open), currency });
  const choices: readonly (readonly [EditDraft['settle'], string, string])[] =
    open > 0
      ? [
          ['now', t('Charge {amount} now', { amount }), t('By the provider that took the payment')],
          ['later', t('Leave it due'), t('It is collected later from this page')],
        ]
      : [
          ['now', t('Pay {amount} back now', { amount }), t('To what it was paid with')],
          ['later', t('Leave it owed'), t('It is paid back later from this page')],
        ];
  return (
    <Card className={styles.settle}>
      {open === 0 ? (
        <p className="t2">{t('What was paid is what it comes to.')}</p>
      ) : (
        <fieldset>
          <legend>
            {open > 0 ? t('How to collect {amount}', { amount }) : t('How to pay back {amount}', { amount })}
          </legend>
          {choices.map(([value, name, hint]) => (
            <label key={value}>
              <input type="radio" name="settle" checked={settle === value} onChange={() => onSettle(value)} />
              <span>
                {name}
                <small>{hint}</small>
              </span>
            </label>
          ))}
        </fieldset>
      )}
      {preview.promotions.map(({ name, more }) => (
        <p key={name} className="t2">
          {more > 0
            ? t('{name} takes {amount} more', { name, amount: moneyText({ amount: more, currency }) })
            : t('{name} takes {amount} less', { name, amount: moneyText({ amount: -more, currency }) })}
        </p>
      ))}
      {preview.reopens ? (
        <p className={styles.stock}>
          <IconPackageExport size={16} stroke={1.75} aria-hidden="true" />
          <span>{t('All of it had left: it is open again until the rest goes out as a further parcel.')}</span>
        </p>
      ) : null}
      {preview.invoiceTakenBack ? (
        <p className={styles.stock}>
          <IconFileInvoice size={16} stroke={1.75} aria-hidden="true" />
          <span>
            {t('A credit note takes invoice {number} back, and another is issued.', {
              number: preview.invoiceTakenBack,
            })}
          </span>
        </p>
      ) : null}
      {stock.map(({ variantId, title, delta, scale, locationName, available, short }) => {
        const n = quantityText({ amount: Math.abs(delta), scale, unit: null });
        return (
          <p key={variantId} className={cx(styles.stock, short && styles.short)}>
            <IconPackages size={16} stroke={1.75} aria-hidden="true" />
            <span>
              {short
                ? t('{title}: {n} more wanted at {place}, {left} there', {
                    ...{ title, n, place: locationName },
                    left: scale === 0 ? countText(available) : quantityText({ amount: available, scale, unit: null }),
                  })
                : delta > 0
                  ? t('Sets {n} more of {title} aside at {place}', { n, title, place: locationName })
                  : t('Lets {n} of {title} go at {place}', { n, title, place: locationName })}
            </span>
          </p>
        );
      })}
    </Card>
  );
}
