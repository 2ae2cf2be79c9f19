import { useState } from 'react';
import type { LayawayOne } from '../../../../bridge/layaway-views.ts';
import { useBridge } from '../../../data/bridge.ts';
import { sayRefused } from '../../../data/writes.ts';
import { Button } from '../../../ui/button.tsx';
import { Field, Input } from '../../../ui/field.tsx';
import { moneyText, parseMoney } from '../../../ui/money.tsx';
import { t } from '../../../ui/text.ts';
import { toast } from '../../../ui/toast.ts';
import { tenderNames } from '../tender-names.ts';
import styles from './layaways.module.css';

/** Ends one: what goes back and how, less what the shop keeps, which can be less than it usually is. */
export function GiveUp({ one, onDone }: { readonly one: LayawayOne; readonly onDone: () => void }) {
  const bridge = useBridge();
  const { id: layawayId, number, currency, paid, status } = one;
  const most = status === 'open' ? one.fee : 0;
  const [text, setText] = useState(moneyText({ amount: most, currency }, { symbol: false }));
  const [busy, setBusy] = useState(false);
  const fee = parseMoney(text, currency);
  const fits = fee !== null && fee >= 0 && fee <= paid;
  const ways = [...new Set(one.back.flatMap(({ parts }) => parts.map(({ kind }) => t(tenderNames[kind] ?? kind))))];
  function end(): void {
    if (fee === null) return;
    setBusy(true);
    bridge
      .call('layaway.giveUp', { layawayId, fee })
      .then(() => {
        toast({
          ...{ tone: 'ok', title: t('{number} is given up', { number }) },
          message: t('{amount} was paid back.', { amount: moneyText({ amount: paid - fee, currency }) }),
        });
        onDone();
      })
      .catch(sayRefused)
      .finally(() => setBusy(false));
  }
  return (
    <div className={styles.form} role="alert">
      <p className={styles.wide}>
        {t('{amount} goes back, to how it was paid: {ways}. A card is paid back on its terminal by hand.', {
          amount: moneyText({ amount: Math.max(0, paid - (fee ?? 0)), currency }),
          ways: ways.join(', ') || t('nothing was paid'),
        })}
      </p>
      <Field label={t('Kept by the shop')} error={fits ? null : t('At most what was paid')}>
        {(control) => (
          <Input
            {...control}
            // The button that was pressed is gone.
            autoFocus
            className="num"
            inputMode="decimal"
            disabled={status !== 'open'}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <div className={styles.more}>
        <Button size="touch" onClick={onDone}>
          {t('Keep it')}
        </Button>
        <Button size="touch" look="danger" disabled={!fits || busy} onClick={end}>
          {t('Pay back')}
        </Button>
      </div>
    </div>
  );
}
