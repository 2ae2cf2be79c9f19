import { IconArrowBackUp, IconDots, IconPrinter, IconReceiptOff, IconX } from '@tabler/icons-react';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { OrderPage } from '../../../bridge/order-page.ts';
import { lockOf, may } from '../../data/may.ts';
import { ReadFault } from '../../data/read-fault.tsx';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { useCommands } from '../../data/writes.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { clockText, dayText } from '../../ui/instants.ts';
import { Menu } from '../../ui/menu.tsx';
import { Money, moneyText } from '../../ui/money.tsx';
import { CrumbText, Page, PageHead, Side, Split } from '../../ui/page.tsx';
import { countText } from '../../ui/quantity.ts';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { useNarrow } from '../../ui/use-narrow.ts';
import { CancelDialog } from './cancel-dialog.tsx';
import { OrderLines } from './order-lines.tsx';
import { OrderStatuses } from './order-statuses.tsx';
import { OrderSums } from './order-sums.tsx';
import { OrderTimeline } from './order-timeline.tsx';
import { flagWords } from './order-words.ts';
import { PaperDialog } from './paper-dialog.tsx';
import { ReturnDialog } from './return-dialog.tsx';
import { leftOf } from './return-draft.ts';
import styles from './order-page.module.css';

const route = getRouteApi('/shell/orders/$orderId');
type Asking = 'return' | 'cancel' | 'paper' | null;

/** What can be done about it, by what it is and by what the person may. */
function useActions(order: OrderPage, ask: (what: Asking) => void) {
  const { person } = useSession();
  const commands = useCommands();
  const run = (name: string, args: object, said: string) =>
    commands.mutate([{ name, args }], { onSuccess: () => toast({ tone: 'ok', title: said }) });
  const toSend = order.fulfilmentStatus === 'to-pick' && order.status !== 'cancelled';
  const returns =
    order.kind === 'sale' && order.status !== 'cancelled' && !toSend && order.lines.some((line) => leftOf(line) > 0);
  const provider = order.refundable.find(({ kind, left }) => kind === 'test' && left > 0);
  const owed = order.kind === 'return' ? Math.min(Math.max(0, -order.due), provider?.left ?? 0) : 0;
  const noReturn = lockOf(person, 'till.return');
  const noFulfil = lockOf(person, 'orders.fulfil');
  return {
    cancels: toSend && may(person, 'orders.cancel'),
    returns: returns && noReturn === null,
    pay:
      owed > 0 && provider ? (
        <Button
          size="small"
          locked={lockOf(person, 'orders.refund')}
          disabled={commands.isPending}
          onClick={() =>
            run(
              'orders.refund',
              { orderId: order.id, tenderId: provider.tenderId, amount: owed, note: '' },
              t('Paid back through the provider'),
            )
          }
        >
          {t('Pay back {amount}', { amount: moneyText({ amount: owed, currency: order.currency }) })}
        </Button>
      ) : null,
    fulfil:
      toSend && noFulfil ? (
        <Button size="small" locked={noFulfil}>
          {t('Fulfil')}
        </Button>
      ) : toSend ? (
        <Menu
          label={t('Fulfil')}
          trigger={
            <Button size="small" disabled={commands.isPending}>
              {t('Fulfil')}
            </Button>
          }
          items={[
            {
              id: 'shipped',
              label: t('Shipped'),
              onSelect: () => run('orders.fulfil', { orderId: order.id, how: 'shipped' }, t('Shipped')),
            },
            {
              id: 'handed-over',
              label: t('Handed over'),
              onSelect: () => run('orders.fulfil', { orderId: order.id, how: 'handed-over' }, t('Handed over')),
            },
          ]}
        />
      ) : null,
    back: returns ? (
      <Button size="small" keys="R" locked={noReturn} onClick={() => ask('return')}>
        {t('Return')}
      </Button>
    ) : null,
  };
}

function Head({ order, ask, cancels }: { order: OrderPage; ask: (what: Asking) => void; cancels: boolean }) {
  return (
    <PageHead className={styles.head}>
      <Link to="/orders">
        <CrumbText>{t('Orders')}</CrumbText>
      </Link>
      <h1>{order.number}</h1>
      <span className="t2">
        {dayText(order.placedAt, { year: true })}, {clockText(order.placedAt)} · {order.channelName}
      </span>
      {order.unsent ? <State tone="waiting">{t('Not sent yet')}</State> : null}
      <div className="grow" />
      <Button
        size="small"
        keys="P"
        icon={<IconPrinter size={16} stroke={1.75} aria-hidden="true" />}
        onClick={() => ask('paper')}
      >
        {t('Print')}
      </Button>
      {cancels ? (
        <Menu
          label={t('More')}
          trigger={
            <Button
              size="small"
              square
              aria-label={t('More')}
              icon={<IconDots size={16} stroke={1.75} aria-hidden="true" />}
            />
          }
          items={[
            {
              id: 'cancel',
              danger: true,
              label: t('Cancel the order …'),
              icon: <IconX size={16} stroke={1.75} aria-hidden="true" />,
              onSelect: () => ask('cancel'),
            },
          ]}
        />
      ) : null}
    </PageHead>
  );
}

function Buyer({ order }: { readonly order: OrderPage }) {
  const { customer, currency } = order;
  const name = customer?.name || order.customerName;
  if (!name) return <p className={styles.walkIn}>{t('Walk-in customer')}</p>;
  return (
    <div className={styles.buyer}>
      <header>
        <Avatar name={name} />
        <div>
          {customer && order.customerId ? (
            <Link to="/customers/$customerId" params={{ customerId: order.customerId }} className={styles.name}>
              <b className="strong">{name}</b>
            </Link>
          ) : (
            <b className="strong">{name}</b>
          )}
          <small>{[customer?.email, customer?.phone].filter(Boolean).join(' · ')}</small>
        </div>
      </header>
      {customer ? (
        <dl>
          <div>
            <dt>{t('Orders on this desk')}</dt>
            <dd>{countText(customer.orders)}</dd>
          </div>
          <div>
            <dt>{t('Spent, returns taken off')}</dt>
            <dd>
              <Money amount={customer.spent} currency={currency} />
            </dd>
          </div>
        </dl>
      ) : null}
    </div>
  );
}

function OrderView({ order }: { readonly order: OrderPage }) {
  const { person } = useSession();
  const search = route.useSearch();
  const navigate = useNavigate();
  const narrow = useNarrow(1180);
  const [asking, setAsking] = useState<Asking>(null);
  const { returns, cancels, ...actions } = useActions(order, setAsking);
  // Found by its scanned receipt: the person wants to take something back.
  const asked = asking ?? (search.ask === 'return' && returns ? 'return' : null);
  const close = () => {
    setAsking(null);
    // Back to the till it was scanned at, where the queue stands.
    if (search.ask) void navigate({ to: '/till', replace: true });
  };
  useKeys({
    r: () => returns && setAsking('return'),
    p: () => setAsking('paper'),
    Escape: () => void navigate({ to: '/orders' }),
  });
  const side = (
    <>
      <Buyer order={order} />
      <OrderTimeline order={order} mayNote={may(person, 'orders.note')} />
    </>
  );
  const main = (
    <section className={styles.main}>
      <Head order={order} ask={setAsking} cancels={cancels} />
      {order.flagDetails.map((flag) => (
        <p key={`${flag.code}${flag.raisedAt}`} className={styles.flag}>
          <State tone={flagWords(flag.code).tone}>{flagWords(flag.code).text}</State> {flag.text}
        </p>
      ))}
      <OrderStatuses order={order} actions={actions} />
      <OrderLines order={order} />
      <OrderSums order={order} />
      {narrow ? <aside className={styles.below}>{side}</aside> : null}
    </section>
  );
  return (
    <Page>
      {narrow ? (
        <div className={styles.alone}>{main}</div>
      ) : (
        <Split width={340}>
          {main}
          <Side aria-label={t('Customer and timeline')}>{side}</Side>
        </Split>
      )}
      {asked === 'return' ? <ReturnDialog order={order} onClose={close} /> : null}
      {asked === 'cancel' ? <CancelDialog order={order} onClose={close} /> : null}
      {asked === 'paper' ? <PaperDialog order={order} onClose={close} /> : null}
    </Page>
  );
}

/** One order: where it stands, what it is made of, what was paid, and all that happened to it. */
export function OrderScreen() {
  const { orderId } = route.useParams();
  const read = useRead('orders.page', { id: orderId });
  if (read.data === null)
    return (
      <Page>
        <EmptyState
          icon={<IconReceiptOff size={48} stroke={1.1} aria-hidden="true" />}
          title={t('This order is not on this desk')}
          actions={
            <Link to="/orders">
              <IconArrowBackUp size={16} stroke={1.75} aria-hidden="true" /> {t('Back to the orders')}
            </Link>
          }
        >
          {t('This desk holds the latest months. Search for its number under Orders, and look further back.')}
        </EmptyState>
      </Page>
    );
  if (!read.data) return <Page>{read.error ? <ReadFault error={read.error} /> : null}</Page>;
  return <OrderView key={read.data.id} order={read.data} />;
}
