import { IconBarcode, IconLock, IconMinus, IconPlus, IconScale, IconUser } from '@tabler/icons-react';
import { memo, type ReactNode, useEffect, useRef } from 'react';
import type { Basket, BasketLine } from '../../../bridge/views.ts';
import { cx } from '../../ui/cx.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { KeyHint } from '../../ui/key-hint.tsx';
import { Money, moneyText } from '../../ui/money.tsx';
import { countText, quantityText } from '../../ui/quantity.ts';
import { t } from '../../ui/text.ts';
import styles from './basket-panel.module.css';
import { lineName, unitSign } from './till-data.ts';

interface LineProps {
  readonly line: BasketLine;
  readonly currency: string;
  readonly selected: boolean;
  readonly locked: boolean;
  readonly onSelect: (lineId: string) => void;
  readonly onStep: (line: BasketLine, by: number) => void;
  readonly onWhy: (lineId: string) => void;
}

function noteLook(line: BasketLine): string | undefined {
  if (line.onHand !== null && line.onHand < line.quantity) return styles.hand;
  if (line.discount === 0) return undefined;
  return line.byHand ? styles.hand : styles.why;
}

/** A scan changes one line or two: the others are not rendered again. */
const Line = memo(function Line({ line, currency, selected, locked, onSelect, onStep, onWhy }: LineProps) {
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (selected) item.current?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  const name = lineName(line);
  const sign = unitSign(line.unit);
  const figure = quantityText({ amount: line.quantity, scale: line.scale, unit: sign });
  const open = selected && !locked;
  const price = (
    <>
      {line.discount > 0 ? (
        <del>
          <Money amount={line.total + line.discount} currency={currency} symbol={false} />
        </del>
      ) : null}
      <Money amount={line.total} currency={currency} symbol={false} />
    </>
  );
  return (
    <li
      ref={item}
      className={cx(styles.line, open && styles.selected, line.depositOf !== undefined && styles.deposit)}
      data-line={line.id}
    >
      <button
        type="button"
        className={styles.pick}
        aria-pressed={open}
        onClick={() => onSelect(line.id)}
        disabled={locked || line.depositOf !== undefined}
        aria-label={t('{name}, {quantity}, {total}', {
          name,
          quantity: figure,
          total: moneyText({ amount: line.total, currency }),
        })}
      />
      <span className={styles.q}>
        {line.scale > 0 ? <IconScale size={18} stroke={1.75} aria-label={figure} /> : `${countText(line.quantity)} ×`}
      </span>
      <div>
        <div className={styles.n}>{name}</div>
        <div className={cx(styles.m, noteLook(line))}>{line.note || line.sku}</div>
      </div>
      {open ? (
        <span className={styles.step}>
          <button type="button" onClick={() => onStep(line, -1)} aria-label={t('One fewer {name}', { name })}>
            <IconMinus size={24} stroke={1.75} aria-hidden="true" />
          </button>
          <button type="button" onClick={() => onStep(line, 1)} aria-label={t('One more {name}', { name })}>
            <IconPlus size={24} stroke={1.75} aria-hidden="true" />
          </button>
        </span>
      ) : (
        <span />
      )}
      {open ? (
        <button
          type="button"
          className={cx(styles.p, styles.ask, 'num', line.discount > 0 && styles.two)}
          title={t('Why this price')}
          aria-keyshortcuts="F3"
          onClick={() => onWhy(line.id)}
        >
          {price}
        </button>
      ) : (
        <div className={cx(styles.p, 'num', line.discount > 0 && styles.two)}>{price}</div>
      )}
    </li>
  );
});

function Totals({ basket }: { readonly basket: Basket }) {
  const { currency } = basket;
  const taxes = basket.taxByRate.filter((one) => one.tax !== 0);
  const only = taxes.length === 1 ? taxes[0] : undefined;
  const taxText = moneyText({ amount: basket.taxTotal, currency }, { symbol: false });
  return (
    <div className={styles.totals} aria-live="polite">
      <div>
        <span>{t('Subtotal, {n, plural, one {# item} other {# items}}', { n: basket.units })}</span>
        <Money className="num" amount={basket.subtotal} currency={currency} symbol={false} />
      </div>
      {basket.discountTotal > 0 ? (
        <div>
          <span>{t('Discounts')}</span>
          <Money className="num" amount={-basket.discountTotal} currency={currency} symbol={false} />
        </div>
      ) : null}
      <div className={styles.grand}>
        <span>
          <b>{t('Total')}</b>
          {basket.taxTotal > 0 ? (
            <small>
              {only
                ? t('includes VAT {rate} % {tax}', { rate: ratePercent(only.rate), tax: taxText })
                : t('includes VAT {tax}', { tax: taxText })}
            </small>
          ) : null}
        </span>
        <Money className={cx('num', styles.sum)} amount={basket.total} currency={currency} />
      </div>
    </div>
  );
}

/** "20/100" → "20"; fractions of a per cent keep their digits. */
export function ratePercent(rate: string): string {
  const [over = 0, under = 100] = rate.split('/').map(Number);
  return String(Math.round((over * 100_000) / under) / 1_000);
}

/** Under the name of who buys: what is worth knowing about them. */
function buyerText({ relief, points, customer }: Basket): string {
  const kept = points
    ? [t('{n, plural, one {# point} other {# points}}', { n: points.balance }), points.tier].filter(Boolean).join(', ')
    : null;
  return [relief, kept].filter(Boolean).join(' · ') || (customer ? t('On this sale') : t('No name needed'));
}

export interface BasketPanelProps {
  readonly basket: Basket;
  readonly selectedId: string | null;
  /** While paying nothing may move. */
  readonly locked: boolean;
  /** These three are the same functions at each render. */
  readonly onSelect: (lineId: string) => void;
  readonly onStep: (line: BasketLine, by: number) => void;
  /** Asks why a line costs what it costs. */
  readonly onWhy: (lineId: string) => void;
  /** Asks who buys; absent where nobody may look customers up. */
  readonly onCustomer?: (() => void) | undefined;
  readonly head?: ReactNode;
  /** A row between the lines and the totals. */
  readonly slot?: ReactNode;
  readonly bar: ReactNode;
}

/** The 40 % side: who buys, lines of 56, totals, and the bar of 88 with the primary at the inline end. */
export function BasketPanel(props: BasketPanelProps) {
  const { basket, selectedId, locked, onSelect, onStep, onWhy, onCustomer, head, slot, bar } = props;
  const lastUnsold = basket.lines.length === 0;
  const name = basket.customer?.name ?? t('Walk-in customer');
  const face = (
    <>
      <IconUser size={24} stroke={1.75} aria-hidden="true" />
      <span className={styles.buyer}>
        <span className={cx(styles.n, 'cut')}>{name}</span>
        <span className={styles.m}>{buyerText(basket)}</span>
      </span>
    </>
  );
  const who =
    onCustomer && !locked ? (
      <button type="button" className={styles.customer} onClick={onCustomer} aria-keyshortcuts="F4">
        {face}
        <span className={styles.change}>
          {basket.customer ? t('Change') : t('Add')} <KeyHint keys="F4" />
        </span>
      </button>
    ) : (
      <span className={styles.customer}>{face}</span>
    );
  return (
    <section className={styles.cart} aria-label={t('Basket')}>
      <div className={styles.who}>
        {who}
        {locked ? (
          <span className={styles.lock}>
            <IconLock size={18} stroke={1.75} aria-hidden="true" />
            {t('Locked while paying')}
          </span>
        ) : (
          head
        )}
      </div>
      {lastUnsold ? (
        <EmptyState icon={<IconBarcode size={48} stroke={1.1} aria-hidden="true" />} title={t('Scan the first item')}>
          {t('Or tap a tile, or search with F2. Scans work wherever the focus is.')}
        </EmptyState>
      ) : (
        // While it is paid nothing in it has the focus, and it is scrolled by keys all the same.
        <ul className={styles.lines} aria-label={t('Lines')} tabIndex={locked ? 0 : undefined}>
          {basket.lines.map((line) => (
            <Line
              key={line.id}
              line={line}
              currency={basket.currency}
              selected={line.id === selectedId}
              locked={locked}
              onSelect={onSelect}
              onStep={onStep}
              onWhy={onWhy}
            />
          ))}
        </ul>
      )}
      <div className={styles.slot}>{slot}</div>
      <Totals basket={basket} />
      <div className={styles.bar}>{bar}</div>
    </section>
  );
}

export const barPrimary = styles.primary;
export const barStack = styles.stack;
export const headButton = styles.parked;
