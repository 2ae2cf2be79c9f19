import { IconGiftCard, IconUser } from '@tabler/icons-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { CreditRow } from '../../../bridge/credit-views.ts';
import type { Basket } from '../../../bridge/views.ts';
import { problemText, useBridge } from '../../data/bridge.ts';
import { may } from '../../data/may.ts';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { Money, moneyText, parseMoney } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import { creditState, lastDayText } from '../gift-cards/credit-words.ts';
import { PayPoints } from './pay-points.tsx';
import styles from './pay-credit.module.css';
import sheet from './pay-sheet.module.css';
import { dueNow } from './split.ts';

export interface PayCreditProps {
  readonly basket: Basket;
  readonly legs: ReactNode;
  /** A code that was scanned while paying */
  readonly scanned: string;
  readonly onTaken: (basket: Basket) => void;
}

/** A gift card by its code, or the store credit of who buys: what is on it, and all or part of it. */
export function PayCredit({ basket, legs, scanned, onTaken }: PayCreditProps) {
  const bridge = useBridge();
  const { person } = useSession();
  const [code, setCode] = useState('');
  const [last, setLast] = useState('');
  const [card, setCard] = useState<CreditRow | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const customerId = basket.customer?.id ?? '';
  const owed = useRead(
    'credit.one',
    { id: customerId },
    { enabled: customerId !== '' && may(person, 'credit.view') },
  ).data;
  const fail = (refused: unknown) =>
    setProblem(problemText(refused, t('The desk did not answer. Nothing was taken. Try again.')));

  function look(wanted: string): void {
    setProblem(null);
    setCard(null);
    bridge
      .call('credit.find', { code: wanted })
      .then((found) => {
        setCard(found);
        if (!found) setProblem(t('No card has this code. Look at it again, or scan it.'));
      })
      .catch(fail);
  }
  if (scanned !== last) {
    setLast(scanned);
    setCode(scanned);
    if (scanned) queueMicrotask(() => look(scanned));
  }
  function take(row: CreditRow, amount: number): void {
    setBusy(true);
    setProblem(null);
    const { id: basketId, remaining: due } = basket;
    bridge
      .call('basket.takeCredit', { legId: crypto.randomUUID(), basketId, due, creditId: row.id, amount })
      .then((next) => {
        setCard(null);
        setCode('');
        onTaken(next);
      })
      .catch(fail)
      .finally(() => setBusy(false));
  }
  return (
    <div className={sheet.halves}>
      <div className={sheet.legs}>
        {legs}
        <div className={sheet.take}>
          <b>{t('Still to take')}</b>
          <Money className="num" amount={dueNow(basket)} currency={basket.currency} />
        </div>
        {problem ? (
          <p className={styles.problem} role="alert">
            {problem}
          </p>
        ) : null}
      </div>
      <div className={styles.side}>
        <form
          className={styles.find}
          onSubmit={(event: FormEvent) => {
            event.preventDefault();
            if (code.trim()) look(code);
          }}
        >
          <Field label={t('Code of the gift card')} hint={t('Scan it, or type it as it stands there.')}>
            {(control) => (
              <Input
                {...control}
                className="mono"
                autoComplete="off"
                spellCheck={false}
                maxLength={60}
                value={code}
                onChange={(event) => setCode(event.target.value)}
              />
            )}
          </Field>
          <Button size="touch" type="submit" disabled={code.trim() === ''}>
            {t('Look up')}
          </Button>
        </form>
        {basket.points && !card ? (
          <PayPoints
            key={basket.points.usable}
            basket={basket}
            points={basket.points}
            onTaken={onTaken}
            onFail={fail}
          />
        ) : null}
        {card ? <OnIt key={card.id} row={card} basket={basket} busy={busy} onTake={take} /> : null}
        {!card && owed && owed.balance > 0 ? <OnIt row={owed} basket={basket} busy={busy} onTake={take} /> : null}
        {!card && basket.customer && owed === null ? (
          <p className="t2">{t('{name} has no store credit.', { name: basket.customer.name })}</p>
        ) : null}
      </div>
    </div>
  );
}

/** What is on a card, and how much of it is taken: as much as is wanted unless something else is typed. */
function OnIt({
  row,
  basket,
  busy,
  onTake,
}: {
  readonly row: CreditRow;
  readonly basket: Basket;
  readonly busy: boolean;
  readonly onTake: (row: CreditRow, amount: number) => void;
}) {
  const [text, setText] = useState<string | null>(null);
  const { currency, balance } = row;
  const state = creditState(row);
  const here = basket.legs.filter((leg) => leg.credit?.creditId === row.id && !leg.credit.setAside && !leg.points);
  const there = balance - here.reduce((sum, leg) => sum + leg.amount, 0);
  const most = Math.max(0, Math.min(there, dueNow(basket)));
  const amount = text === null ? most : parseMoney(text, currency);
  const pays = row.status === 'active' && !row.expired && currency === basket.currency;
  const wrong = amount === null || amount <= 0 || amount > most;
  return (
    <section className={styles.card} aria-label={t('What is on it')}>
      <header>
        {row.kind === 'gift-card' ? (
          <IconGiftCard size={28} stroke={1.75} aria-hidden="true" />
        ) : (
          <IconUser size={28} stroke={1.75} aria-hidden="true" />
        )}
        <div>
          <b>
            {row.kind === 'gift-card'
              ? t('Card …{end}', { end: row.codeEnd })
              : t('Store credit of {name}', { name: basket.customer?.name ?? '' })}
          </b>
          <small>
            {pays
              ? row.expiresOn === null
                ? t('Good for ever')
                : t('Good until {day}', { day: lastDayText(row.expiresOn) })
              : state.text}
          </small>
        </div>
        <Money className={styles.balance} amount={there} currency={currency} />
      </header>
      {pays && most > 0 ? (
        <form
          className={styles.take}
          onSubmit={(event: FormEvent) => {
            event.preventDefault();
            if (!wrong && !busy) onTake(row, amount);
          }}
        >
          <Field
            label={t('Take of it')}
            error={wrong ? t('At most {amount}', { amount: moneyText({ amount: most, currency }) }) : null}
          >
            {(control) => (
              <Input
                {...control}
                className="num"
                inputMode="decimal"
                value={text ?? moneyText({ amount: most, currency }, { symbol: false })}
                onChange={(event) => setText(event.target.value)}
              />
            )}
          </Field>
          <Button size="touch" look="primary" type="submit" disabled={wrong || busy}>
            {t('Take {amount}', { amount: moneyText({ amount: amount ?? 0, currency }) })}
          </Button>
          <small>{t('{amount} stay on it.', { amount: moneyText({ amount: there - (amount ?? 0), currency }) })}</small>
        </form>
      ) : (
        <p className="t2">
          {pays
            ? t('Nothing is on it any more.')
            : currency === basket.currency
              ? t('It pays nothing.')
              : t('It is kept in {currency} and cannot pay here.', { currency })}
        </p>
      )}
    </section>
  );
}
