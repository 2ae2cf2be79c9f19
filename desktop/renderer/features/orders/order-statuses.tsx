import type { ReactNode } from 'react';
import { returnState } from '@tillhouse/shared/domains/orders/life-cycle.ts';
import type { OrderPage } from '../../../bridge/order-page.ts';
import { moneyText } from '../../ui/money.tsx';
import { countText } from '../../ui/quantity.ts';
import { State, type Tone } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { fulfilmentWords, paymentWords, tenderName } from './order-words.ts';
import styles from './order-page.module.css';

interface Words {
  readonly tone: Tone;
  readonly text: string;
}

const unitsOf = (order: OrderPage, of: 'quantity' | 'returned' | 'sent'): number =>
  order.lines.reduce((sum, line) => sum + (line.scale === 0 ? line[of] : line[of] > 0 ? 1 : 0), 0);

/** What became of the goods afterwards: a return is a document of its own, so it is read off those there are. */
function returnWords(order: OrderPage): Words {
  const words = {
    'not-returned': { tone: 'open', text: t('No return') },
    'part-returned': { tone: 'warn', text: t('Partly returned') },
    returned: { tone: 'warn', text: t('Returned') },
  } as const;
  return words[returnState(order.lines.filter(({ quantity }) => quantity !== 0))];
}

function paidText(order: OrderPage): string {
  const { currency, kind } = order;
  const sign = kind === 'return' ? -1 : 1;
  const money = (amount: number) => moneyText({ amount: amount * sign, currency });
  const own = order.payments.filter((one) => one.orderId === order.id && one.amount * sign > 0);
  const how = [...new Set(own.map((one) => tenderName(one.kind)))].join(', ');
  const sum = t('{paid} of {total}', { paid: money(order.paid), total: money(order.total) });
  return how ? `${sum}, ${how}` : sum;
}

/** "5 of 10 units": while some of it has left and some has not. */
function sentText(order: OrderPage): string | null {
  const [sent, all] = [unitsOf(order, 'sent'), unitsOf(order, 'quantity')];
  if (sent === 0 || sent >= all) return null;
  return t('{n} of {all} units', { n: countText(sent), all: countText(all) });
}

function Status({ words, text, action }: { readonly words: Words; readonly text: string; readonly action: ReactNode }) {
  return (
    <div className={styles.status}>
      <div>
        <State tone={words.tone}>{words.text}</State>
        <small>{text}</small>
      </div>
      {action}
    </div>
  );
}

export interface StatusActions {
  readonly pay: ReactNode;
  readonly fulfil: ReactNode;
  readonly back: ReactNode;
}

/** Payment, fulfilment and return, each with what can be done about it. */
export function OrderStatuses({ order, actions }: { readonly order: OrderPage; readonly actions: StatusActions }) {
  const { currency, kind } = order;
  const owed = kind === 'return' && order.due < 0;
  const payment: Words = owed
    ? { tone: 'warn', text: t('Owed {amount}', { amount: moneyText({ amount: -order.due, currency }) }) }
    : kind === 'return'
      ? { tone: 'ok', text: t('Paid back') }
      : paymentWords(order.paymentStatus);
  const cancelled: Words = { tone: 'bad', text: t('Cancelled') };
  const units = t('{n, plural, one {# unit} other {# units}}', { n: Math.abs(order.units) });
  return (
    <section className={styles.statuses} aria-label={t('Where it stands')}>
      <Status words={payment} text={paidText(order)} action={actions.pay} />
      <Status
        words={
          order.status === 'cancelled'
            ? cancelled
            : kind === 'return'
              ? { tone: 'ok', text: t('Taken in') }
              : fulfilmentWords(order.fulfilmentStatus)
        }
        text={[sentText(order) ?? units, order.locationName].filter(Boolean).join(', ')}
        action={actions.fulfil}
      />
      <Status
        words={kind === 'return' ? { tone: 'plain', text: t('A return') } : returnWords(order)}
        text={keptText(order)}
        action={actions.back}
      />
    </section>
  );
}

/** What of it stayed with its buyer; of what was cancelled nothing ever went there. */
function keptText(order: OrderPage): string {
  const { sale, status, currency } = order;
  if (sale) return t('of {number}', { number: sale.number });
  const back = order.returns.reduce((sum, { total }) => sum - total, 0);
  if (back !== 0) return t('{amount} went back', { amount: moneyText({ amount: back, currency }) });
  if (status === 'cancelled') return t('Nothing to send');
  const all = unitsOf(order, 'quantity');
  return t('{n} of {all} units kept', { n: countText(all - unitsOf(order, 'returned')), all: countText(all) });
}
