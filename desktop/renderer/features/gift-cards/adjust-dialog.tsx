import { useBridge } from '../../data/bridge.ts';
import { Money, moneyText, parseMoney } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import { AdjustForm } from './adjust-form.tsx';

export interface AdjustDialogProps {
  /** Of store credit its customer */
  readonly creditId: string;
  readonly title: string;
  readonly currency: string;
  readonly balance: number;
  readonly onClose: () => void;
}

/** Puts something on a card or on store credit, or takes off it, with the reason and what is on it then. */
export function AdjustDialog({ creditId, title, currency, balance, onClose }: AdjustDialogProps) {
  const bridge = useBridge();
  const read = (text: string): number | null => {
    const typed = parseMoney(text, currency);
    return typed === null || typed <= 0 ? null : typed;
  };
  const textOf = (amount: number): string => moneyText({ amount, currency });
  return (
    <AdjustForm
      title={title}
      label={t('Amount')}
      inputMode="decimal"
      give={{ way: t('Add to it'), action: t('Add'), done: t('Added') }}
      take={{ way: t('Take off it'), action: t('Take off'), done: t('Taken off') }}
      read={read}
      example={t('Write an amount such as 25.00')}
      balance={balance}
      short={t('No more than {amount} is on it.', { amount: textOf(balance) })}
      save={(amount, reason, mutationId) =>
        bridge.mutate('credit.adjust', { creditId, amount, currency, reason }, mutationId)
      }
      saved={(after) => t('{amount} are on it now.', { amount: textOf(after) })}
      foot={(after) => (
        <p className="t2">
          {t('On it then')}{' '}
          <b className="num">
            <Money amount={after} currency={currency} />
          </b>
        </p>
      )}
      onClose={onClose}
    />
  );
}
