import { Link } from '@tanstack/react-router';
import type { QueryMap } from '../../../bridge/queries.ts';
import { buttonClass } from '../../ui/button.tsx';
import { Ledger } from '../../ui/ledger.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import styles from './home.module.css';

/** What needs a person today, one line each by kind; empty it says so. */
export function Needs({ home }: { readonly home: QueryMap['home.summary']['result'] }) {
  const groups = [...new Set(home.needsYou.map((need) => need.group))];
  if (groups.length === 0)
    return (
      <p className={styles.clear}>
        <State tone="ok" calm>
          {t('Nothing needs you. Everything is sent, counted and in stock.')}
        </State>
      </p>
    );
  return (
    <Ledger open widths={[104, '31%', null, 144, 100]} className={styles.needs}>
      {groups.map((group) => {
        const rows = home.needsYou.filter((need) => need.group === group);
        return (
          <tbody key={group}>
            {rows.map((need, index) => (
              <tr key={need.id}>
                {index === 0 ? (
                  <td className={styles.group} rowSpan={rows.length}>
                    {t(group)}
                    <b>{rows.length}</b>
                  </td>
                ) : null}
                <td>
                  <State tone={need.severity} ink className={styles.what ?? ''}>
                    <span className="cut" title={need.title}>
                      {need.title}
                    </span>
                  </State>
                </td>
                <td className="t2 cut" title={need.text}>
                  {need.text}
                </td>
                <td>
                  <span className={need.severity === 'bad' ? 'neg strong' : styles.due}>{need.state}</span>
                </td>
                <td>
                  <Link to={need.to} className={buttonClass({ size: 'small' })}>
                    {need.action}
                  </Link>
                </td>
              </tr>
            ))}
          </tbody>
        );
      })}
    </Ledger>
  );
}
