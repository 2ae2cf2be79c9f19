import {
  IconBuildingStore,
  IconCheck,
  IconCopy,
  IconMail,
  IconMapPin,
  IconPackage,
  IconPhone,
  IconPrinter,
  IconReceipt2,
  IconTruck,
} from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { lacking } from '@tillhouse/shared/domains/orders/life-cycle.ts';
import { labelLines } from '@tillhouse/shared/domains/shipping/address.ts';
import type { OrderPage } from '../../../bridge/order-page.ts';
import { lockOf } from '../../data/may.ts';
import { useSession } from '../../data/session.ts';
import { useCommands } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { clockText, dayText } from '../../ui/instants.ts';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { promisedText } from './goes-words.ts';
import { PackingSlipDialog, toPack } from './packing-slip.tsx';
import styles from './order-goes.module.css';

function CopyButton({ name, text }: { readonly name: string; readonly text: string }) {
  const [copied, setCopied] = useState(false);
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      toast({ tone: 'warn', title: t('Could not be copied here'), message: t('Mark the text and copy it by hand.') });
    }
  }
  const Icon = copied ? IconCheck : IconCopy;
  return (
    <Button
      size="small"
      aria-label={name}
      icon={<Icon size={16} stroke={1.75} aria-hidden="true" />}
      onClick={() => void copy()}
      onBlur={() => setCopied(false)}
    >
      {copied ? t('Copied') : t('Copy')}
    </Button>
  );
}

function Row({ icon: Icon, children }: { readonly icon: typeof IconMail; readonly children: ReactNode }) {
  return (
    <div className={styles.row}>
      <Icon size={18} stroke={1.75} aria-hidden="true" />
      <div>{children}</div>
    </div>
  );
}

/** Whether it lies ready for whoever comes for it: said once, and its buyer is told. */
function Ready({ order }: { readonly order: OrderPage }) {
  const person = useSession().person;
  const commands = useCommands();
  const since = order.promise?.readyAt ?? null;
  if (lacking('orders.readyToCollect', order)) return null;
  if (since !== null)
    return (
      <Row icon={IconPackage}>
        <State tone="ok">{t('Ready')}</State>{' '}
        <span className="t2">
          {t('since {day}, {time}', { day: dayText(since, { year: true }), time: clockText(since) })}
        </span>
      </Row>
    );
  return (
    <Row icon={IconPackage}>
      <Button
        size="small"
        locked={lockOf(person, 'orders.fulfil')}
        disabled={commands.isPending}
        onClick={() =>
          commands.mutate([{ name: 'orders.readyToCollect', args: { orderId: order.id } }], {
            onSuccess: () =>
              toast({
                tone: 'ok',
                title: t('{number} is ready', { number: order.number }),
                message: t('Its buyer is told where to come for it.'),
              }),
          })
        }
      >
        {t('Ready to collect')}
      </Button>
    </Row>
  );
}

/** Where an order goes or is collected, by when, and how its buyer is reached. All of it from what this desk holds. */
export function OrderGoes({ order }: { readonly order: OrderPage }) {
  const [slip, setSlip] = useState(false);
  const { delivery, promise, customer } = order;
  const packing = toPack(order);
  // A customer's own stands above.
  const email = customer?.email ? null : (promise?.email ?? null);
  const phone = customer?.phone ? null : (promise?.phone ?? null);
  if (!delivery && !packing && !email && !phone) return null;
  const label = delivery ? labelLines(delivery, 'en') : [];
  const collected = promise?.kind === 'pick-up';
  const when = promise ? promisedText(promise) : null;
  return (
    <section className={styles.goes} aria-label={t('Delivery')}>
      <header>
        <h2>{collected ? t('To be collected') : delivery || packing ? t('Delivery') : t('Contact')}</h2>
        {packing && order.channel === 'online' ? (
          <Button
            size="small"
            icon={<IconPrinter size={16} stroke={1.75} aria-hidden="true" />}
            onClick={() => setSlip(true)}
          >
            {t('Packing slip')}
          </Button>
        ) : null}
      </header>
      {delivery ? (
        <Row icon={collected ? IconBuildingStore : IconTruck}>
          <b className="strong">
            {collected ? (promise.place?.name ?? delivery.method) : delivery.method || t('Delivery')}
          </b>
          {when ? <span className={styles.when}>{when}</span> : null}
          {promise?.place ? (
            <small>{[promise.place.street, promise.place.hint].filter(Boolean).join(' · ')}</small>
          ) : null}
        </Row>
      ) : packing ? (
        <p className={styles.none}>{t('Nobody said where it goes.')}</p>
      ) : null}
      {collected && order.status !== 'cancelled' ? <Ready order={order} /> : null}
      {!collected && label.length > 0 ? (
        <Row icon={IconMapPin}>
          <address className={styles.label}>{label.join('\n')}</address>
          <CopyButton name={t('Copy the address')} text={label.join('\n')} />
        </Row>
      ) : null}
      {collected && delivery?.recipient ? (
        <Row icon={IconMapPin}>{t('By {name}', { name: delivery.recipient })}</Row>
      ) : null}
      {promise?.reference ? (
        <Row icon={IconReceipt2}>
          {t('Their reference: {reference}', { reference: promise.reference })}
          <CopyButton name={t('Copy the reference')} text={promise.reference} />
        </Row>
      ) : null}
      {email ? (
        <Row icon={IconMail}>
          <a href={`mailto:${email}`}>{email}</a>
        </Row>
      ) : null}
      {phone ? (
        <Row icon={IconPhone}>
          <a href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}>{phone}</a>
        </Row>
      ) : null}
      {slip && packing ? <PackingSlipDialog order={order} parcel={packing} onClose={() => setSlip(false)} /> : null}
    </section>
  );
}
