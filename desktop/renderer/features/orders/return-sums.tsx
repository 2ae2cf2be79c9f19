import { divideRounded, toMinorUnits } from '@tillhouse/shared/kernel/money.ts';
import { useId, useState } from 'react';
import type { OrderPage } from '../../../bridge/order-page.ts';
import { Check, Input } from '../../ui/field.tsx';
import { LinkButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { decimalText, Money, minorDigits, moneyText, parseMoney } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import { tenderName } from './order-words.ts';
import { type ReturnDraft, type ReturnPreview, shippingLeft } from './return-draft.ts';
import styles from './return-dialog.module.css';

interface Props {
  readonly order: OrderPage;
  readonly draft: ReturnDraft;
  readonly preview: ReturnPreview | null;
  readonly onDraft: (next: ReturnDraft) => void;
}

function Row({
  name,
  amount,
  currency,
}: {
  readonly name: string;
  readonly amount: number;
  readonly currency: string;
}) {
  return (
    <p>
      <span>{name}</span>
      <Money amount={amount} currency={currency} />
    </p>
  );
}

/** Under the lines: what follows for stock, what it comes to, and where the money goes. */
export function ReturnSums({ order, draft, preview, onDraft }: Props) {
  const { currency } = order;
  const [fee, setFee] = useState('');
  const feeId = useId();
  const delivery = shippingLeft(order);
  const goods = [...(preview?.worth.values() ?? [])].reduce((sum, amount) => sum + amount, 0);
  const rounding = preview?.decided.rounding ?? 0;
  const against = preview?.against ?? 0;
  const back = -(preview?.decided.total ?? 0) - against;
  const said = Object.values(draft.lines);
  const into = (restock: string) => said.filter((line) => line.restock === restock).length;
  const feeWrong = fee !== '' && parseMoney(fee, currency) === null;
  function typeFee(text: string): void {
    setFee(text);
    onDraft({ ...draft, fee: text === '' ? 0 : Math.max(0, parseMoney(text, currency) ?? 0) });
  }
  const ways: readonly ReturnDraft['way'][] =
    order.customerId === null ? ['original', 'cash'] : ['original', 'cash', 'credit'];
  const tenth = () => typeFee(decimalText(toMinorUnits(divideRounded(BigInt(goods), 10n)), minorDigits(currency)));
  return (
    <div className={styles.sums}>
      <section>
        <h3>{t('What follows')}</h3>
        {said.length === 0 ? <p className="t2">{t('Nothing is ticked yet.')}</p> : null}
        {into('available') > 0 ? (
          <p>{t('{n, plural, one {# line goes} other {# lines go}} back on the shelf.', { n: into('available') })}</p>
        ) : null}
        {into('damaged') > 0 ? (
          <p>
            {t('{n, plural, one {# line goes} other {# lines go}} to damaged, not for sale.', { n: into('damaged') })}
          </p>
        ) : null}
        {into('none') > 0 ? (
          <p>{t('{n, plural, one {# line does} other {# lines do}} not go into stock.', { n: into('none') })}</p>
        ) : null}
        {delivery > 0 ? (
          <p className={styles.tick}>
            <Check
              label={t('Give back delivery')}
              checked={draft.shipping}
              onChange={(event) => onDraft({ ...draft, shipping: event.target.checked })}
            />
            {t('Give back delivery, {amount}', { amount: moneyText({ amount: delivery, currency }) })}
          </p>
        ) : null}
        <div className={styles.fee}>
          <label htmlFor={feeId}>{t('Fee kept')}</label>
          <Input
            id={feeId}
            small
            className="num"
            inputMode="decimal"
            value={fee}
            placeholder="0.00"
            aria-invalid={feeWrong || undefined}
            onChange={(event) => typeFee(event.target.value)}
          />
          <LinkButton onClick={tenth}>{t('10 %')}</LinkButton>
          {draft.fee > 0 ? <LinkButton onClick={() => typeFee('')}>{t('Waive')}</LinkButton> : null}
        </div>
      </section>
      <section>
        <h3>{t('The difference')}</h3>
        <Row name={t('Goods back')} amount={goods} currency={currency} />
        {preview?.decided.shipping ? (
          <Row name={t('Delivery')} amount={-preview.decided.shipping} currency={currency} />
        ) : null}
        {preview?.decided.fee ? <Row name={t('Fee kept')} amount={-preview.decided.fee} currency={currency} /> : null}
        {rounding !== 0 ? <Row name={t('Cash rounding')} amount={-rounding} currency={currency} /> : null}
        {against > 0 ? <Row name={t('Set against what is open')} amount={-against} currency={currency} /> : null}
        <p className={styles.total}>
          <span>{t('To give back')}</span>
          <Money amount={back} currency={currency} />
        </p>
        <p className="t2">
          <span>{t('{tax}, included', { tax: t(order.taxName) })}</span>
          <Money amount={-(preview?.decided.taxTotal ?? 0)} currency={currency} symbol={false} />
        </p>
      </section>
      <section>
        <h3>{t('Back to how it was paid')}</h3>
        {[...(preview?.cards ?? []), ...(preview?.provider ?? [])].map(({ tenderId, kind, amount }) => {
          const payment = order.refundable.find((one) => one.tenderId === tenderId);
          return (
            <p key={tenderId}>
              <span>
                {tenderName(kind)}
                <small>
                  {t('paid {paid}, most {left}', {
                    paid: moneyText({ amount: payment?.paid ?? 0, currency }),
                    left: moneyText({ amount: payment?.left ?? 0, currency }),
                  })}
                </small>
              </span>
              <Money className="strong" amount={amount} currency={currency} />
            </p>
          );
        })}
        {(preview?.cash ?? 0) > 0 ? (
          <Row name={t('Cash, from the drawer')} amount={preview?.cash ?? 0} currency={currency} />
        ) : null}
        {(preview?.credit ?? 0) > 0 ? (
          <Row name={t('Store credit of the customer')} amount={preview?.credit ?? 0} currency={currency} />
        ) : null}
        {preview && back === 0 ? <p className="t2">{t('Nothing to pay back.')}</p> : null}
        <fieldset className={styles.ways} aria-label={t('Where the money goes')}>
          {ways.map((way) => (
            <button
              key={way}
              type="button"
              aria-pressed={draft.way === way}
              className={cx(draft.way === way && styles.chosen)}
              onClick={() => onDraft({ ...draft, way })}
            >
              {way === 'original' ? t('As it was paid') : way === 'cash' ? t('All in cash') : t('Store credit')}
            </button>
          ))}
        </fieldset>
      </section>
    </div>
  );
}
