import type { FrozenOrder } from '@tillhouse/shared/domains/orders/frozen-order.ts';
import { shownDelivery, taxOfDelivery } from '@tillhouse/shared/domains/orders/delivery-taxed.ts';
import { sum } from '@tillhouse/shared/kernel/money.ts';
import { Ledger, sumRow } from '../../ui/ledger.tsx';
import { Money } from '../../ui/money.tsx';
import { Card } from '../../ui/page.tsx';
import { quantityText } from '../../ui/quantity.ts';
import { Stepper } from '../../ui/stepper.tsx';
import { t } from '../../ui/text.ts';
import { FindGoods } from '../promotions/find-goods.tsx';
import { type Work, withLine, withQuantity } from './draft-work.ts';

interface Props {
  readonly work: Work;
  readonly priced: FrozenOrder | null;
  readonly currency: string;
  readonly open: boolean;
  readonly onWork: (next: Work) => void;
}

/** What is in it, and what that comes to. */
export function DraftLines({ work, priced, currency, open, onWork }: Props) {
  const found = new Map(priced?.lines.map((line) => [line.key, line]));
  return (
    <Card>
      <Ledger rowHeight={36} widths={[null, 104, 124, 96, 104]} aria-label={t('Lines')}>
        <thead>
          <tr>
            <th scope="col">{t('Lines')}</th>
            <th scope="col" className="num">
              {t('Each')}
            </th>
            <th scope="col">{t('Qty')}</th>
            <th scope="col" className="num">
              {t('Discount')}
            </th>
            <th scope="col" className="num">
              {t('Amount')}
            </th>
          </tr>
        </thead>
        <tbody>
          {work.lines.map((line) => {
            const price = found.get(line.key);
            const text = quantityText({ amount: line.quantity, scale: line.scale, unit: null });
            return (
              <tr key={line.key}>
                <td>
                  <b className="strong">{line.title}</b> <span className="mono sub">{line.sku}</span>
                </td>
                <td className="num t2">{price ? <Money amount={price.unitPrice} currency={currency} /> : '–'}</td>
                <td>
                  {open ? (
                    <Stepper
                      label={t('Units of {name}', { name: line.title })}
                      value={line.quantity}
                      least={0}
                      most={1_000_000}
                      text={text}
                      by={10 ** line.scale}
                      onChange={(quantity) => onWork(withQuantity(work, line.key, quantity))}
                    />
                  ) : (
                    text
                  )}
                </td>
                <td className="num t2">
                  {price && price.discount > 0 ? <Money amount={-price.discount} currency={currency} /> : null}
                </td>
                <td className="num strong">{price ? <Money amount={price.total} currency={currency} /> : '–'}</td>
              </tr>
            );
          })}
          {open ? (
            <tr>
              <td colSpan={5}>
                <FindGoods
                  label={t('Add an item by name, SKU or code')}
                  currency={currency}
                  wide
                  onPick={({ variantId, title, sku, scale }) =>
                    onWork(withLine(work, { variantId, title, sku, scale }, crypto.randomUUID()))
                  }
                />
              </td>
            </tr>
          ) : null}
          {priced ? <Sums priced={priced} /> : null}
        </tbody>
      </Ledger>
    </Card>
  );
}

function Sums({ priced }: { readonly priced: FrozenOrder }) {
  const { currency, pricesIncludeTax, shippingTotal } = priced;
  const shippingTax = taxOfDelivery(priced.shippingTaxed);
  const rows: readonly (readonly [string, number])[] = [
    [t('Goods'), priced.subtotal],
    [t('Discounts'), -sum(priced.lines.map(({ discount }) => discount))],
    [t('Delivery'), shownDelivery({ pricesIncludeTax, shippingTotal, shippingTax })],
    [t('Tax'), pricesIncludeTax ? 0 : priced.taxTotal],
  ];
  return (
    <>
      {rows
        .filter(([, amount]) => amount !== 0)
        .map(([name, amount]) => (
          <tr key={name}>
            <td colSpan={4} className="t2">
              {name}
            </td>
            <td className="num">
              <Money amount={amount} currency={currency} />
            </td>
          </tr>
        ))}
      <tr className={sumRow}>
        <td colSpan={4}>{t('Total')}</td>
        <td className="num">
          <Money amount={priced.total} currency={currency} />
        </td>
      </tr>
      {pricesIncludeTax ? (
        <tr>
          <td colSpan={4} className="sub">
            {t('Tax, included')}
          </td>
          <td className="num sub">
            <Money amount={priced.taxTotal} currency={currency} symbol={false} />
          </td>
        </tr>
      ) : null}
    </>
  );
}
