import type { LendingRow } from '../../../bridge/access-queries.ts';
import { clockText, dayText } from '../../ui/instants.ts';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { lendingState } from './lent-list.tsx';
import { listWords } from './permission-groups.ts';
import styles from './roles.module.css';
import terms from './terms.module.css';

const HOUR_MS = 3_600_000;
const when = (at: number) => `${dayText(at)}, ${clockText(at)}`;

function leftText(ms: number): string {
  const hours = Math.max(0, Math.floor(ms / HOUR_MS));
  if (hours < 1) return t('less than an hour left');
  return t('{days} d {hours} h left', { days: Math.floor(hours / 24), hours: hours % 24 });
}

/** For whom somebody stands in, where and until when. */
export function LentCard({ rows, now }: { readonly rows: readonly LendingRow[]; readonly now: number }) {
  return rows.map((row) => {
    const state = lendingState(row, now);
    const gone = Math.min(1, Math.max(0, (now - row.startsAt) / (row.endsAt - row.startsAt)));
    return (
      <section key={row.id} className={terms.stand} aria-label={t('Stands in for {name}', { name: row.fromName })}>
        <div className={styles.who}>
          <b className="bold">{t('Stands in for {name}', { name: row.fromName })}</b>
          <span className="grow" />
          <State tone={state === 'now' ? 'ok' : 'open'}>{state === 'now' ? t('Now') : t('Later')}</State>
        </div>
        <dl className={styles.facts}>
          <dt>{t('Where')}</dt>
          <dd>{row.locationName ?? t('Wherever the giver may')}</dd>
          <dt>{t('Ends')}</dt>
          <dd>{when(row.endsAt)}</dd>
          <dt>{t('May')}</dt>
          <dd>{listWords(row.permissions, 4)}</dd>
        </dl>
        <div className={terms.span} aria-hidden="true">
          <i style={{ inlineSize: `${Math.round(gone * 100)}%` }} />
        </div>
        <div className={styles.who}>
          <span className="sub">{t('Since {when}', { when: when(row.startsAt) })}</span>
          <span className="grow" />
          <span className="sub">{leftText(row.endsAt - now)}</span>
        </div>
      </section>
    );
  });
}
