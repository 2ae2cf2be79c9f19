import { IconPencil, IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { FirmBuyerShown, PurchaseRequestShown } from '../../../bridge/account-views.ts';
import { lockOf } from '../../data/may.ts';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { Button } from '../../ui/button.tsx';
import { dayText } from '../../ui/instants.ts';
import { Money } from '../../ui/money.tsx';
import { Card } from '../../ui/page.tsx';
import { State, Tag } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { BuyerDialog } from './buyer-dialog.tsx';
import { limitText, requestState, requestText } from './firm-words.ts';
import { RequestDialog } from './request-dialog.tsx';
import styles from './firm.module.css';

function Request({ request, onAnswer }: { readonly request: PurchaseRequestShown; readonly onAnswer: () => void }) {
  const { person } = useSession();
  const { buyerName, total, currency, order, askedAt, status, kind } = request;
  const state = requestState(request);
  return (
    <li>
      <span>
        <strong>
          {order ? (
            <Link to="/orders/$orderId" params={{ orderId: order.id }}>
              {order.number}
            </Link>
          ) : (
            buyerName
          )}
        </strong>
        <small>
          {order ? `${buyerName} · ` : ''}
          {dayText(askedAt)} · {requestText(request)}
        </small>
      </span>
      <span className={styles.end}>
        <Money amount={total} currency={currency} />
      </span>
      <State tone={state.tone}>{state.text}</State>
      {status === 'waiting' && kind === 'shop' ? (
        <Button size="small" locked={lockOf(person, 'orders.place')} onClick={onAnswer}>
          {t('Answer …')}
        </Button>
      ) : (
        <span />
      )}
    </li>
  );
}

/** Who buys on the web for a customer that is a firm, up to how much alone, and what of theirs waits for a yes. */
export function FirmCard({ customerId }: { readonly customerId: string }) {
  const { person } = useSession();
  const [editing, setEditing] = useState<FirmBuyerShown | 'new' | null>(null);
  const [answering, setAnswering] = useState<PurchaseRequestShown | null>(null);
  const read = useRead('customers.firm', { id: customerId });
  if (!read.data) return null;
  const { buyers, requests, currency } = read.data;
  const locked = lockOf(person, 'prices.edit') ?? lockOf(person, 'customers.contact');
  return (
    <Card aria-label={t('Buyers of the firm')}>
      <header>
        <h2>{t('Buyers of the firm')}</h2>
        <span className="t2">{buyers.length === 0 ? t('Nobody else orders on the web for this customer.') : null}</span>
        <span className="grow" />
        <Button
          size="small"
          locked={locked}
          icon={<IconPlus size={16} stroke={1.75} aria-hidden="true" />}
          onClick={() => setEditing('new')}
        >
          {t('Let somebody buy')}
        </Button>
      </header>
      {buyers.length > 0 ? (
        <ul className={styles.list}>
          {buyers.map((buyer) => (
            <li key={buyer.id}>
              <span>
                <strong>{buyer.name}</strong>
                <small>{[buyer.email, limitText(buyer, currency)].filter(Boolean).join(' · ')}</small>
              </span>
              <span>{buyer.approves ? <Tag>{t('approves')}</Tag> : null}</span>
              {buyer.status === 'invited' ? (
                <State tone="open">{t('Not signed in yet')}</State>
              ) : (
                <State tone="ok">{t('Buys')}</State>
              )}
              <Button
                size="small"
                locked={locked}
                aria-label={t('Change {name}', { name: buyer.name })}
                icon={<IconPencil size={16} stroke={1.75} aria-hidden="true" />}
                onClick={() => setEditing(buyer)}
              >
                {t('Change')}
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      {requests.length > 0 ? (
        <>
          <h3 className={styles.sub}>{t('Orders that waited for a yes')}</h3>
          <ul className={styles.list}>
            {requests.map((request) => (
              <Request key={request.id} request={request} onAnswer={() => setAnswering(request)} />
            ))}
          </ul>
        </>
      ) : null}
      {editing ? (
        <BuyerDialog
          customerId={customerId}
          buyer={editing === 'new' ? null : editing}
          currency={currency}
          alone={!buyers.some(({ approves, id }) => approves && (editing === 'new' || id !== editing.id))}
          onClose={() => setEditing(null)}
        />
      ) : null}
      {answering ? <RequestDialog request={answering} onClose={() => setAnswering(null)} /> : null}
    </Card>
  );
}
