import type { ReactNode } from 'react';
import type { TaxRuleRow } from '../../../bridge/tax-queries.ts';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { dayWords, howText, placeText, rateWords } from './tax-words.ts';
import styles from './taxes.module.css';

function stateOf({ fromDay, toDay }: TaxRuleRow, today: string) {
  if (fromDay > today) return <State tone="waiting">{t('from {day}', { day: dayWords(fromDay) })}</State>;
  if (toDay !== null && toDay < today) return <State tone="open">{t('over')}</State>;
  return <State tone="ok">{t('holds')}</State>;
}

/** Dated rates, place by place. */
export function RulesTable({
  rules,
  today,
  currency,
  actions,
}: {
  readonly rules: readonly TaxRuleRow[];
  readonly today: string;
  readonly currency: string;
  readonly actions: (rule: TaxRuleRow) => ReactNode;
}) {
  const places = [...new Set(rules.map(({ jurisdiction }) => jurisdiction))];
  return (
    <div className={styles.card}>
      <table className={styles.rules} aria-label={t('Dated rates')}>
        <colgroup>
          <col />
          <col style={{ width: 110 }} />
          <col style={{ width: 120 }} />
          <col style={{ width: 230 }} />
          <col style={{ width: 132 }} />
          <col style={{ width: 72 }} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">{t('Tax')}</th>
            <th scope="col">{t('For')}</th>
            <th scope="col" className={styles.end}>
              {t('Rate')}
            </th>
            <th scope="col">{t('Days')}</th>
            <th scope="col">{t('Today')}</th>
            <td />
          </tr>
        </thead>
        {places.map((place) => (
          <tbody key={place}>
            <tr className={styles.place}>
              <th scope="rowgroup" colSpan={6}>
                {placeText(place)} <span className="mono">{place}</span>
              </th>
            </tr>
            {rules
              .filter(({ jurisdiction }) => jurisdiction === place)
              .map((rule) => (
                <tr key={rule.id}>
                  <td>
                    {rule.name}
                    <small title={rule.source}>
                      {[howText(rule), rule.source || t('written here')].filter(Boolean).join(' · ')}
                    </small>
                  </td>
                  <td>{rule.productTitle ?? rule.category ?? t('all goods')}</td>
                  <td className={`num ${styles.end}`}>{rateWords(rule, currency)}</td>
                  <td>
                    {dayWords(rule.fromDay)} – {rule.toDay === null ? t('goes on') : dayWords(rule.toDay)}
                  </td>
                  <td>{stateOf(rule, today)}</td>
                  <td className={styles.actions}>{actions(rule)}</td>
                </tr>
              ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}
