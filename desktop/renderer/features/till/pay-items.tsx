import { IconCircleCheck } from '@tabler/icons-react';
import { takeShares } from '@tillhouse/shared/domains/register/share-lines.ts';
import { useEffect, useState } from 'react';
import type { LineShare } from '../../../bridge/split-views.ts';
import type { Basket } from '../../../bridge/views.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Check } from '../../ui/field.tsx';
import { isCovered, isTyping } from '../../ui/keys.ts';
import { Money, moneyText } from '../../ui/money.tsx';
import { quantityText } from '../../ui/quantity.ts';
import { t } from '../../ui/text.ts';
import { useSteady } from '../../ui/use-steady.ts';
import styles from './pay-items.module.css';
import { openPart } from './split.ts';
import { lineName, unitSign } from './till-data.ts';

export interface PayItemsProps {
  readonly basket: Basket;
  /** Cash to give back to whoever paid just now */
  readonly change: number;
  readonly onChoose: (lines: { key: string; quantity: number }[]) => void;
  readonly onOwnReceipts: (on: boolean) => void;
  readonly onBack: () => void;
}

/** What can be chosen: what nobody pays yet, and what is in the part that is being chosen. */
function choices(basket: Basket): readonly LineShare[] {
  const { split } = basket;
  if (!split) return basket.lines.map(({ id: key, quantity, total }) => ({ key, quantity, total }));
  const mine = openPart(basket)?.lines ?? [];
  return basket.lines.flatMap(({ id: key }) => {
    const parts = [...split.rest, ...mine].filter((share) => share.key === key);
    const sum = (pick: (share: LineShare) => number) => parts.reduce((all, share) => all + pick(share), 0);
    return parts.length === 0 ? [] : [{ key, quantity: sum((s) => s.quantity), total: sum((s) => s.total) }];
  });
}

/** What so much of it comes to, as the host will cut it. */
function worth(left: readonly LineShare[], chosen: ReadonlyMap<string, number>): number {
  const whole = left.map((share) => ({ ...share, net: share.total, tax: 0, discount: 0 }));
  const wanted = [...chosen].map(([key, quantity]) => ({ key, quantity }));
  return (takeShares(whole, wanted) ?? []).reduce((all, { total }) => all + total, 0);
}

/** One person says what is theirs: lines, or pieces of them. All of it by arrow keys, space, plus and minus, and Enter. */
export function PayItems({ basket, change, onChoose, onOwnReceipts, onBack }: PayItemsProps) {
  const { currency, split } = basket;
  const left = choices(basket);
  const [chosen, setChosen] = useState<ReadonlyMap<string, number>>(
    () => new Map((openPart(basket)?.lines ?? []).map(({ key, quantity }) => [key, quantity])),
  );
  const [at, setAt] = useState(0);
  const here = Math.min(at, left.length - 1);
  const amount = worth(left, chosen);
  const number = split?.open ?? (split?.parts.length ?? 0) + 1;
  const set = (key: string, quantity: number) =>
    setChosen((old) => {
      const next = new Map(old);
      if (quantity > 0) next.set(key, quantity);
      else next.delete(key);
      return next;
    });
  const most = (key: string) => left.find((share) => share.key === key)?.quantity ?? 0;
  const scaleOf = (key: string) => basket.lines.find(({ id }) => id === key)?.scale ?? 0;
  function step(key: string, by: number): void {
    // What was weighed is one thing.
    const one = scaleOf(key) > 0 ? most(key) : 1;
    set(key, Math.min(most(key), Math.max(0, (chosen.get(key) ?? 0) + by * one)));
  }
  const toggle = (key: string) => set(key, chosen.has(key) ? 0 : most(key));
  const all = () => setChosen(new Map(left.map(({ key, quantity }) => [key, quantity])));
  const choose = () => {
    if (amount > 0) onChoose([...chosen].map(([key, quantity]) => ({ key, quantity })));
  };
  const key = left[here]?.key;
  const onKey = useSteady((event: KeyboardEvent): void => {
    if (isCovered(event) || isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    const keys: Record<string, () => void> = {
      ArrowDown: () => setAt(Math.min(left.length - 1, here + 1)),
      ArrowUp: () => setAt(Math.max(0, here - 1)),
      a: all,
      Enter: choose,
      Escape: onBack,
      ...(key !== undefined && { ' ': () => toggle(key), '+': () => step(key, 1), '-': () => step(key, -1) }),
    };
    const run = keys[event.key];
    const pressed = event.target instanceof HTMLElement && event.target.closest('button, label');
    if (!run || (pressed && (event.key === 'Enter' || event.key === ' '))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    run();
  });
  useEffect(() => {
    // Before the keys of the till, which mean the whole sale.
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, [onKey]);
  return (
    <div className={styles.items}>
      <div className={styles.head} role="status">
        {change > 0 ? (
          <b className={styles.give}>
            <IconCircleCheck size={24} stroke={1.75} aria-hidden="true" />
            {t('Part {n} is paid. Give {amount} change.', {
              n: number - 1,
              amount: moneyText({ amount: change, currency }),
            })}
          </b>
        ) : null}
        <span>{t('Part {n}: what does this person pay?', { n: number })}</span>
      </div>
      <ul className={styles.list} aria-label={t('What nobody pays yet')}>
        {left.map(({ key: id, quantity, total }, index) => {
          const line = basket.lines.find((one) => one.id === id);
          if (!line) return null;
          const name = lineName(line);
          const mine = chosen.get(id) ?? 0;
          const sign = unitSign(line.unit);
          const say = (some: number) => quantityText({ amount: some, scale: line.scale, unit: sign });
          return (
            <li key={id} className={cx(index === here && styles.here, mine > 0 && styles.mine)}>
              <button
                type="button"
                className={styles.pick}
                aria-pressed={mine > 0}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => {
                  setAt(index);
                  toggle(id);
                }}
              >
                <span>{name}</span>
                <small>{t('{n} left to pay', { n: say(quantity) })}</small>
              </button>
              <span className={styles.step}>
                <button
                  type="button"
                  disabled={mine === 0}
                  onClick={() => step(id, -1)}
                  aria-label={t('One fewer {name}', { name })}
                >
                  −
                </button>
                <output>{mine === 0 ? '–' : say(mine)}</output>
                <button
                  type="button"
                  disabled={mine === quantity}
                  onClick={() => step(id, 1)}
                  aria-label={t('One more {name}', { name })}
                >
                  +
                </button>
              </span>
              <Money
                className="num"
                amount={mine > 0 ? worth(left, new Map([[id, mine]])) : total}
                currency={currency}
                symbol={false}
              />
            </li>
          );
        })}
      </ul>
      <div className={styles.foot}>
        <div className={styles.own}>
          {split ? (
            <>
              <Check
                label={t('A receipt for each')}
                checked={split.ownReceipts}
                onChange={(event) => onOwnReceipts(event.target.checked)}
              />
              <span aria-hidden="true">{t('A receipt for each')}</span>
            </>
          ) : null}
        </div>
        <Button size="touch" keys="A" onClick={all}>
          {t('All that is left')}
        </Button>
        <Button size="touch" look="primary" keys="Enter" disabled={amount === 0} onClick={choose}>
          {t('Take {amount}', { amount: moneyText({ amount, currency }) })}
        </Button>
      </div>
    </div>
  );
}
