import { Link } from '@tanstack/react-router';
import type { Promotion } from '@tillhouse/shared/domains/pricing/promotion-args.ts';
import { useState } from 'react';
import type { ReplayedPromotion } from '../../../bridge/promotion-queries.ts';
import { problemText } from '../../data/bridge.ts';
import { lockOf } from '../../data/may.ts';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/field.tsx';
import { calendarDayText, dayText } from '../../ui/instants.ts';
import { Money, moneyText } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import styles from './past-orders.module.css';

type Days = 7 | 28 | 90;
const spans: readonly Days[] = [7, 28, 90];

const percent = (part: number, of: number) => `${(of === 0 ? 0 : (part * 100) / of).toFixed(1)}%`;

function DayBars({ found, currency }: { readonly found: ReplayedPromotion; readonly currency: string }) {
  const most = Math.max(...found.days.map(({ given }) => given), 1);
  if (found.days.length < 2) return null;
  return (
    <figure className={styles.days}>
      <ul aria-label={t('Given by day')}>
        {found.days.map(({ date, had, given }) => {
          const amount = moneyText({ amount: given, currency });
          const said = t('{day}: {amount} on {n, plural, one {# order} other {# orders}}', {
            ...{ day: calendarDayText(date), amount, n: had },
          });
          return (
            <li key={date} title={said} aria-label={said}>
              <span style={{ blockSize: `${(given * 100) / most}%` }} />
            </li>
          );
        })}
      </ul>
      <figcaption>
        <span>{calendarDayText(found.days[0]?.date ?? found.from)}</span>
        <span>{calendarDayText(found.days.at(-1)?.date ?? found.to)}</span>
      </figcaption>
    </figure>
  );
}

function Notes({ found, currency }: { readonly found: ReplayedPromotion; readonly currency: string }) {
  const notes = [
    ...(found.near > 0
      ? [t('{n, plural, one {# more order was} other {# more orders were}} close to having it.', { n: found.near })]
      : []),
    ...(found.spared > 0
      ? [
          t('Other promotions would have given {amount} less in its place.', {
            amount: moneyText({ amount: found.spared, currency }),
          }),
        ]
      : []),
    ...(found.spentOn
      ? [t('Its budget would have been used up on {day}.', { day: calendarDayText(found.spentOn) })]
      : []),
    ...(found.more
      ? [t('There are more orders in these days; the newest {n} were looked at.', { n: found.looked })]
      : []),
  ];
  return (
    <ul className={styles.notes}>
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
      <li>
        {t(
          'Counted from its first day, beside the promotions that are live now, its code entered by everybody. Nobody is taken to have bought more for it.',
        )}
      </li>
    </ul>
  );
}

function Found({ found, currency }: { readonly found: ReplayedPromotion; readonly currency: string }) {
  if (found.looked === 0)
    return <p className="t2">{t('There are no orders of these days on this desk to try it on.')}</p>;
  return (
    <>
      <dl className={styles.facts}>
        <div>
          <dt>{t('Orders that would have had it')}</dt>
          <dd className="num">
            {found.had} <small>{t('of {n}', { n: found.looked })}</small>
          </dd>
        </div>
        <div>
          <dt>{t('Given')}</dt>
          <dd className="num">
            <Money amount={found.given} currency={currency} />
          </dd>
        </div>
        <div>
          <dt>{t('Of what these orders came to')}</dt>
          <dd className="num">{percent(found.given, found.hadRevenue)}</dd>
        </div>
        <div>
          <dt>{t('Of all sales')}</dt>
          <dd className="num">{percent(found.given, found.revenue)}</dd>
        </div>
      </dl>
      {found.had > 0 ? <DayBars found={found} currency={currency} /> : null}
      {found.largest.length > 0 ? (
        <table className={styles.largest}>
          <thead>
            <tr>
              <th scope="col">{t('It would have cost most on')}</th>
              <th scope="col" className="num">
                {t('Paid')}
              </th>
              <th scope="col" className="num">
                {t('Off')}
              </th>
            </tr>
          </thead>
          <tbody>
            {found.largest.map((order) => (
              <tr key={order.id}>
                <td>
                  <Link to="/orders/$orderId" params={{ orderId: order.id }}>
                    {order.number}
                  </Link>{' '}
                  <span className="sub">{dayText(order.at)}</span>
                </td>
                <td className="num">
                  <Money amount={order.total} currency={currency} />
                </td>
                <td className="num pos">{moneyText({ amount: -order.cost, currency })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      <Notes found={found} currency={currency} />
    </>
  );
}

/** What the promotion as it stands on the page would have done on the orders of the last weeks; nothing is changed by it. */
export function PastOrders({ rule }: { readonly rule: Promotion | null }) {
  const { store, person } = useSession();
  const [days, setDays] = useState<Days>(28);
  const [asked, setAsked] = useState<{ readonly promotion: Promotion; readonly days: Days } | null>(null);
  const read = useRead('promotions.replay', asked ?? { promotion: {} as Promotion, days }, { enabled: asked !== null });
  const old = asked !== null && (asked.days !== days || JSON.stringify(asked.promotion) !== JSON.stringify(rule));
  const working = asked !== null && read.isFetching;
  return (
    <section className={styles.past} aria-label={t('On past orders')} aria-busy={working}>
      <header>
        <h2>{t('On past orders')}</h2>
        <span className="grow" />
        <Select
          small
          className={styles.span}
          aria-label={t('Orders of')}
          value={days}
          onChange={(event) => setDays(Number(event.target.value) as Days)}
        >
          {spans.map((span) => (
            <option key={span} value={span}>
              {t('The last {n} days', { n: span })}
            </option>
          ))}
        </Select>
        <Button
          size="small"
          disabled={rule === null || working}
          locked={lockOf(person, 'reports.view')}
          onClick={() => {
            if (!rule) return;
            if (asked && !old) void read.refetch();
            else setAsked({ promotion: rule, days });
          }}
        >
          {working ? t('Working it out …') : asked ? t('Work it out again') : t('Work it out')}
        </Button>
      </header>
      {asked === null ? (
        <p className="t2">{t('See what it would have taken off what was sold, before you start it.')}</p>
      ) : null}
      {read.error ? (
        <p className={styles.wrong} role="alert">
          {problemText(read.error, t('The desk did not answer. Nothing was changed.'))}
        </p>
      ) : null}
      {old && read.data ? (
        <p className={styles.old} role="status">
          {t('This was worked out before your last change.')}
        </p>
      ) : null}
      {asked && read.data ? <Found found={read.data} currency={store.currency} /> : null}
    </section>
  );
}
