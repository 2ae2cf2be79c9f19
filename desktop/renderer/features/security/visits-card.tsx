import { Link } from '@tanstack/react-router';
import type { VisitRow } from '../../../bridge/visit-views.ts';
import { useNow } from '../../data/clock.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { whenText } from '../../ui/instants.ts';
import { Card } from '../../ui/page.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import styles from './security.module.css';

export interface VisitsCardProps {
  readonly visits: readonly VisitRow[];
  readonly busy: boolean;
  readonly onAgree: (visit: VisitRow, mayWrite: boolean) => void;
  readonly onEnd: (visit: VisitRow) => void;
}

/** The latest are enough here; all of them are in the audit log. */
const PAST_SHOWN = 5;

function stateOf({ state, answeredAt }: VisitRow) {
  if (state === 'asked') return <State tone="warn">{t('Asks')}</State>;
  if (state === 'open') return <State tone="busy">{t('Looks in now')}</State>;
  return <State tone="plain">{answeredAt === null ? t('Nobody let them in') : t('Over')}</State>;
}

function factsOf(visit: VisitRow, now: number): string {
  const what = visit.mayWrite ? t('to change things too') : t('to look only');
  const asked = whenText(visit.askedAt, now);
  if (visit.state === 'asked') return t('{asked}: for {n} minutes, {what}', { asked, n: visit.minutes, what });
  if (visit.answeredAt === null) return t('Asked {asked}', { asked });
  const by = visit.answeredByName ?? '';
  const end = visit.endsAt === null ? '' : whenText(visit.endsAt, now);
  if (visit.state === 'open') return t('{by} agreed, {what}, until {end}', { by, what, end });
  const from = whenText(visit.answeredAt, now);
  return visit.endedBy === null
    ? t('{from} to {end}, {what}; {by} agreed', { from, end, what, by })
    : t('{from} to {end}, {what}; ended by {who}', { from, end, what, who: visit.endedBy });
}

/** Of owners: who of Tillhouse asks to look in, looks in now or did, and what they did there. */
export function VisitsCard({ visits, busy, onAgree, onEnd }: VisitsCardProps) {
  const now = useNow();
  const past = visits.filter(({ state }) => state === 'over').slice(0, PAST_SHOWN);
  const shown = [...visits.filter(({ state }) => state !== 'over'), ...past];
  return (
    <Card id="visits" aria-label={t('Visits of Tillhouse')}>
      <header>
        <h2>{t('Visits of Tillhouse')}</h2>
      </header>
      <p className={`t2 ${styles.text}`}>
        {t(
          'Nobody of Tillhouse sees into this organisation before an owner says yes, and never longer than that. Each thing they look at is in the audit log.',
        )}
      </p>
      {shown.length === 0 ? <p className={`t3 ${styles.text}`}>{t('Nobody asked so far.')}</p> : null}
      <ul className={styles.rows}>
        {shown.map((visit) => {
          const named = { name: visit.operatorName, reason: visit.reason };
          return (
            <li key={visit.id} className={styles.visit}>
              <div>
                <div className={styles.visitHead}>
                  <b className="bold">{visit.operatorName}</b> {stateOf(visit)}
                </div>
                <div>“{visit.reason}”</div>
                <div className="t2">{factsOf(visit, now)}</div>
              </div>
              <span className={styles.answers}>
                {visit.state === 'asked' ? (
                  <>
                    <Button
                      size="small"
                      disabled={busy}
                      aria-label={t('No to {name}: {reason}', named)}
                      onClick={() => onEnd(visit)}
                    >
                      {t('No')}
                    </Button>
                    {visit.mayWrite ? (
                      <Button
                        size="small"
                        disabled={busy}
                        aria-label={t('Yes, to change too: {name}, {reason}', named)}
                        onClick={() => onAgree(visit, true)}
                      >
                        {t('Yes, to change too')}
                      </Button>
                    ) : null}
                    <Button
                      size="small"
                      look="primary"
                      disabled={busy}
                      aria-label={t('Yes, to look: {name}, {reason}', named)}
                      onClick={() => onAgree(visit, false)}
                    >
                      {t('Yes, to look')}
                    </Button>
                  </>
                ) : (
                  <>
                    {visit.answeredAt === null ? null : (
                      <Link
                        to="/audit"
                        search={{ view: 'all', when: 'ever', who: visit.operatorId }}
                        className={buttonClass({ size: 'small' })}
                        aria-label={t('What they did: {name}, {reason}', named)}
                      >
                        {t('What they did')}
                      </Link>
                    )}
                    {visit.state === 'open' ? (
                      <Button
                        size="small"
                        look="danger"
                        disabled={busy}
                        aria-label={t('End now: {name}, {reason}', named)}
                        onClick={() => onEnd(visit)}
                      >
                        {t('End now')}
                      </Button>
                    ) : null}
                  </>
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
