import { lazy, type ReactNode, Suspense, useState } from 'react';
import { ReadFault } from '../../data/read-fault.tsx';
import { useRead } from '../../data/reads.ts';
import { cx } from '../../ui/cx.ts';
import { clockText } from '../../ui/instants.ts';
import { Money } from '../../ui/money.tsx';
import { Card, Page, PageHead } from '../../ui/page.tsx';
import { countText } from '../../ui/quantity.ts';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { changeTenths, clockHour, dayOf, percentText } from './chart-words.ts';
import styles from './sales.module.css';
import { TopProducts } from './top-products.tsx';

const DayChart = lazy(() => import('./day-chart.tsx'));
const HoursChart = lazy(() => import('./hours-chart.tsx'));

function Kpi({
  name,
  asOf,
  value,
  now,
  before,
  was,
}: {
  readonly name: string;
  readonly asOf: number;
  readonly value: ReactNode;
  readonly now: number;
  readonly before: number | null;
  readonly was: ReactNode;
}) {
  const tenths = before === null ? null : changeTenths(now, before);
  return (
    <Card className={styles.card}>
      <div className={styles.top}>
        {name} <span className="meta">{t('as of {time}', { time: clockText(asOf) })}</span>
      </div>
      <div className={styles.value}>{value}</div>
      <div className={styles.delta}>
        {tenths === null ? null : (
          <State tone={tenths < 0 ? 'bad' : 'ok'} down={tenths < 0}>
            {percentText(tenths)}
          </State>
        )}
        <span className="meta">{was}</span>
      </div>
    </Card>
  );
}

/** Sales today against the same weekday: by hour, running total, top products. */
export function SalesScreen() {
  const read = useRead('dashboard.sales', {}, { keep: true });
  const sales = read.data;
  const home = useRead('home.summary', {}, { keep: true }).data;
  const [hour, setHour] = useState<number | null>(null);
  const shown = sales?.hours.find((one) => one.hour === hour);
  if (!sales)
    return (
      <Page>
        <PageHead>
          <h1>{t('Sales today')}</h1>
        </PageHead>
        {read.error ? <ReadFault error={read.error} /> : null}
      </Page>
    );
  const { currency, asOf } = sales;
  const compared = dayOf(sales.comparedDate);
  return (
    <Page>
      <PageHead>
        <h1>{t('Sales today')}</h1>
        <span className="t2">
          {t('{day} against {before}, up to {time}', {
            day: dayOf(sales.date),
            before: compared,
            time: clockText(asOf),
          })}
        </span>
      </PageHead>
      <div className={styles.body}>
        <div className={styles.kpis}>
          <Kpi
            name={t('Sales')}
            asOf={asOf}
            value={<Money amount={sales.total} currency={currency} />}
            now={sales.total}
            before={sales.comparedTotal}
            was={
              <>
                {t('was')} <Money amount={sales.comparedTotal} currency={currency} />
              </>
            }
          />
          <Kpi
            name={t('Orders')}
            asOf={asOf}
            value={countText(sales.orders)}
            now={sales.orders}
            before={sales.comparedOrders}
            was={t('was {n}', { n: countText(sales.comparedOrders) })}
          />
          <Kpi
            name={t('Average order')}
            asOf={asOf}
            value={<Money amount={sales.averageOrder} currency={currency} />}
            now={sales.averageOrder}
            before={sales.comparedAverageOrder}
            was={
              <>
                {t('was')} <Money amount={sales.comparedAverageOrder} currency={currency} />
              </>
            }
          />
          <Kpi
            name={t('Units')}
            asOf={asOf}
            value={countText(sales.units)}
            now={sales.units}
            before={null}
            was={t('pieces handed over or ordered')}
          />
        </div>
        <div className={styles.two}>
          <Card>
            <header>
              <h2>{t('By hour')}</h2>
              <span className={styles.read}>
                {shown ? (
                  <>
                    {clockHour(shown.hour)} <i className={styles.key} />{' '}
                    <b className="bold">
                      <Money amount={shown.today} currency={currency} />
                    </b>{' '}
                    <i className={cx(styles.key, styles.before)} />{' '}
                    <span className="sub">
                      <Money amount={shown.compared} currency={currency} />
                    </span>
                  </>
                ) : (
                  <span className="meta">{t('outlined: {day}', { day: compared })}</span>
                )}
              </span>
            </header>
            <div className={styles.chart}>
              <Suspense fallback={null}>
                <HoursChart
                  currency={currency}
                  hours={sales.hours}
                  onHour={setHour}
                  label={t('Sales by hour, today and {day}', { day: compared })}
                />
              </Suspense>
            </div>
          </Card>
          <Card>
            <header>
              <h2>{t('Through the day')}</h2>
              <span className={cx(styles.read, 'meta')}>{t('dashed: {day}', { day: compared })}</span>
            </header>
            <div className={styles.chart}>
              {home ? (
                <Suspense fallback={null}>
                  <DayChart
                    currency={currency}
                    hours={home.hours}
                    heading={null}
                    label={t('Running total, today and {day}', { day: compared })}
                  />
                </Suspense>
              ) : null}
            </div>
          </Card>
        </div>
        <Card>
          <header>
            <h2>{t('Top products')}</h2>
            <span className={cx(styles.read, 'meta')}>{t('by sales')}</span>
          </header>
          <TopProducts rows={sales.topProducts} currency={currency} total={sales.total} />
        </Card>
      </div>
    </Page>
  );
}
