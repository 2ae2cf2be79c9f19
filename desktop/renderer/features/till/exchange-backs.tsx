import { IconArrowBackUp } from '@tabler/icons-react';
import type { CardAttempt, ExchangeBack } from '../../../bridge/card-views.ts';
import type { Basket } from '../../../bridge/views.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { Money } from '../../ui/money.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { tenderName } from '../orders/order-words.ts';
import styles from './pay-legs.module.css';

/** The card that the terminal is to pay back next; undefined where none is left. */
export const nextBack = ({ exchange }: Pick<Basket, 'exchange'>): ExchangeBack | undefined =>
  exchange?.backs.find(({ byTerminal, paid, wrong }) => byTerminal && !paid && !wrong);

interface Props {
  readonly basket: Basket;
  readonly busy: boolean;
  readonly keyed: boolean;
  readonly onTakeBack: (attempt: CardAttempt) => void;
  readonly onKeyed: (keyed: boolean) => void;
}

/** How it stands: paid back, to be, or by whom. */
function standing({ kind, byTerminal, paid, wrong }: ExchangeBack, keyed: boolean) {
  if (wrong) return <State tone="bad">{t('Not what is due any more: take it back')}</State>;
  if (paid) return <State tone="ok">{t('Paid back')}</State>;
  if (kind === 'online' || kind === 'test')
    return <State tone="busy">{t('Asked of its provider with the sale')}</State>;
  if (byTerminal && !keyed) return <State tone="open">{t('By the terminal, first')}</State>;
  return <State tone="open">{kind === 'card' ? t('On its own terminal') : t('With the sale')}</State>;
}

/** What goes back of an exchange, to how the first sale was paid. */
export function ExchangeBacks({ basket, busy, keyed, onTakeBack, onKeyed }: Props) {
  const { exchange, currency, card } = basket;
  if (!exchange || exchange.backs.length === 0) return null;
  const refused = card?.purpose === 'refund' && !['open', 'approved'].includes(card.state) ? card : null;
  const waits = nextBack(basket) !== undefined;
  return (
    <>
      <ul className={styles.legs} aria-label={t('Goes back')}>
        {exchange.backs.map((back) => (
          <li key={`${back.tenderId} ${back.amount}`}>
            <IconArrowBackUp size={24} stroke={1.75} aria-hidden="true" />
            <div>
              <div className={styles.name}>
                {tenderName(back.kind)}
                {back.card?.last4 ? ` …${back.card.last4}` : ''}
              </div>
              <small>{standing(back, keyed)}</small>
            </div>
            {back.paid ? (
              <Button
                look="quiet"
                size="touch"
                className={styles.void}
                disabled={busy}
                onClick={() => back.paid && onTakeBack(back.paid)}
              >
                {t('Take it back')}
              </Button>
            ) : (
              <span />
            )}
            <Money className="num" amount={back.amount} currency={currency} symbol={false} />
          </li>
        ))}
      </ul>
      {refused && waits ? (
        <p role="alert">
          <State tone="bad">
            {t('Not paid back to the card: {reason}', { reason: refused.reason || t('the terminal ended it') })}
          </State>{' '}
          <LinkButton onClick={() => onKeyed(true)}>{t('It was done on a terminal of its own')}</LinkButton>
        </p>
      ) : null}
    </>
  );
}
