import type { ZReport } from '@tillhouse/shared/domains/register/z-report.ts';
import { Field, Input } from '../../../ui/field.tsx';
import { moneyText, parseMoney } from '../../../ui/money.tsx';
import { t } from '../../../ui/text.ts';
import styles from './close-day.module.css';

/** What lies in the drawer of other currencies: counted for itself, blind as the rest. */
export function OtherCash({
  foreign,
  others,
  locked,
  onCount,
}: {
  readonly foreign: readonly string[];
  /** As it was typed, by currency */
  readonly others: Readonly<Record<string, string>>;
  readonly locked: boolean;
  readonly onCount: (currency: string, typed: string) => void;
}) {
  if (foreign.length === 0) return null;
  return (
    <div className={styles.others}>
      {foreign.map((currency) => (
        <Field
          key={currency}
          label={t('{currency} counted', { currency })}
          error={others[currency] && parseMoney(others[currency], currency) === null ? t('Write an amount') : null}
        >
          {(control) => (
            <Input
              {...control}
              className="num"
              inputMode="decimal"
              autoComplete="off"
              disabled={locked}
              placeholder="–"
              value={others[currency] ?? ''}
              onChange={(event) => onCount(currency, event.target.value)}
            />
          )}
        </Field>
      ))}
    </div>
  );
}

/** Of each other currency what was taken against what was counted. */
export function OtherDifferences({ foreign }: { readonly foreign: NonNullable<ZReport['foreign']> }) {
  return (
    <dl className={styles.reckoning}>
      {foreign.map(({ currency, taken, counted }) => {
        const plain = (amount: number) => moneyText({ amount, currency });
        return (
          <div key={currency} className={counted === taken ? undefined : styles.strong}>
            <dt>{t('{currency} taken {amount}', { currency, amount: plain(taken) })}</dt>
            <dd>
              {counted === undefined
                ? t('not counted')
                : counted === taken
                  ? t('right')
                  : t('off by {amount}', { amount: plain(counted - taken) })}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
