import { IconStar } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import type { BasketPoints } from '../../../bridge/loyalty-views.ts';
import type { Basket } from '../../../bridge/views.ts';
import { useBridge } from '../../data/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { Money, moneyText } from '../../ui/money.tsx';
import { countText } from '../../ui/quantity.ts';
import { t } from '../../ui/text.ts';
import styles from './pay-credit.module.css';

interface Props {
  readonly basket: Basket;
  readonly points: BasketPoints;
  readonly onTaken: (basket: Basket) => void;
  readonly onFail: (refused: unknown) => void;
}

/** The points of who buys: what they are worth, and as many of them as are wanted. */
export function PayPoints({ basket, points, onTaken, onFail }: Props) {
  const bridge = useBridge();
  const [text, setText] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const { balance, usable, pointValue, redeemFrom, tier, earns } = points;
  const { currency } = basket;
  const wanted = text === null ? usable : /^\d{1,7}$/.test(text.trim()) ? Number(text) : 0;
  const wrong = wanted < 1 || wanted > usable;
  const worth = (count: number) => moneyText({ amount: count * pointValue, currency });
  function take(event: FormEvent): void {
    event.preventDefault();
    if (wrong || busy) return;
    setBusy(true);
    const { id: basketId, remaining: due } = basket;
    bridge
      .call('basket.takePoints', { legId: crypto.randomUUID(), basketId, due, points: wanted })
      .then(onTaken)
      .catch(onFail)
      .finally(() => setBusy(false));
  }
  return (
    <section className={styles.card} aria-label={t('Points')}>
      <header>
        <IconStar size={28} stroke={1.75} aria-hidden="true" />
        <div>
          <b>{t('{n, plural, one {# point} other {# points}}', { n: balance })}</b>
          <small>
            {[tier, earns > 0 ? t('{n} more with this sale', { n: countText(earns) }) : null]
              .filter(Boolean)
              .join(' · ')}
          </small>
        </div>
        <Money className={styles.balance} amount={Math.max(0, balance) * pointValue} currency={currency} />
      </header>
      {usable > 0 ? (
        <form className={styles.take} onSubmit={take}>
          <Field label={t('Use points')} error={wrong ? t('1 to {n}', { n: countText(usable) }) : null}>
            {(control) => (
              <Input
                {...control}
                className="num"
                inputMode="numeric"
                value={text ?? String(usable)}
                onChange={(event) => setText(event.target.value)}
              />
            )}
          </Field>
          <Button size="touch" type="submit" disabled={wrong || busy}>
            {t('Pay {amount} with points', { amount: worth(wanted) })}
          </Button>
        </form>
      ) : (
        <p className="t2">
          {balance < redeemFrom
            ? t('Points are used from {n} on.', { n: countText(redeemFrom) })
            : t('Nothing is left for them to pay.')}
        </p>
      )}
    </section>
  );
}
