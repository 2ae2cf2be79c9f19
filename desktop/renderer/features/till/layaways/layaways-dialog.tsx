import { type KeyboardEvent, useState } from 'react';
import type { LayawayRow, LayawayView } from '../../../../bridge/layaway-views.ts';
import type { Basket } from '../../../../bridge/views.ts';
import { useRead } from '../../../data/reads.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field, Input } from '../../../ui/field.tsx';
import { calendarDayText } from '../../../ui/instants.ts';
import { Money, moneyText } from '../../../ui/money.tsx';
import { t } from '../../../ui/text.ts';
import { LayawayDetail } from './layaway-detail.tsx';
import styles from './layaways.module.css';

const views: readonly (readonly [LayawayView, string])[] = [
  ['open', 'Open'],
  ['late', 'Overdue'],
  ['to-come', 'To come'],
  ['over', 'Over'],
];

function stateText({ status, late, readyAt, dueOn, kind }: LayawayRow): string {
  if (status === 'handed-over') return t('handed over');
  if (status === 'ended') return t('given up');
  const day = calendarDayText(dueOn, { year: true });
  if (late) return t('was due {day}', { day });
  if (readyAt === null) return t('still to come');
  return kind === 'special-order' ? t('came, due {day}', { day }) : t('due {day}', { day });
}

interface Props {
  readonly basket: Basket;
  /** Opened at this one: its slip was scanned */
  readonly first?: string | undefined;
  readonly onClose: () => void;
  /** What lies in the basket is to be put aside */
  readonly onPutAside: () => void;
  /** … or is paid now, and leaves later */
  readonly onDeliver: () => void;
  /** A basket to be paid now */
  readonly onToPay: (basket: Basket) => void;
}

/** What is put aside or ordered for customers: found by number or name; arrows choose. */
export function LayawaysDialog({ basket, first, onClose, onPutAside, onDeliver, onToPay }: Props) {
  const [view, setView] = useState<LayawayView>('open');
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<string | null>(first ?? null);
  const wanted = search.trim();
  const index = useRead(
    'layaways.index',
    { offset: 0, limit: 60, view, ...(wanted.length > 1 && { search: wanted }) },
    { keep: true },
  ).data;
  const rows = index?.rows ?? [];
  const at = rows.findIndex(({ id }) => id === chosen);
  const current = chosen ?? rows[0]?.id ?? null;
  function onKeyDown(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    setChosen(rows[Math.max(0, Math.min(rows.length - 1, (at < 0 ? 0 : at) + step))]?.id ?? null);
  }
  return (
    <Dialog
      opened
      onClose={onClose}
      width="1040px"
      title={t('Layaways and special orders')}
      closeLabel={t('Close')}
      foot={
        <>
          {basket.lines.length > 0 && !basket.layaway ? (
            <Button size="touch" look="primary" keys="F1" onClick={onPutAside}>
              {t('Put this basket aside, {amount}', {
                amount: moneyText({ amount: basket.total, currency: basket.currency }),
              })}
            </Button>
          ) : null}
          {basket.lines.length > 0 ? (
            <Button size="touch" onClick={onDeliver}>
              {t('Send or pick up…')}
            </Button>
          ) : null}
          <span className="grow" />
          <Button size="touch" onClick={onClose}>
            {t('Close')}
          </Button>
        </>
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: F1 again goes on with the basket, from any field of it */}
      <div
        className={styles.two}
        onKeyDown={(event) => {
          if (event.key !== 'F1' || basket.lines.length === 0 || basket.layaway) return;
          event.preventDefault();
          onPutAside();
        }}
      >
        <div className={styles.list}>
          <Field label={t('Find one')} hint={t('Number, or the name of who comes for it. A slip can be scanned.')}>
            {(control) => (
              <Input
                {...control}
                data-autofocus
                autoComplete="off"
                value={search}
                onChange={(event) => {
                  setSearch(event.target.value);
                  setChosen(null);
                }}
                onKeyDown={onKeyDown}
              />
            )}
          </Field>
          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its own box */}
          <div className={styles.views} role="group" aria-label={t('Which')}>
            {views.map(([one, name]) => (
              <button
                key={one}
                type="button"
                aria-pressed={wanted === '' && view === one}
                onClick={() => {
                  setView(one);
                  setSearch('');
                  setChosen(null);
                }}
              >
                {t(name)} {index ? <span className="num">{index.counts[one]}</span> : null}
              </button>
            ))}
          </div>
          <div className={styles.rows}>
            {rows.map((row) => (
              <button
                key={row.id}
                type="button"
                className={styles.row}
                // One stop for Tab: arrows choose, from the field above.
                tabIndex={row.id === current ? 0 : -1}
                aria-current={row.id === current}
                onClick={() => setChosen(row.id)}
              >
                <span className="cut">{row.customerName || row.number}</span>
                <Money className="num" amount={row.status === 'open' ? row.due : row.total} currency={row.currency} />
                <small>
                  {[row.number, row.goods, row.more > 0 ? t('{n} more', { n: row.more }) : null]
                    .filter(Boolean)
                    .join(' · ')}
                </small>
                <small>{stateText(row)}</small>
              </button>
            ))}
            {index && rows.length === 0 ? (
              <p className={styles.none} role="status">
                {wanted ? t('Nothing of “{text}” is put aside.', { text: wanted }) : t('Nothing here.')}
              </p>
            ) : null}
          </div>
        </div>
        {current ? (
          <LayawayDetail key={current} id={current} onToPay={onToPay} />
        ) : (
          <div className={styles.one}>
            <p className={styles.none}>
              {t('With goods in the basket and a customer on it, F1 puts them aside against a first payment.')}
            </p>
          </div>
        )}
      </div>
    </Dialog>
  );
}
