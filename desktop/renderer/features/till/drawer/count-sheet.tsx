import { cx } from '../../../ui/cx.ts';
import { moneyText } from '../../../ui/money.tsx';
import { pieceText } from '../cash-notes.ts';
import styles from './close-day.module.css';
import { type Count, countColumns, piecesOf, typedCount } from './count.ts';

/** A counting sheet: how many of each note and coin; Enter goes on to the next. */
export function CountSheet({
  currency,
  count,
  locked,
  onCount,
}: {
  readonly currency: string;
  readonly count: Count;
  readonly locked: boolean;
  readonly onCount: (value: number, typed: string) => void;
}) {
  return (
    <div className={styles.sheet}>
      {countColumns(currency).map((values, column) => (
        <div key={values[0]}>
          {values.map((value, row) => (
            <label key={value}>
              <b>{pieceText(value, currency, true)}</b>
              <input
                inputMode="numeric"
                autoComplete="off"
                disabled={locked}
                data-autofocus={column === 0 && row === 0 ? true : undefined}
                value={count[value] ?? ''}
                placeholder="–"
                onFocus={(event) => event.target.select()}
                onChange={(event) => onCount(value, typedCount(event.target.value))}
                onKeyDown={(event) => {
                  if (event.key === 'Enter') nextField(event.currentTarget);
                }}
              />
              <span className={cx('num', piecesOf(count[value]) === 0 && 'sub')}>
                {piecesOf(count[value]) === 0
                  ? '–'
                  : moneyText({ amount: value * piecesOf(count[value]), currency }, { symbol: false })}
              </span>
            </label>
          ))}
        </div>
      ))}
    </div>
  );
}

/** Enter goes from one kind of coin to the next, as a hand does. */
function nextField(field: HTMLInputElement): void {
  const all = [...(field.closest(`.${styles.sheet}`)?.querySelectorAll('input') ?? [])];
  const next = all[all.indexOf(field) + 1];
  if (next) next.focus();
  else field.blur();
}
