import { labelLines } from '@tillhouse/shared/domains/shipping/address.ts';
import type { OrderPage, OrderParcel } from '../../../bridge/order-page.ts';
import { weightText } from '../../data/size-text.ts';
import { PrintButton } from '../../ui/print-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { dayText } from '../../ui/instants.ts';
import { quantityText } from '../../ui/quantity.ts';
import { t } from '../../ui/text.ts';
import styles from './packing-slip.module.css';

/** What goes into the parcel: no prices, since it may be a present; what still follows, so that nobody asks. */
function Slip({ order, parcel }: { readonly order: OrderPage; readonly parcel: OrderParcel }) {
  const quantities = new Map(parcel.lines.map(({ lineId, quantity }) => [lineId, quantity]));
  // What is packed now has not left yet, and so does not still come.
  const packed = order.parcels.includes(parcel) ? 0 : 1;
  const leftOf = ({ id, quantity, sent }: OrderPage['lines'][number]) =>
    quantity - sent - packed * (quantities.get(id) ?? 0);
  const follows = order.lines.filter((line) => leftOf(line) > 0);
  const { promise } = order;
  const name = order.delivery?.recipient || order.customer?.name || order.customerName;
  return (
    <article className={styles.slip} aria-label={t('Packing slip {number}', { number: parcel.number })}>
      <header>
        <div>
          <h3>{order.storeName}</h3>
          <p>{parcel.locationName}</p>
        </div>
        <div className={styles.end}>
          <b>{parcel.number}</b>
          <p>{dayText(parcel.at, { year: true })}</p>
        </div>
      </header>
      <section>
        <h4>{promise?.kind === 'pick-up' ? t('Collected by') : t('Deliver to')}</h4>
        <p>{name || t('Whoever collects it')}</p>
        {order.delivery?.address ? (
          <p className={styles.address}>{labelLines({ ...order.delivery, recipient: '' }, 'en').join('\n')}</p>
        ) : null}
        {promise?.place ? <p>{[promise.place.name, promise.place.street].filter(Boolean).join(', ')}</p> : null}
        {promise?.phone ? <p>{promise.phone}</p> : null}
        {promise?.reference ? <p>{t('Their reference: {reference}', { reference: promise.reference })}</p> : null}
        {parcel.carrier || parcel.tracking ? (
          <p>{[parcel.carrier, parcel.tracking].filter(Boolean).join(' · ')}</p>
        ) : null}
        {parcel.box || parcel.grams !== null ? (
          <p>
            {[parcel.box ?? t('No box'), parcel.grams === null ? '' : weightText(parcel.grams)]
              .filter(Boolean)
              .join(' · ')}
          </p>
        ) : null}
      </section>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('Qty')}</th>
            <th scope="col">{t('SKU')}</th>
            <th scope="col">{t('Item')}</th>
          </tr>
        </thead>
        <tbody>
          {order.lines.flatMap((line) => {
            const quantity = quantities.get(line.id);
            return quantity === undefined ? (
              []
            ) : (
              <tr key={line.id}>
                <td>{quantityText({ amount: quantity, scale: line.scale, unit: null })}</td>
                <td>{line.sku}</td>
                <td>{[line.title, line.variantTitle].filter(Boolean).join(', ')}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {follows.length > 0 ? (
        <p className={styles.follows}>
          {t('Still to come: {items}', {
            items: follows
              .map((line) =>
                [quantityText({ amount: leftOf(line), scale: line.scale, unit: null }), line.title].join(' × '),
              )
              .join(', '),
          })}
        </p>
      ) : null}
    </article>
  );
}

/** What still has to leave, as a parcel that nobody has made yet: for whoever picks it. */
export function toPack(order: OrderPage): OrderParcel | null {
  const left = order.lines.filter(({ quantity, sent, variantId }) => variantId !== null && quantity > sent);
  if (left.length === 0 || order.kind === 'return' || order.status === 'cancelled') return null;
  return {
    ...{ id: order.id, number: order.number, locationName: order.locationName, how: 'shipped', tracking: '' },
    ...{ carrier: order.delivery?.method ?? '', at: order.placedAt, box: null, grams: null, size: null },
    ...{ state: null, stateAt: null, place: '', words: '' },
    lines: left.map(({ id, quantity, sent }) => ({ lineId: id, quantity: quantity - sent })),
  };
}

interface Props {
  readonly order: OrderPage;
  readonly parcel: OrderParcel;
  readonly onClose: () => void;
}

export function PackingSlipDialog({ order, parcel, onClose }: Props) {
  return (
    <Dialog
      opened
      onClose={onClose}
      width={560}
      title={t('Packing slip {number}', { number: parcel.number })}
      closeLabel={t('Close')}
      foot={<PrintButton label={t('Print packing slip')} />}
    >
      <Slip order={order} parcel={parcel} />
    </Dialog>
  );
}
