import { IconArrowNarrowRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import * as z from 'zod/mini';
import type { OrderEvent, OrderPage } from '../../../bridge/order-page.ts';
import { useNow } from '../../data/clock.ts';
import { cx } from '../../ui/cx.ts';
import { clockText, dayKey, dayText } from '../../ui/instants.ts';
import { moneyText } from '../../ui/money.tsx';
import { quantityText } from '../../ui/quantity.ts';
import { t } from '../../ui/text.ts';
import { AddNote, CorrectNote, isWritten } from './order-note.tsx';
import { PricesBack } from './prices-back.tsx';
import { flagWords, fulfilmentWords, parcelWords, paymentWords, tenderName } from './order-words.ts';
import { claimReasonNames } from './claim-words.ts';
import styles from './order-page.module.css';

const fieldNames: Readonly<Record<string, string>> = {
  status: 'Order',
  paymentStatus: 'Payment',
  fulfilmentStatus: 'Fulfilment',
  paid: 'Paid',
  due: 'Due',
  total: 'Total',
  shippingTotal: 'Delivery',
  discountTotal: 'Discounts',
  taxTotal: 'Tax',
  shippingTax: 'Tax on delivery',
  asked: 'Asked for',
  units: 'Units',
  parcel: 'Parcel',
  tracking: 'Tracking',
  how: 'How',
  method: 'Sent by',
  address: 'Address',
  recipient: 'For',
  country: 'Country',
  approvedBy: 'Approved by',
  customerName: 'Ordered by',
  email: 'E-mail',
  phone: 'Phone',
  note: 'Note',
};
/** Columns that say nothing to people, or that others say better. */
const unsaid = new Set([
  'subtotal',
  'how',
  'parcel',
  'lines',
  'shippingTaxed',
  'withoutReceipt',
  'ageCheck',
  'corrects',
  'setOff',
  'claim',
  'claimReason',
  'payLink',
  'paidBy',
  'readyToCollect',
]);
const plainNumbers = new Set(['units']);
const statusNames: Readonly<Record<string, string>> = { placed: 'Open', closed: 'Closed', cancelled: 'Cancelled' };

function valueText(name: string, value: unknown, currency: string): string {
  if (typeof value === 'number' && !plainNumbers.has(name)) return moneyText({ amount: value, currency });
  const text = String(value ?? '–');
  if (name === 'paymentStatus') return paymentWords(text).text;
  if (name === 'fulfilmentStatus') return fulfilmentWords(text).text;
  return t(statusNames[text] ?? text);
}

interface AgeSaid {
  readonly minimum: number;
  readonly answer: 'old-enough' | 'refused';
  readonly how: 'seen' | 'birth-date';
}

function ageText({ minimum, answer, how }: AgeSaid): string {
  if (answer === 'refused')
    return t('found the buyer younger than {minimum}, and took off what asks for it', { minimum });
  return how === 'birth-date'
    ? t('found the buyer at least {minimum}, by their date of birth', { minimum })
    : t('found the buyer at least {minimum}', { minimum });
}

/** "gave £12.00 for 1 unit, damaged: claim #10541-C1" */
function claimText({ what, units, after = {} }: OrderEvent, money: string): string {
  const said = { n: units ?? 0, money, number: String(after['claim'] ?? '') };
  const reason = t(claimReasonNames[after['claimReason'] as keyof typeof claimReasonNames] ?? '');
  if (what === 'replacement')
    return t('sends {n, plural, one {# unit} other {# units}} again, claim {number}: {reason}', { ...said, reason });
  return what === 'store-credit'
    ? t('gave {money} as store credit, claim {number}: {reason}', { ...said, reason })
    : t('gives {money} back, claim {number}: {reason}', { ...said, reason });
}

/** What happened, after the name of who did it. */
function eventText(event: OrderEvent, order: OrderPage): string {
  const money = event.amount === undefined ? '' : moneyText({ amount: event.amount, currency: order.currency });
  switch (event.kind) {
    case 'placed':
      return order.channel === 'online' ? t('placed it online, {money}', { money }) : t('sold it, {money}', { money });
    case 'paid':
      return t('Paid {money}, {how}', { money, how: tenderName(event.what ?? '') });
    case 'paid-back':
      return t('Paid back {money}, {how}', { money, how: tenderName(event.what ?? '') });
    case 'returned':
      return event.order
        ? t('took back {n, plural, one {# unit} other {# units}}, {money}', { n: event.units ?? 0, money })
        : t('took it back, {money}', { money });
    case 'flagged':
      return t('To look at: {what}', { what: flagWords(event.what ?? '').text });
    case 'settled':
      return t('settled “{what}”', { what: flagWords(event.what ?? '').text });
    case 'note':
      if (event.after?.['withoutReceipt']) return t('had no receipt to take it back by');
      if (event.after?.['payLink'])
        return event.after['payLink'] === 'sent'
          ? t('sent a link to pay what is due')
          : t('copied a link to pay what is due');
      if (event.after?.['readyToCollect']) return t('put it ready to collect');
      if (event.after?.['ageCheck']) return ageText(event.after['ageCheck'] as AgeSaid);
      return event.after?.['corrects'] ? t('corrected a note') : t('wrote a note');
    case 'parcel':
      return t('{parcel}: {state}', {
        parcel: String(event.after?.['parcel'] ?? ''),
        state: parcelWords(event.what ?? '').text,
      });
    case 'fulfilled':
      return fulfilledText(event);
    case 'held':
      return t('holds it');
    case 'released':
      return t('released it');
    case 'edited':
      return t('changed the order');
    case 'collected':
      return event.after?.['setOff']
        ? t('set {number} against it', { number: String(event.after['setOff']) })
        : event.after?.['paidBy']
          ? t('took what its customer paid online')
          : t('took what was due');
    case 'claimed':
      return claimText(event, money);
    case 'claim-goods':
      return t('took the goods of claim {number} in', { number: String(event.after?.['claim'] ?? '') });
    case 'mailed':
      return mailedText(event.what);
    case 'cancelled':
      return t('cancelled it');
    case 'refunded':
      return event.after?.['setOff']
        ? t('set it against {number}', { number: String(event.after['setOff']) })
        : t('paid back through the provider');
  }
}

function mailedText(state = ''): string {
  if (state === 'sent') return t('e-mailed the receipt');
  return state === 'failed'
    ? t('asked for the receipt by e-mail, which could not be sent')
    : t('asked for the receipt by e-mail, which waits to be sent');
}

/** "sent 2 units, #10482-1": of what left before parcels were kept, that it did. */
function fulfilledText({ after = {} }: OrderEvent): string {
  const sent = (after['how'] ?? after['fulfilmentStatus']) !== 'handed-over';
  const { units, parcel } = after;
  if (typeof units !== 'number') return sent ? t('shipped it') : t('handed it over');
  const said = { n: units, parcel: String(parcel ?? '') };
  return sent
    ? t('sent {n, plural, one {# unit} other {# units}}, {parcel}', said)
    : t('handed over {n, plural, one {# unit} other {# units}}, {parcel}', said);
}

const bad = new Set<OrderEvent['kind']>(['flagged', 'cancelled', 'held']);

interface EventProps {
  readonly event: OrderEvent;
  readonly order: OrderPage;
  readonly mayNote: boolean;
}

/** What a note says by now: by its latest correction, which stands before it. */
const saysNow = (event: OrderEvent, { events }: OrderPage): string =>
  events.find(({ after }) => after?.['corrects'] === event.id)?.note ?? event.note ?? '';

function Event({ event, order, mayNote }: EventProps) {
  const fields = Object.keys(event.after ?? {}).filter(
    (name) => !unsaid.has(name) && !(event.kind === 'fulfilled' && name === 'units'),
  );
  return (
    <li className={cx(styles.event, bad.has(event.kind) && styles.bad)}>
      <time dateTime={new Date(event.at).toISOString()}>{clockText(event.at)}</time>
      <div>
        {event.who ? <b>{event.who} </b> : null}
        {eventText(event, order)}{' '}
        {event.order ? (
          <Link to="/orders/$orderId" params={{ orderId: event.order.id }} className={styles.ref}>
            {event.order.number}
          </Link>
        ) : null}
        {event.note && !event.after?.['corrects'] ? <p className={styles.note}>{event.note}</p> : null}
        {mayNote && isWritten(event) && !event.order ? (
          <CorrectNote event={event} orderId={order.id} text={saysNow(event, order)} />
        ) : null}
        <LineChanges event={event} />
        <PricesBack event={event} order={order} />
        {fields.length > 0 ? (
          <dl className={styles.diff}>
            {fields.map((name) => (
              <div key={name}>
                <dt>{t(fieldNames[name] ?? name)}</dt>
                <dd>
                  {event.before?.[name] === undefined || event.before[name] === '' ? null : (
                    <>
                      <del>{valueText(name, event.before[name], order.currency)}</del>
                      <IconArrowNarrowRight
                        size={13}
                        stroke={1.75}
                        className="flip"
                        role="img"
                        aria-label={t('became')}
                      />
                    </>
                  )}
                  <ins>{valueText(name, event.after?.[name], order.currency)}</ins>
                </dd>
              </div>
            ))}
          </dl>
        ) : null}
      </div>
    </li>
  );
}

const changedLine = z.array(
  z.object({ lineId: z.string(), title: z.string(), quantity: z.number(), scale: z.number() }),
);

/** Which lines an edit touched: "Taper candles 2 → 3". */
function LineChanges({ event }: { readonly event: OrderEvent }) {
  const now = changedLine.safeParse(event.after?.['lines']);
  if (!now.success) return null;
  const was = new Map((changedLine.safeParse(event.before?.['lines']).data ?? []).map((row) => [row.lineId, row]));
  return (
    <ul className={styles.touched}>
      {now.data.map(({ lineId, title, quantity, scale }) => {
        const text = (amount: number) => quantityText({ amount, scale, unit: null });
        return (
          <li key={lineId}>
            {title} <del>{text(was.get(lineId)?.quantity ?? 0)}</del>
            <IconArrowNarrowRight size={13} stroke={1.75} className="flip" role="img" aria-label={t('became')} />
            <ins>{text(quantity)}</ins>
          </li>
        );
      })}
    </ul>
  );
}

/** Everything that happened to the order, newest first, and a note to add. */
export function OrderTimeline({ order, mayNote }: { readonly order: OrderPage; readonly mayNote: boolean }) {
  const now = useNow();
  const days = new Map<string, OrderEvent[]>();
  for (const event of order.events) days.set(dayKey(event.at), [...(days.get(dayKey(event.at)) ?? []), event]);
  return (
    <>
      <h2 className={styles.sideHead}>{t('Timeline')}</h2>
      <div className={styles.days}>
        {[...days].map(([key, events]) => (
          <section key={key}>
            <h3>{key === dayKey(now) ? t('Today') : dayText(events[0]?.at ?? 0, { year: true })}</h3>
            <ul>
              {events.map((event) => (
                <Event key={event.id} event={event} order={order} mayNote={mayNote} />
              ))}
            </ul>
          </section>
        ))}
      </div>
      {mayNote ? <AddNote orderId={order.id} /> : null}
    </>
  );
}
