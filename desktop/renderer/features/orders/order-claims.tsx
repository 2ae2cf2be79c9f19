import { IconAlertTriangle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { OrderClaim, OrderPage } from '../../../bridge/order-page.ts';
import { lockOf } from '../../data/may.ts';
import { useSession } from '../../data/session.ts';
import { useCommands } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Select } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { clockText, dayText } from '../../ui/instants.ts';
import { moneyText } from '../../ui/money.tsx';
import { Card } from '../../ui/page.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { claimReasonNames, remedyNames } from './claim-words.ts';
import styles from './order-page.module.css';

const restocks = {
  available: 'Back on the shelf',
  damaged: 'Damaged, not for sale',
  none: 'Thrown away',
} as const;

function GoodsDialog({ claim, onClose }: { readonly claim: OrderClaim; readonly onClose: () => void }) {
  const commands = useCommands();
  const [restock, setRestock] = useState<keyof typeof restocks>('damaged');
  const save = () =>
    commands.mutate([{ name: 'claims.receiveGoods', args: { claimId: claim.id, restock } }], {
      onSuccess: () => {
        toast({ tone: 'ok', title: t('The goods of claim {number} are in', { number: claim.number }) });
        onClose();
      },
    });
  return (
    <FormDialog
      title={t('Goods of claim {number}', { number: claim.number })}
      action={t('Take in')}
      ready
      busy={commands.isPending}
      onClose={onClose}
      onSubmit={save}
    >
      <Field label={t('Goes to')}>
        {(control) => (
          <Select
            {...control}
            data-autofocus
            value={restock}
            onChange={(event) => {
              const { value } = event.target;
              if (value === 'available' || value === 'damaged' || value === 'none') setRestock(value);
            }}
          >
            {Object.entries(restocks).map(([value, name]) => (
              <option key={value} value={value}>
                {t(name)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <p className="t2">{t('Money was settled with the claim; this moves stock alone.')}</p>
    </FormDialog>
  );
}

/** Claims of an order with what they led to; of an order that replaces or pays for one, which. */
export function OrderClaims({ order }: { readonly order: OrderPage }) {
  const { person } = useSession();
  const [asking, setAsking] = useState<OrderClaim | null>(null);
  const { claims, claimed, currency } = order;
  if (claimed !== null)
    return (
      <p className={styles.flag}>
        <IconAlertTriangle size={18} stroke={1.75} aria-hidden="true" />
        <span>
          {order.kind === 'return' ? t('Gives money back for claim') : t('Sent for nothing, for claim')}{' '}
          <Link to="/orders/$orderId" params={{ orderId: claimed.orderId }}>
            {claimed.number}
          </Link>
        </span>
      </p>
    );
  if (claims.length === 0) return null;
  return (
    <Card>
      <header>
        <h2>{t('{n, plural, one {# claim} other {# claims}}', { n: claims.length })}</h2>
      </header>
      {claims.map((claim) => (
        <div key={claim.id} className={styles.parcel}>
          <IconAlertTriangle size={18} stroke={1.75} aria-hidden="true" />
          <div>
            <b className="strong">{claim.number}</b>{' '}
            <span className="t2">
              {t('{reason}, {n, plural, one {# unit} other {# units}} · {remedy}, {amount}', {
                ...{ reason: t(claimReasonNames[claim.reason]), n: claim.units, remedy: t(remedyNames[claim.remedy]) },
                amount: moneyText({ amount: claim.worth, currency }),
              })}
            </span>
            <small>
              {dayText(claim.at, { year: true })}, {clockText(claim.at)}
              {claim.replacement ? (
                <>
                  {' · '}
                  {claim.replacement.number === null ? (
                    t('is written in the cloud')
                  ) : (
                    <Link to="/orders/$orderId" params={{ orderId: claim.replacement.id }}>
                      {claim.replacement.number}
                    </Link>
                  )}
                </>
              ) : null}
              {claim.returnId ? (
                <>
                  {' · '}
                  <Link to="/orders/$orderId" params={{ orderId: claim.returnId }}>
                    {t('The money')}
                  </Link>
                </>
              ) : null}
              {claim.goodsBack === 'awaited' ? ` · ${t('goods awaited')}` : null}
              {claim.goodsBack === 'received' ? ` · ${t('goods are in')}` : null}
              {claim.note ? ` · ${claim.note}` : null}
            </small>
          </div>
          {claim.goodsBack === 'awaited' ? (
            <Button size="small" locked={lockOf(person, 'orders.claim')} onClick={() => setAsking(claim)}>
              {t('Goods arrived')}
            </Button>
          ) : null}
        </div>
      ))}
      {asking ? <GoodsDialog claim={asking} onClose={() => setAsking(null)} /> : null}
    </Card>
  );
}
