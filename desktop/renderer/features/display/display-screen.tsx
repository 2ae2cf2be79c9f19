import '@fontsource/libre-caslon-text/400.css';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { renderSVG } from 'uqr';
import type { CustomerDisplay } from '../../../bridge/display-views.ts';
import { useNow } from '../../data/clock.ts';
import { useRead } from '../../data/reads.ts';
import { cx } from '../../ui/cx.ts';
import { Button } from '../../ui/button.tsx';
import { clockText, dayText } from '../../ui/instants.ts';
import { Money } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import { IdlePictures } from './idle-pictures.tsx';
import { MailForm } from './mail-form.tsx';
import { TipAsked } from './tip-asked.tsx';
import styles from './display.module.css';

type Shown<W extends CustomerDisplay['shows']['what']> = Extract<CustomerDisplay['shows'], { what: W }>;

const steps: Readonly<Record<string, string>> = {
  'present-card': 'Please present your card',
  'enter-pin': 'Please enter your PIN',
  'remove-card': 'Please take your card',
};

function Basket({ shows, currency }: { readonly shows: Shown<'basket'>; readonly currency: string }) {
  const last = useRef<HTMLLIElement>(null);
  const newest = shows.lines.at(-1);
  const seen = `${newest?.id} ${newest?.quantity}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was just added is what the customer looks for
  useEffect(() => {
    last.current?.scrollIntoView({ block: 'end' });
  }, [seen]);
  return (
    <div className={styles.basket}>
      <ul className={styles.lines} aria-label={t('Your basket')}>
        {shows.lines.map((line, index) => (
          <li key={line.id} ref={index === shows.lines.length - 1 ? last : null}>
            <span className="num">{line.quantity}</span>
            <span className={styles.title}>
              {line.title}
              {line.discount > 0 ? (
                <small>
                  {t('You save')} <Money amount={line.discount} currency={currency} />
                </small>
              ) : null}
            </span>
            <Money className="num" amount={line.total} currency={currency} symbol={false} />
          </li>
        ))}
      </ul>
      <aside className={styles.sum} aria-live="polite">
        {shows.card ? (
          <div className={styles.card}>
            <span>{t(steps[shows.card.progress] ?? 'Please look at the card terminal')}</span>
            <b>
              <Money amount={shows.card.amount} currency={currency} />
            </b>
          </div>
        ) : null}
        {shows.tip && !shows.card ? (
          <TipAsked key={JSON.stringify(shows.tip)} choices={shows.tip} currency={currency} />
        ) : null}
        {shows.discountTotal > 0 ? (
          <p>
            <span>{t('You save')}</span>
            <Money className="num" amount={shows.discountTotal} currency={currency} />
          </p>
        ) : null}
        {shows.paid > 0 ? (
          <>
            <p>
              <span>{t('Total')}</span>
              <Money className="num" amount={shows.total} currency={currency} />
            </p>
            <p>
              <span>{t('Paid')}</span>
              <Money className="num" amount={shows.paid} currency={currency} />
            </p>
          </>
        ) : null}
        <div className={styles.total}>
          <span>
            {shows.paid > 0
              ? t('Still to pay')
              : t('Total, {n, plural, one {# item} other {# items}}', { n: shows.units })}
          </span>
          <b>
            <Money amount={shows.remaining} currency={currency} />
          </b>
        </div>
      </aside>
    </div>
  );
}

/** What lies on the scale: the four figures that a customer is to see while goods are weighed. */
function Weighing({ shows, currency }: { readonly shows: Shown<'weighing'>; readonly currency: string }) {
  const { title, steady, net, tare, unit, unitPrice, price } = shows;
  return (
    <div className={styles.weighing}>
      <h1>{title}</h1>
      <div className={cx(styles.weight, steady && styles.steady)}>
        <b className="num">{net}</b>
        <span role="status">{steady ? (tare ? t('Without packaging of {tare}', { tare }) : '') : t('Weighing…')}</span>
      </div>
      <div className={styles.figures}>
        <p>
          <span>{t('Price per {unit}', { unit })}</span>
          {unitPrice === null ? '–' : <Money className="num" amount={unitPrice} currency={currency} />}
        </p>
        <p>
          <span>{t('Price')}</span>
          <b>{price === null || !steady ? '–' : <Money className="num" amount={price} currency={currency} />}</b>
        </p>
      </div>
    </div>
  );
}

interface PaidProps {
  readonly shows: Shown<'paid'>;
  readonly currency: string;
  readonly onMail: () => void;
}

function Paid({ shows, currency, onMail }: PaidProps) {
  return (
    <div className={styles.paid} role="status">
      <h1>{t('Thank you')}</h1>
      {shows.change > 0 ? (
        <div>
          <span>{t('Your change')}</span>
          <b>
            <Money amount={shows.change} currency={currency} />
          </b>
        </div>
      ) : (
        <div>
          <span>{t('Paid')}</span>
          <b>
            <Money amount={shows.total} currency={currency} />
          </b>
        </div>
      )}
      <small>{t('Receipt {number}', { number: shows.number })}</small>
      {shows.link ? (
        <figure className={styles.link}>
          <div
            role="img"
            aria-label={t('QR: {text}', { text: shows.link.address })}
            // biome-ignore lint/security/noDangerouslySetInnerHtml: the library's own picture of squares
            dangerouslySetInnerHTML={{ __html: renderSVG(shows.link.address, { border: 1 }) }}
          />
          {shows.link.words ? <figcaption>{shows.link.words}</figcaption> : null}
        </figure>
      ) : null}
      {shows.mailed ? (
        <small role="status">{t('Your receipt is on its way.')}</small>
      ) : (
        <Button size="big" onClick={onMail}>
          {t('Receipt by e-mail')}
        </Button>
      )}
    </div>
  );
}

/** The thanks give way a little after the host takes them away. */
const THANKS_MS = 30_500;

/** As long as the host takes an address after a sale. */
const WRITING_MS = 110_000;

/** What the customer sees at the other side of the counter: a second window of the till, to be read from a metre away. */
export function DisplayScreen() {
  const client = useQueryClient();
  const now = useNow();
  const { data } = useRead('till.display', {});
  const paid = data?.shows.what === 'paid' ? data.shows.number : null;
  useEffect(() => {
    if (paid === null) return undefined;
    const later = setTimeout(() => void client.invalidateQueries({ queryKey: ['till.display'] }), THANKS_MS);
    return () => clearTimeout(later);
  }, [paid, client]);
  const [wanted, setWriting] = useState(false);
  const busy = data?.shows.what === 'basket' || data?.shows.what === 'weighing';
  // The next customer's goods end what the last one was writing; so does leaving it be.
  const writing = wanted && !busy;
  useEffect(() => {
    if (!wanted) return undefined;
    if (busy) setWriting(false);
    const later = setTimeout(() => setWriting(false), WRITING_MS);
    return () => clearTimeout(later);
  }, [wanted, busy]);
  if (!data) return null;
  const { shows, storeName, currency } = data;
  return (
    <main className={styles.display} data-density="touch">
      <header className={styles.head}>
        <span className={styles.logo}>{storeName}</span>
        <span>
          {dayText(now)} {clockText(now)}
        </span>
      </header>
      {data.training ? (
        <p className={styles.training} role="status">
          <b>{t('TRAINING')}</b> {t('Somebody practises here. Nothing of this is sold or paid.')}
        </p>
      ) : null}
      {shows.what === 'basket' ? <Basket shows={shows} currency={currency} /> : null}
      {shows.what === 'weighing' ? <Weighing shows={shows} currency={currency} /> : null}
      {writing ? (
        <MailForm onDone={() => setWriting(false)} onLeave={() => setWriting(false)} />
      ) : shows.what === 'paid' ? (
        <Paid shows={shows} currency={currency} onMail={() => setWriting(true)} />
      ) : null}
      {shows.what === 'idle' && !writing ? <IdlePictures storeName={storeName} /> : null}
    </main>
  );
}
