import { leastPart, plainLayaway } from '@tillhouse/shared/domains/register/layaway.ts';
import { useState } from 'react';
import type { Basket } from '../../../../bridge/views.ts';
import { useBridge } from '../../../data/bridge.ts';
import { deskNow } from '../../../data/clock.ts';
import { useSession } from '../../../data/session.ts';
import { sayRefused } from '../../../data/writes.ts';
import { Button } from '../../../ui/button.tsx';
import { isDay } from '../../../ui/day-field.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field, Input } from '../../../ui/field.tsx';
import { dayKey } from '../../../ui/instants.ts';
import { moneyText, parseMoney } from '../../../ui/money.tsx';
import { t } from '../../../ui/text.ts';
import styles from './layaways.module.css';

type Kind = 'layaway' | 'special-order';
const DAY = 86_400_000;

interface Props {
  readonly basket: Basket;
  readonly onClose: () => void;
  readonly onCustomer: () => void;
  readonly onToPay: (basket: Basket) => void;
}

/** Puts the basket aside for its customer, or orders it for them: so much now, the rest until a day. */
export function PutAsideDialog({ basket, onClose, onCustomer, onToPay }: Props) {
  const bridge = useBridge();
  const terms = useSession().store.till.layaway ?? plainLayaway;
  const { currency, total, customer } = basket;
  const least = leastPart(total, terms.leastPercent);
  const [kind, setKind] = useState<Kind>('layaway');
  const [text, setText] = useState(moneyText({ amount: least, currency }, { symbol: false }));
  const [dueOn, setDueOn] = useState(dayKey(deskNow() + terms.days * DAY));
  const [mail, setMail] = useState('');
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const part = parseMoney(text, currency);
  const fits = part !== null && part >= least && part <= total;
  const tellTo = mail.trim() === '' ? null : mail.trim();
  const reachable = tellTo === null || /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(tellTo);
  const ready = fits && isDay(dueOn) && reachable && customer !== null && !busy;
  function put(): void {
    if (!ready || part === null) return;
    setBusy(true);
    const asked = { basketId: basket.id, total, part, kind, dueOn, note: note.trim(), tellTo };
    bridge
      .call('layaway.putAside', asked)
      .then(({ basket: next }) => onToPay(next))
      .catch(sayRefused)
      .finally(() => setBusy(false));
  }
  return (
    <Dialog
      opened
      onClose={onClose}
      width="640px"
      title={t('Put aside, {amount}', { amount: moneyText({ amount: total, currency }) })}
      closeLabel={t('Close')}
      foot={
        <>
          <Button size="touch" onClick={onClose}>
            {t('Cancel')}
          </Button>
          <Button size="touch" look="primary" type="submit" form="put-aside" disabled={!ready}>
            {part === 0
              ? t('Put aside')
              : t('Put aside, take {amount}', { amount: moneyText({ amount: part ?? 0, currency }) })}
          </Button>
        </>
      }
    >
      <form
        id="put-aside"
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          put();
        }}
        onKeyDown={(event) => {
          if (event.key !== 'F4') return;
          event.preventDefault();
          onCustomer();
        }}
      >
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its own box */}
        <div className={`${styles.kinds} ${styles.wide}`} role="group" aria-label={t('What for')}>
          <button type="button" aria-pressed={kind === 'layaway'} onClick={() => setKind('layaway')}>
            {t('Layaway')}
            <small>{t('It is here, and is kept for them until it is paid.')}</small>
          </button>
          <button type="button" aria-pressed={kind === 'special-order'} onClick={() => setKind('special-order')}>
            {t('Special order')}
            <small>{t('What is not here is ordered, and kept for them when it comes.')}</small>
          </button>
        </div>
        <div className={`${styles.head} ${styles.wide}`}>
          <span>{customer ? t('For {name}', { name: customer.name }) : t('For whom? A customer is needed.')}</span>
          <Button size="touch" keys="F4" onClick={onCustomer}>
            {customer ? t('Somebody else') : t('Choose the customer')}
          </Button>
        </div>
        <Field
          label={t('To pay now')}
          hint={t('At least {amount}', { amount: moneyText({ amount: least, currency }) })}
          error={
            fits
              ? null
              : t('Between {least} and {most}', {
                  least: moneyText({ amount: least, currency }),
                  most: moneyText({ amount: total, currency }),
                })
          }
        >
          {(control) => (
            <Input
              {...control}
              className="num"
              inputMode="decimal"
              data-autofocus
              value={text}
              onFocus={(event) => event.target.select()}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('The rest by')} hint={t('{n, plural, one {# day} other {# days}} usually', { n: terms.days })}>
          {(control) => (
            <Input
              {...control}
              type="date"
              min={dayKey(deskNow())}
              value={dueOn}
              onChange={(event) => setDueOn(event.target.value)}
            />
          )}
        </Field>
        {kind === 'special-order' ? (
          <div className={styles.wide}>
            <Field
              label={t('E-mail, to say that it came')}
              hint={t('Empty: nobody is written to.')}
              error={reachable ? null : t('Write an address such as ann@example.org')}
            >
              {(control) => (
                <Input
                  {...control}
                  type="email"
                  autoComplete="off"
                  maxLength={254}
                  value={mail}
                  onChange={(event) => setMail(event.target.value)}
                />
              )}
            </Field>
          </div>
        ) : null}
        <div className={styles.wide}>
          <Field label={t('Note')} hint={t('For who hands it over: a shelf, a size, a wish.')}>
            {(control) => (
              <Input
                {...control}
                autoComplete="off"
                maxLength={300}
                value={note}
                onChange={(event) => setNote(event.target.value)}
              />
            )}
          </Field>
        </div>
      </form>
    </Dialog>
  );
}
