import { useState } from 'react';
import type { CreditRow } from '../../../bridge/credit-views.ts';
import { useBridge } from '../../data/bridge.ts';
import { useRead } from '../../data/reads.ts';
import { sayRefused } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { Money, moneyText, parseMoney } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import styles from './gift-card-dialog.module.css';

export interface GiftCardDialogProps {
  readonly currency: string;
  readonly onClose: () => void;
  /** `creditId`: put on a card that is there */
  readonly onAdd: (amount: number, creditId: string | undefined) => void;
}

/** Sells a gift card, or puts money on one that the customer brought: an amount of the shop's, or any other. */
export function GiftCardDialog({ currency, onClose, onAdd }: GiftCardDialogProps) {
  const bridge = useBridge();
  const policy = useRead('credit.policy', {}).data;
  const [text, setText] = useState('');
  const [code, setCode] = useState('');
  const [card, setCard] = useState<CreditRow | null>(null);
  const [unknown, setUnknown] = useState(false);
  const amount = parseMoney(text, currency);
  const ready = amount !== null && amount > 0;
  const cannot = card && (card.status === 'blocked' || card.expired) ? t('This card is blocked or has expired.') : null;
  function look(): void {
    bridge
      .call('credit.find', { code })
      .then((found) => {
        setCard(found);
        setUnknown(found === null);
      })
      .catch(sayRefused);
  }
  return (
    <Dialog
      opened
      onClose={onClose}
      width={520}
      title={t('Sell a gift card')}
      closeLabel={t('Close')}
      foot={
        <>
          <Button size="touch" onClick={onClose}>
            {t('Cancel')}
          </Button>
          <Button
            size="touch"
            look="primary"
            type="submit"
            form="gift-card"
            disabled={!ready || cannot !== null || (code.trim() !== '' && card === null)}
          >
            {ready
              ? card
                ? t('Put {amount} on it', { amount: moneyText({ amount, currency }) })
                : t('Sell for {amount}', { amount: moneyText({ amount, currency }) })
              : t('Add to basket')}
          </Button>
        </>
      }
    >
      <form
        id="gift-card"
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && cannot === null) onAdd(amount, card?.id);
        }}
      >
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its own box */}
        <div className={styles.presets} role="group" aria-label={t('Amounts')}>
          {(policy?.presets ?? []).map((preset) => (
            <button
              key={preset}
              type="button"
              aria-pressed={amount === preset}
              onClick={() => setText(moneyText({ amount: preset, currency }, { symbol: false }))}
            >
              <Money amount={preset} currency={currency} trim />
            </button>
          ))}
        </div>
        <Field
          label={t('Amount')}
          error={text !== '' && !ready ? t('Write an amount such as 25.00') : null}
          hint={t('No tax is due now: it is taken when the card is spent.')}
        >
          {(control) => (
            <Input
              {...control}
              className="num"
              inputMode="decimal"
              data-autofocus
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        <Field
          label={t('Code of a card that is there already')}
          error={unknown ? t('No card has this code. Look at it again.') : cannot}
          hint={t('Empty: a new card, whose code is printed once it is paid.')}
        >
          {(control) => (
            <div className={styles.find}>
              <Input
                {...control}
                className="mono"
                autoComplete="off"
                spellCheck={false}
                maxLength={40}
                value={code}
                onChange={(event) => {
                  setCode(event.target.value);
                  setCard(null);
                  setUnknown(false);
                }}
              />
              <Button size="touch" disabled={code.trim() === ''} onClick={look}>
                {t('Look up')}
              </Button>
            </div>
          )}
        </Field>
        {card ? (
          <p role="status">
            {t('Card …{end}, {amount} on it', {
              end: card.codeEnd,
              amount: moneyText({ amount: card.balance, currency: card.currency }),
            })}
          </p>
        ) : null}
      </form>
    </Dialog>
  );
}
