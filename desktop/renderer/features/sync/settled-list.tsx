import { IconHistory } from '@tabler/icons-react';
import { useNow } from '../../data/clock.ts';
import { useRead } from '../../data/reads.ts';
import { whenText } from '../../ui/instants.ts';
import { t } from '../../ui/text.ts';
import styles from './sync.module.css';

/** What was settled lately, by whom and how: a decision can be looked up, and made anew from there. */
export function SettledList() {
  const now = useNow();
  const settled = useRead('attention.settled', {}, { keep: true }).data ?? [];
  if (settled.length === 0) return null;
  return (
    <details className={styles.settled}>
      <summary>
        <IconHistory size={16} stroke={1.75} aria-hidden="true" />
        {t('{n, plural, one {# settled lately} other {# settled lately}}', { n: settled.length })}
        <span className="link">{t('Show')}</span>
      </summary>
      <ul>
        {settled.map((one) => (
          <li key={one.id}>
            <span className="grow cut">
              <span className="strong">{one.title}</span> <span className="t2">{t(one.how)}</span>
              {one.note ? <span className="t2">{` · ${one.note}`}</span> : null}
            </span>
            <span className="sub">
              {one.by}, {whenText(one.at, now)}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
