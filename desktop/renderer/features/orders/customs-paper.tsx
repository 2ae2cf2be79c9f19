import { declarationOf } from '@tillhouse/shared/domains/shipping/customs.ts';
import { labelLines } from '@tillhouse/shared/domains/shipping/address.ts';
import type { OrderCustoms } from '../../../bridge/customs-views.ts';
import type { OrderPage, OrderParcel } from '../../../bridge/order-page.ts';
import { PrintButton } from '../../ui/print-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { dayText } from '../../ui/instants.ts';
import { moneyText } from '../../ui/money.tsx';
import { quantityText } from '../../ui/quantity.ts';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { countryName } from '../customers/countries.ts';
import { goodsOf } from './customs-goods.ts';
import styles from './packing-slip.module.css';

interface Props {
  readonly order: OrderPage;
  readonly parcel: OrderParcel;
  readonly customs: OrderCustoms;
  readonly onClose: () => void;
}

/** A commercial invoice for customs: who sends what to whom, what it is, where it was made, what it is worth and weighs. */
export function CustomsPaperDialog({ order, parcel, customs, onClose }: Props) {
  const { lines, value, grams, lacking } = declarationOf(goodsOf(order, parcel, customs.facts));
  const money = (amount: number) => moneyText({ amount, currency: order.currency });
  const weight = (some: number | null) => (some === null ? '–' : t('{n} g', { n: some }));
  const { seller } = customs;
  const to = order.delivery;
  return (
    <Dialog
      opened
      onClose={onClose}
      width={720}
      title={t('Commercial invoice {number}', { number: parcel.number })}
      closeLabel={t('Close')}
      foot={<PrintButton label={t('Print for customs')} />}
    >
      {lacking.length > 0 ? (
        <p>
          <State tone="warn">{t('Without HS code or origin: {items}', { items: lacking.join(', ') })}</State>
        </p>
      ) : null}
      <article className={styles.slip} aria-label={t('Commercial invoice {number}', { number: parcel.number })}>
        <header>
          <div>
            <h3>{t('Commercial invoice')}</h3>
            <p>{t('For customs alone: nothing is to be paid by it.')}</p>
          </div>
          <div className={styles.end}>
            <b>{parcel.number}</b>
            <p>{dayText(parcel.at, { year: true })}</p>
          </div>
        </header>
        <section>
          <h4>{t('Sent by')}</h4>
          <p>{[seller.name, seller.street, countryName(customs.from)].filter(Boolean).join(', ')}</p>
          {seller.vatNumber ? <p>{seller.vatNumber}</p> : null}
          <h4>{t('Sent to')}</h4>
          {to ? <p className={styles.address}>{labelLines(to, 'en').join('\n')}</p> : null}
          {order.promise?.phone ? <p>{order.promise.phone}</p> : null}
          {parcel.carrier || parcel.tracking ? (
            <p>{[parcel.carrier, parcel.tracking].filter(Boolean).join(' · ')}</p>
          ) : null}
        </section>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('Qty')}</th>
              <th scope="col">{t('HS code')}</th>
              <th scope="col">{t('Goods')}</th>
              <th scope="col">{t('Made in')}</th>
              <th scope="col" className={styles.end}>
                {t('Weight')}
              </th>
              <th scope="col" className={styles.end}>
                {t('Value')}
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.lineId}>
                <td>{quantityText({ amount: line.quantity, scale: line.scale, unit: null })}</td>
                <td>{line.hsCode || '–'}</td>
                <td>
                  {line.title}
                  {line.free ? ` (${t('given for nothing, value for customs')})` : ''}
                </td>
                <td>{line.origin ? countryName(line.origin) : '–'}</td>
                <td className={styles.end}>{weight(line.grams)}</td>
                <td className={styles.end}>{money(line.value)}</td>
              </tr>
            ))}
            <tr>
              <td />
              <td />
              <td>{t('All of it, without tax')}</td>
              <td />
              <td className={styles.end}>{weight(grams)}</td>
              <td className={styles.end}>{money(value)}</td>
            </tr>
          </tbody>
        </table>
      </article>
    </Dialog>
  );
}
