import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconDots,
  IconPencil,
  IconPlayerPause,
  IconPrinter,
  IconReceiptOff,
  IconX,
} from '@tabler/icons-react';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { OrderPage } from '../../../bridge/order-page.ts';
import { may } from '../../data/may.ts';
import { ReadFault } from '../../data/read-fault.tsx';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { clockText, dayText } from '../../ui/instants.ts';
import { Menu } from '../../ui/menu.tsx';
import { Money } from '../../ui/money.tsx';
import { Alone, CrumbText, Detail, Page, PageHead, Side, Split } from '../../ui/page.tsx';
import { countText } from '../../ui/quantity.ts';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { useNarrow } from '../../ui/use-narrow.ts';
import { CancelDialog } from './cancel-dialog.tsx';
import { ClaimDialog } from './claim-dialog.tsx';
import { FulfilDialog } from './fulfil-dialog.tsx';
import { HoldDialog } from './hold-dialog.tsx';
import { PaymentDialog } from './payment-dialog.tsx';
import { InvoiceButton } from '../invoices/invoice-button.tsx';
import { type Asking, type OrderActions, useOrderActions } from './order-actions.tsx';
import { OrderAttempts } from './order-attempts.tsx';
import { OrderClaims } from './order-claims.tsx';
import { OrderEdit } from './order-edit.tsx';
import { OrderGoes } from './order-goes.tsx';
import { OrderLines } from './order-lines.tsx';
import { OrderParcels } from './order-parcels.tsx';
import { OrderStatuses } from './order-statuses.tsx';
import { OrderSums } from './order-sums.tsx';
import { OrderTimeline } from './order-timeline.tsx';
import { OrderVat } from './order-vat.tsx';
import { flagWords } from './order-words.ts';
import { PaperDialog } from './paper-dialog.tsx';
import { ReturnDialog } from './return-dialog.tsx';
import { TakeDialog } from './take-dialog.tsx';
import styles from './order-page.module.css';

const route = getRouteApi('/shell/orders/$orderId');
interface HeadProps {
  readonly order: OrderPage;
  readonly ask: (what: Asking) => void;
  readonly actions: OrderActions;
}

function Head({ order, ask, actions: { cancels, holds, edits, claims } }: HeadProps) {
  return (
    <PageHead>
      <Link to="/orders">
        <CrumbText>{t('Orders')}</CrumbText>
      </Link>
      <h1>{order.number}</h1>
      <span className="t2">
        {dayText(order.placedAt, { year: true })}, {clockText(order.placedAt)} · {order.channelName}
      </span>
      {order.unsent ? <State tone="waiting">{t('Not sent yet')}</State> : null}
      <div className="grow" />
      {edits ? (
        <Button
          size="small"
          keys="E"
          icon={<IconPencil size={16} stroke={1.75} aria-hidden="true" />}
          onClick={() => ask('edit')}
        >
          {t('Edit')}
        </Button>
      ) : null}
      {claims ? (
        <Button
          size="small"
          keys="C"
          icon={<IconAlertTriangle size={16} stroke={1.75} aria-hidden="true" />}
          onClick={() => ask('claim')}
        >
          {t('Claim')}
        </Button>
      ) : null}
      <Button
        size="small"
        keys="P"
        icon={<IconPrinter size={16} stroke={1.75} aria-hidden="true" />}
        onClick={() => ask('paper')}
      >
        {t('Print')}
      </Button>
      <InvoiceButton orderId={order.id} isReturn={order.kind === 'return'} />
      {cancels || holds ? (
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
            ...(holds
              ? [
                  {
                    id: 'hold',
                    label: t('Hold the order …'),
                    icon: <IconPlayerPause size={16} stroke={1.75} aria-hidden="true" />,
                    onSelect: () => ask('hold'),
                  },
                ]
              : []),
            ...(cancels
              ? [
                  {
                    id: 'cancel',
                    danger: true,
                    label: t('Cancel the order …'),
                    icon: <IconX size={16} stroke={1.75} aria-hidden="true" />,
                    onSelect: () => ask('cancel'),
                  },
                ]
              : []),
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

/** While it is edited, nothing else is done with it. */
const nothing = { cancels: false, holds: false, edits: false, claims: false } as const;

function OrderView({ order }: { readonly order: OrderPage }) {
  const { person } = useSession();
  const search = route.useSearch();
  const navigate = useNavigate();
  const narrow = useNarrow(1180);
  const [asking, setAsking] = useState<Asking>(null);
  const actions = useOrderActions(order, setAsking);
  const { returns } = actions;
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
    e: () => actions.edits && setAsking('edit'),
    c: () => actions.claims && setAsking('claim'),
    f: () => actions.fulfils && setAsking('fulfil'),
    Escape: () => asked !== 'edit' && void navigate({ to: '/orders' }),
  });
  const side = (
    <>
      <Buyer order={order} />
      <OrderGoes order={order} />
      <OrderVat order={order} />
      <OrderTimeline order={order} mayNote={may(person, 'orders.note')} />
    </>
  );
  const top = (
    <>
      <Head order={order} ask={setAsking} actions={asked === 'edit' ? { ...actions, ...nothing } : actions} />
      {order.flagDetails.map((flag) => (
        <p key={`${flag.code}${flag.raisedAt}`} className={styles.flag}>
          <State tone={flagWords(flag.code).tone}>{flagWords(flag.code).text}</State> {flag.text}
        </p>
      ))}
      {order.heldFor ? (
        <p className={styles.flag}>
          <State tone="warn">{t('Held')}</State> {order.heldFor}
        </p>
      ) : null}
    </>
  );
  const frame = (body: ReactNode, dock: ReactNode) => {
    const main = (
      <Detail>
        {top}
        {body}
        {narrow ? <aside className={styles.below}>{side}</aside> : null}
      </Detail>
    );
    return (
      <Page>
        {narrow ? (
          <Alone>{main}</Alone>
        ) : (
          <Split width={340}>
            {main}
            <Side aria-label={t('Customer and timeline')}>{side}</Side>
          </Split>
        )}
        {dock}
      </Page>
    );
  };
  if (asked === 'edit')
    return (
      <OrderEdit order={order} onClose={close} onReturn={returns ? () => setAsking('return') : null} frame={frame} />
    );
  return (
    <>
      {frame(
        <>
          <OrderStatuses order={order} actions={actions} />
          <OrderLines order={order} />
          <OrderClaims order={order} />
          <OrderParcels order={order} maySend={may(person, 'orders.fulfil')} />
          <OrderSums order={order} />
          <OrderAttempts order={order} />
        </>,
        null,
      )}
      {asked === 'return' ? <ReturnDialog order={order} onClose={close} /> : null}
      {asked === 'claim' ? <ClaimDialog order={order} onClose={close} /> : null}
      {asked === 'fulfil' ? <FulfilDialog order={order} onClose={close} /> : null}
      {asked === 'payment' ? <PaymentDialog order={order} onClose={close} /> : null}
      {asked === 'take' ? <TakeDialog order={order} onClose={close} /> : null}
      {asked === 'hold' ? <HoldDialog order={order} onClose={close} /> : null}
      {asked === 'cancel' ? <CancelDialog order={order} onClose={close} /> : null}
      {asked === 'paper' ? <PaperDialog order={order} onClose={close} /> : null}
    </>
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
