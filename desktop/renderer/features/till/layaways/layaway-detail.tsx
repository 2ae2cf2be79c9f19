import { useState } from 'react';
import type { LayawayOne } from '../../../../bridge/layaway-views.ts';
import type { Basket } from '../../../../bridge/views.ts';
import { useBridge } from '../../../data/bridge.ts';
import { useRead } from '../../../data/reads.ts';
import { sayRefused } from '../../../data/writes.ts';
import { Button } from '../../../ui/button.tsx';
import { isDay } from '../../../ui/day-field.tsx';
import { Field, Input } from '../../../ui/field.tsx';
import { calendarDayText, dayText } from '../../../ui/instants.ts';
import { Money, moneyText, parseMoney } from '../../../ui/money.tsx';
import { columnQuantity } from '../../../ui/quantity.ts';
import { State } from '../../../ui/state.tsx';
import { t } from '../../../ui/text.ts';
import { toast } from '../../../ui/toast.ts';
import { lineName } from '../till-data.ts';
import { GiveUp } from './give-up.tsx';
import styles from './layaways.module.css';

function StateOf({ one }: { readonly one: LayawayOne }) {
  if (one.status === 'handed-over') return <State tone="ok">{t('Handed over')}</State>;
  if (one.status === 'ended') return <State tone="plain">{t('Given up')}</State>;
  if (one.late) return <State tone="bad">{t('Overdue')}</State>;
  if (one.readyAt === null) return <State tone="waiting">{t('Still to come')}</State>;
  return <State tone="open">{one.kind === 'layaway' ? t('Put aside') : t('Came, put aside')}</State>;
}

function Facts({ one }: { readonly one: LayawayOne }) {
  const { currency, status, kept } = one;
  const money = (amount: number) => <Money className="num" amount={amount} currency={currency} />;
  return (
    <dl className={styles.facts}>
      <dt>{t('At')}</dt>
      <dd>{one.here ? t('{place}, here', { place: one.locationName }) : one.locationName}</dd>
      <dt>{t('Price agreed {day}', { day: dayText(one.createdAt) })}</dt>
      <dd>{money(one.total)}</dd>
      {one.payments.map(({ number, amount, at }) => [
        <dt key={`${number} ${at}`}>
          {amount > 0
            ? t('Paid {day}, {number}', { day: dayText(at), number })
            : t('Given back {day}, {number}', { day: dayText(at), number })}
        </dt>,
        <dd key={`${number} ${at} amount`}>{money(amount)}</dd>,
      ])}
      {status === 'open' ? (
        <>
          <dt>
            <b>{t('Still to pay, until {day}', { day: calendarDayText(one.dueOn, { year: true }) })}</b>
          </dt>
          <dd>
            <b>{money(one.due)}</b>
          </dd>
        </>
      ) : null}
      {kept > 0 ? (
        <>
          <dt>{t('Kept')}</dt>
          <dd>{money(kept)}</dd>
        </>
      ) : null}
    </dl>
  );
}

/** One of them: what is in it, what was paid, and what can be done with it here. */
export function LayawayDetail({ id, onToPay }: { readonly id: string; readonly onToPay: (basket: Basket) => void }) {
  const bridge = useBridge();
  const one = useRead('layaways.one', { id }, { keep: true }).data;
  const [part, setPart] = useState('');
  const [until, setUntil] = useState<string | null>(null);
  const [ending, setEnding] = useState(false);
  // Asked once: a second press would park what the first one laid into the basket.
  const [busy, setBusy] = useState(false);
  if (!one) return <div className={styles.one} />;
  const { currency, due, status, here, readyAt, lines, number } = one;
  const amount = part === '' ? due : parseMoney(part, currency);
  const fits = amount !== null && amount > 0 && amount <= due;
  const open = status === 'open';
  const left = !open && one.paid > 0;
  function toPay(basket: Promise<Basket>): void {
    setBusy(true);
    void basket
      .then(onToPay)
      .catch(sayRefused)
      .finally(() => setBusy(false));
  }
  const extend = (dueOn: string) =>
    void bridge
      .mutate('register.extendLayaway', { layawayId: id, dueOn })
      .then(() => setUntil(null))
      .catch(sayRefused);
  const slip = () =>
    void bridge
      .call('print.slip', { layawayId: id })
      .then(() => toast({ tone: 'ok', title: t('The slip of {number} prints', { number }) }))
      .catch(sayRefused);
  return (
    <section className={styles.one} aria-label={number}>
      <div className={styles.head}>
        <h3>
          {one.customerName || t('No name')} <span className="mono t2">{number}</span>
        </h3>
        <StateOf one={one} />
      </div>
      <ul className={styles.lines}>
        {lines.map(({ key, quantity, aside, scale, total, ...line }) => (
          <li key={key}>
            <span className="cut">
              {columnQuantity(quantity, scale)} {lineName(line)}{' '}
              {open && aside < quantity ? (
                <small>{t('{n} to come', { n: columnQuantity(quantity - aside, scale) })}</small>
              ) : null}
            </span>
            <Money className="num" amount={total} currency={currency} />
          </li>
        ))}
      </ul>
      <Facts one={one} />
      {one.note ? <p className="t2">{one.note}</p> : null}
      {ending ? (
        <GiveUp one={one} onDone={() => setEnding(false)} />
      ) : open ? (
        <>
          <div className={styles.acts}>
            <Field
              label={t('Payment now')}
              error={fits ? null : t('Up to {amount}', { amount: moneyText({ amount: due, currency }) })}
            >
              {(control) => (
                <Input
                  {...control}
                  className="num"
                  inputMode="decimal"
                  placeholder={moneyText({ amount: due, currency }, { symbol: false })}
                  value={part}
                  onChange={(event) => setPart(event.target.value)}
                />
              )}
            </Field>
            <Button
              size="touch"
              disabled={!fits || busy}
              onClick={() => toPay(bridge.call('layaway.pay', { layawayId: id, amount: amount ?? 0 }))}
            >
              {t('Take a payment')}
            </Button>
          </div>
          <Button
            size="touch"
            look="primary"
            disabled={!here || readyAt === null || busy}
            onClick={() => toPay(bridge.call('layaway.handOver', { layawayId: id }))}
          >
            {readyAt === null
              ? t('Some of it is still to come')
              : here
                ? due > 0
                  ? t('Hand over, {amount} to pay', { amount: moneyText({ amount: due, currency }) })
                  : t('Hand over, all is paid')
                : t('Handed over at {place}', { place: one.locationName })}
          </Button>
          <div className={styles.more}>
            {until === null ? (
              <Button size="touch" onClick={() => setUntil(one.dueOn)}>
                {t('Give more time')}
              </Button>
            ) : (
              <>
                <Input
                  type="date"
                  // The button that was pressed is gone.
                  autoFocus
                  aria-label={t('To be paid by')}
                  value={until}
                  onChange={(event) => setUntil(event.target.value)}
                />
                <Button size="touch" disabled={!isDay(until)} onClick={() => extend(until)}>
                  {t('Until then')}
                </Button>
              </>
            )}
            <Button size="touch" onClick={slip}>
              {t('Print slip')}
            </Button>
            <Button size="touch" look="danger" onClick={() => setEnding(true)}>
              {t('Give up…')}
            </Button>
          </div>
        </>
      ) : left ? (
        <Button size="touch" look="danger" onClick={() => setEnding(true)}>
          {t('Pay {amount} back…', { amount: moneyText({ amount: one.paid, currency }) })}
        </Button>
      ) : null}
    </section>
  );
}
