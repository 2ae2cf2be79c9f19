import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import type { QueryMap } from '../../../bridge/queries.ts';
import { useNow } from '../../data/clock.ts';
import { ReadFault } from '../../data/read-fault.tsx';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { linkClass } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { clockText, dayText, hourOf, weekOf } from '../../ui/instants.ts';
import { Ledger, sumRow } from '../../ui/ledger.tsx';
import { Money } from '../../ui/money.tsx';
import { Page, PageHead, SectionHead, Side, Split } from '../../ui/page.tsx';
import { State, Tag } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { changeTenths, dayOf, percentText } from '../sales/chart-words.ts';
import { TopProducts } from '../sales/top-products.tsx';
import styles from './home.module.css';
import { Needs } from './needs.tsx';

const HoursChart = lazy(() => import('../sales/hours-chart.tsx'));
const DayChart = lazy(() => import('../sales/day-chart.tsx'));

type Summary = QueryMap['home.summary']['result'];

function greeting(now: number): string {
  const hour = hourOf(now);
  if (hour < 12) return 'Good morning, {name}';
  return hour < 18 ? 'Good afternoon, {name}' : 'Good evening, {name}';
}

function Change({ now, before }: { readonly now: number; readonly before: number }) {
  const tenths = changeTenths(now, before);
  if (tenths === null) return null;
  return (
    <State tone={tenths < 0 ? 'bad' : 'ok'} down={tenths < 0} className="strong">
      {percentText(tenths)}
    </State>
  );
}

/** Where the day ends at the compared day’s pace; null until a tenth of that is in: one night order foretells nothing. */
function headingFor({ today, comparedByNow, comparedWholeDay }: Summary): number | null {
  const rest = comparedWholeDay - comparedByNow;
  const telling = comparedByNow * 10 >= comparedWholeDay;
  if (today <= 0 || comparedByNow <= 0 || rest <= 0 || !telling) return null;
  return today + Math.round((rest * today) / comparedByNow);
}

function Day({ home }: { readonly home: Summary }) {
  const { currency } = home;
  const compared = dayOf(home.comparedDate);
  const heading = headingFor(home);
  return (
    <div className={styles.day}>
      <div>
        <div className={styles.figure}>
          <Money className={styles.kpi} amount={home.today} currency={currency} />
          <Change now={home.today} before={home.comparedByNow} />
          <span className="sub">{t('on {day} by {time}', { day: compared, time: clockText(home.now) })}</span>
        </div>
        <Ledger
          bare
          rowHeight={24}
          widths={[null, 92, 92, 88]}
          className={styles.places}
          style={{ '--edge': '0px' } as React.CSSProperties}
        >
          <tbody>
            {home.byPlace.map((place) => (
              <tr key={place.name}>
                <td className="t2">{place.name}</td>
                <td className="num strong">
                  <Money amount={place.today} currency={currency} />
                </td>
                <td className="num sub">
                  <Money amount={place.compared} currency={currency} />
                </td>
                <td className={cx('num', place.today < place.compared ? 'neg' : 'pos')}>
                  <Money amount={place.today - place.compared} currency={currency} plus />
                </td>
              </tr>
            ))}
            <tr className={sumRow}>
              <td>{t('All sales')}</td>
              <td className="num">
                <Money amount={home.today} currency={currency} />
              </td>
              <td className="num sub">
                <Money amount={home.comparedByNow} currency={currency} />
              </td>
              <td className={cx('num', home.today < home.comparedByNow ? 'neg' : 'pos')}>
                <Money amount={home.today - home.comparedByNow} currency={currency} plus />
              </td>
            </tr>
          </tbody>
        </Ledger>
      </div>
      <div>
        <div className={styles.chart}>
          <Suspense fallback={null}>
            <DayChart
              currency={currency}
              hours={home.hours}
              heading={heading}
              label={t('Sales through the day against {day}', { day: compared })}
            />
          </Suspense>
        </div>
        <div className={cx('meta', styles.after)}>
          {heading === null ? null : (
            <>
              {t('Heading for about')} <Money amount={Math.round(heading / 1000) * 1000} currency={currency} trim />.{' '}
            </>
          )}
          {t('{day} ended at', { day: compared })} <Money amount={home.comparedWholeDay} currency={currency} />
        </div>
      </div>
    </div>
  );
}

function Tills({ home }: { readonly home: Summary }) {
  const { currency } = home;
  const open = home.tills.filter((till) => till.register.session !== null);
  const sum = (pick: (till: (typeof open)[number]) => number) => open.reduce((total, till) => total + pick(till), 0);
  const closed = home.tills.length - open.length;
  return (
    <>
      <SectionHead
        title={t('Tills open')}
        aside={closed > 0 ? t('{n, plural, one {# till is} other {# tills are}} closed', { n: closed }) : null}
      />
      <Ledger open rowHeight={44} widths={[null, 84, 92]}>
        <thead>
          <tr>
            <th scope="col">{t('Till and drawer')}</th>
            <th scope="col" className="num">
              {t('Sold')}
            </th>
            <th scope="col" className="num">
              {t('In drawer')}
            </th>
          </tr>
        </thead>
        <tbody>
          {open.map(({ register, sold, inDrawer }) => (
            <tr key={register.id}>
              <td>
                <div className="row">
                  <Avatar name={register.session?.openedByName ?? ''} />
                  <span className="cut">
                    <span className="strong">{register.name}</span>
                    <br />
                    <span className="meta">
                      {register.session?.openedByName}, {clockText(register.session?.openedAt ?? 0)}
                    </span>
                  </span>
                </div>
              </td>
              <td className="num t2">
                <Money amount={sold} currency={currency} />
              </td>
              <td className="num strong">
                <Money amount={inDrawer} currency={currency} />
              </td>
            </tr>
          ))}
          <tr className={sumRow} style={{ '--ledger-row': '34px' } as React.CSSProperties}>
            <td>{t('{n, plural, one {# drawer} other {# drawers}}', { n: open.length })}</td>
            <td className="num">
              <Money amount={sum((till) => till.sold)} currency={currency} />
            </td>
            <td className="num">
              <Money amount={sum((till) => till.inDrawer)} currency={currency} />
            </td>
          </tr>
        </tbody>
      </Ledger>
    </>
  );
}

/** The owner's morning: sales against the same weekday, what needs you, the tills. */
export function HomeScreen() {
  const { person } = useSession();
  const now = useNow();
  const summary = useRead('home.summary', {}, { keep: true });
  const home = summary.data;
  const sales = useRead('dashboard.sales', {}, { keep: true }).data;
  const count = home?.needsYou.length ?? 0;
  return (
    <Page>
      <Split width={404}>
        <section className={styles.main}>
          <PageHead className={styles.head}>
            <h1>{t(greeting(now), { name: person.name.split(' ')[0] ?? '' })}</h1>
            <span className="t2">
              {t('{day}, week {week}', { day: dayText(now, { year: true }), week: weekOf(now) })}
            </span>
          </PageHead>
          {summary.error && !home ? <ReadFault error={summary.error} /> : null}
          {home ? (
            <>
              <Day home={home} />
              <SectionHead
                title={t('Needs you')}
                badge={count > 0 ? <Tag tone="warn">{count}</Tag> : null}
                aside={t('Selling goes on meanwhile')}
              />
              <Needs home={home} />
            </>
          ) : null}
          {sales ? (
            <>
              <SectionHead
                title={t('Selling best today')}
                aside={
                  <Link to="/sales" className={linkClass}>
                    {t('All of today’s sales')}
                  </Link>
                }
              />
              <TopProducts rows={sales.topProducts} currency={sales.currency} total={sales.total} open />
            </>
          ) : null}
        </section>
        <Side className={styles.side} aria-label={t('Tills')}>
          {home ? <Tills home={home} /> : null}
          {sales ? (
            <div className={styles.below}>
              <SectionHead title={t('By hour')} aside={t('outlined: {day}', { day: dayOf(sales.comparedDate) })} />
              <div className={styles.hours}>
                <Suspense fallback={null}>
                  <HoursChart
                    currency={sales.currency}
                    hours={sales.hours}
                    label={t('Sales by hour, today and {day}', { day: dayOf(sales.comparedDate) })}
                  />
                </Suspense>
              </div>
              <span className="meta">
                {t('{n, plural, one {# order} other {# orders}}, average', { n: sales.orders })}{' '}
                <Money amount={sales.averageOrder} currency={sales.currency} />
              </span>
            </div>
          ) : null}
        </Side>
      </Split>
    </Page>
  );
}
