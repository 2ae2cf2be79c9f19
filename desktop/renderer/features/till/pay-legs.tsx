import { IconCash, IconCreditCard, IconGiftCard } from '@tabler/icons-react';
import type { Leg } from '../../../bridge/card-views.ts';
import type { Basket } from '../../../bridge/views.ts';
import { Button } from '../../ui/button.tsx';
import { clockText } from '../../ui/instants.ts';
import { Money, moneyText } from '../../ui/money.tsx';
import { countText } from '../../ui/quantity.ts';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { tenderName } from '../orders/order-words.ts';
import styles from './pay-legs.module.css';
import sheet from './pay-sheet.module.css';
import { openPart } from './split.ts';

const entries: Readonly<Record<string, string>> = {
  contactless: 'contactless',
  chip: 'chip',
  swipe: 'swiped',
  keyed: 'keyed in',
};

/** "Visa ending 4417 · contactless · 11:02" */
function legText({ kind, card, reference, takenAt, credit, part, tip, points }: Leg, currency: string): string {
  const parts: string[] = credit?.codeEnd ? [`…${credit.codeEnd}`] : [];
  // What was paid on a layaway is the shop's already: nobody need be asked for it.
  if (credit && !credit.setAside && !points && kind !== 'layaway') parts.push(t('taken offline'));
  if (card)
    parts.push([card.brand, card.last4 && t('ending {last4}', { last4: card.last4 })].filter(Boolean).join(' '));
  else if (reference) parts.push(t('Slip {reference}', { reference }));
  if (part) parts.unshift(t('Part {n}', { n: part }));
  const entry = card && entries[card.entry];
  if (entry) parts.push(t(entry));
  if (tip) parts.push(t('tip {amount}', { amount: moneyText({ amount: tip, currency }) }));
  return [...parts, clockText(takenAt)].join(' · ');
}

interface LegsProps {
  readonly basket: Basket;
  readonly busy: boolean;
  readonly onVoid: (leg: Leg) => void;
}

/** The total, what was taken of it already, and what remains. */
export function PayLegs({ basket, busy, onVoid }: LegsProps) {
  const { currency, legs, total, remaining } = basket;
  const open = openPart(basket);
  const scales = new Map(basket.lines.map(({ id, scale }) => [id, scale]));
  const items = (lines: readonly { key: string; quantity: number }[]) =>
    lines.reduce((sum, { key, quantity }) => sum + (scales.get(key) ? 1 : quantity), 0);
  return (
    <>
      <div className={sheet.leg}>
        <span>{t('Total')}</span>
        <Money className="num" amount={total} currency={currency} symbol={false} />
      </div>
      {basket.exchange ? (
        <div className={sheet.leg}>
          <span>{t('Brought back, of {number}', { number: basket.exchange.number })}</span>
          <Money className="num" amount={-basket.exchange.part} currency={currency} symbol={false} />
        </div>
      ) : null}
      {legs.length === 0 ? null : (
        <ul className={styles.legs} aria-label={t('Taken so far')}>
          {legs.map((leg) => (
            <li key={leg.id}>
              {leg.kind === 'cash' ? (
                <IconCash size={24} stroke={1.75} aria-hidden="true" />
              ) : leg.credit ? (
                <IconGiftCard size={24} stroke={1.75} aria-hidden="true" />
              ) : (
                <IconCreditCard size={24} stroke={1.75} aria-hidden="true" />
              )}
              <div>
                <div className={styles.name}>
                  {leg.points ? t('{n} points', { n: countText(leg.points) }) : tenderName(leg.kind)}
                  {leg.card ? <State tone="ok">{t('Approved')}</State> : null}
                </div>
                <small>{legText(leg, currency)}</small>
              </div>
              {leg.kind === 'layaway' ? (
                <span />
              ) : (
                <Button look="quiet" size="touch" className={styles.void} disabled={busy} onClick={() => onVoid(leg)}>
                  {t('Give back')}
                </Button>
              )}
              <Money className="num" amount={-leg.amount} currency={currency} symbol={false} />
            </li>
          ))}
        </ul>
      )}
      {open ? (
        <div className={sheet.leg}>
          <span>
            {t('Part {n}, {items, plural, one {# item} other {# items}}', { n: open.number, items: items(open.lines) })}
          </span>
          <Money className="num" amount={open.left} currency={currency} symbol={false} />
        </div>
      ) : null}
      {legs.length === 0 ? null : (
        <div className={sheet.leg}>
          <span>{open ? t('Remaining of all') : t('Remaining')}</span>
          <Money className="num" amount={remaining} currency={currency} symbol={false} />
        </div>
      )}
    </>
  );
}
