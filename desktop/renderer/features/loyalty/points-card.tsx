import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { lockOf, may } from '../../data/may.ts';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { dayText } from '../../ui/instants.ts';
import { Ledger } from '../../ui/ledger.tsx';
import { Money } from '../../ui/money.tsx';
import { Card } from '../../ui/page.tsx';
import { countText } from '../../ui/quantity.ts';
import { State, Tag } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { AdjustPointsDialog } from './adjust-points-dialog.tsx';
import styles from './loyalty.module.css';
import { pointKindName, pointsText } from './loyalty-words.ts';

/** On the page of a customer: their points, what moved them, and the way to give or take some. */
export function PointsCard({ customerId }: { readonly customerId: string }) {
  const { person } = useSession();
  const [adjusting, setAdjusting] = useState(false);
  const [open, setOpen] = useState(false);
  const seen = may(person, 'credit.view');
  const read = useRead('loyalty.one', { customerId }, { enabled: seen });
  if (!seen || !read.data) return null;
  const { balance, value, currency, tier, next, overAt, movements } = read.data;
  return (
    <Card aria-label={t('Points')}>
      <header>
        <h2>{t('Points')}</h2>
        {tier ? <Tag>{tier}</Tag> : null}
      </header>
      <div className={styles.points}>
        <b className="num">{countText(balance)}</b>
        {balance < 0 ? <State tone="warn">{t('More was used than was there')}</State> : null}
        <span className="t2">
          {t('worth')} <Money amount={value} currency={currency} />
          {next ? ` · ${t('{points} to {tier}', { points: pointsText(next.missing), tier: next.name })}` : ''}
          {overAt === null ? '' : ` · ${t('over on {day}', { day: dayText(overAt, { year: true }) })}`}
        </span>
        {movements.length > 0 ? (
          <LinkButton aria-expanded={open} onClick={() => setOpen(!open)}>
            {t('{n, plural, one {# movement} other {# movements}}', { n: movements.length })}
          </LinkButton>
        ) : null}
        <span className="grow" />
        <Button size="small" locked={lockOf(person, 'credit.issue')} onClick={() => setAdjusting(true)}>
          {t('Give or take')}
        </Button>
      </div>
      {open ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
        <section className={styles.lines} aria-label={t('Movements of points')} tabIndex={0}>
          <Ledger rowHeight={32} widths={[110, null, 110, 90, 90]} aria-label={t('Movements of points')}>
            <thead>
              <tr>
                <th scope="col">{t('Day')}</th>
                <th scope="col">{t('What')}</th>
                <th scope="col">{t('Sale')}</th>
                <th scope="col" className="num">
                  {t('Points')}
                </th>
                <th scope="col" className="num">
                  {t('After it')}
                </th>
              </tr>
            </thead>
            <tbody>
              {movements.map((one) => (
                <tr key={one.id}>
                  <th scope="row">{dayText(one.occurredAt, { year: true })}</th>
                  <td className="cut">
                    {pointKindName(one.kind)}
                    {one.reason ? <span className="t2"> · {one.reason}</span> : null}
                  </td>
                  <td>
                    {one.order ? (
                      <Link to="/orders/$orderId" params={{ orderId: one.order.id }}>
                        {one.order.number}
                      </Link>
                    ) : (
                      '–'
                    )}
                  </td>
                  <td className="num strong">{one.points > 0 ? `+${countText(one.points)}` : countText(one.points)}</td>
                  <td className="num t2">{countText(one.balance)}</td>
                </tr>
              ))}
            </tbody>
          </Ledger>
        </section>
      ) : null}
      {adjusting ? <AdjustPointsDialog {...{ customerId, balance }} onClose={() => setAdjusting(false)} /> : null}
    </Card>
  );
}
