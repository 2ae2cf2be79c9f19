import type { Coupon } from '@tillhouse/shared/domains/pricing/coupons.ts';
import { useState } from 'react';
import { useRead } from '../../data/reads.ts';
import { Button } from '../../ui/button.tsx';
import { Area, Field, Input } from '../../ui/field.tsx';
import { decimalText, minorDigits } from '../../ui/money.tsx';
import { Card } from '../../ui/page.tsx';
import { t } from '../../ui/text.ts';
import { withWrong } from '../orders/edit-draft.ts';
import { Amount } from '../orders/edit-fields.tsx';
import edit from '../orders/order-edit.module.css';
import { CustomerDialog } from '../till/customer-dialog.tsx';
import { DraftCodes } from './draft-codes.tsx';
import type { Work } from './draft-work.ts';

interface Props {
  readonly work: Work;
  /** What became of each code; empty while nobody knows */
  readonly coupons: readonly Coupon[];
  readonly currency: string;
  readonly open: boolean;
  readonly onWork: (next: Work) => void;
}

type Text = 'customerName' | 'reason' | 'recipient' | 'method' | 'note' | 'validUntil';

/** Who it is for, where it goes, until when its prices hold, and what a person takes off. */
export function DraftFields({ work, coupons, currency, open, onWork }: Props) {
  const [asking, setAsking] = useState(false);
  const found = useRead('customers.page', { id: work.customerId ?? '' }, { enabled: work.customerId !== null }).data;
  const set = (more: Partial<Work>) => onWork({ ...work, ...more });
  const off = decimalText(work.shipping, minorDigits(currency));
  const discount = work.discount === null ? '' : decimalText(work.discount, minorDigits(currency));
  const field = (name: Text, label: string, hint?: string, type = 'text', most = 200) => (
    <Field label={label} {...(hint && { hint })}>
      {(control) => (
        <Input
          {...control}
          type={type}
          value={work[name]}
          maxLength={most}
          autoComplete="off"
          disabled={!open}
          onChange={({ target: { value } }) => set({ [name]: value })}
        />
      )}
    </Field>
  );
  return (
    <Card className={edit.fields}>
      {field('customerName', t('For'))}
      <Field label={t('Customer')}>
        {() => (
          <Button disabled={!open} onClick={() => setAsking(true)}>
            {work.customerId ? (found?.name ?? t('Chosen')) : t('Choose a customer')}
          </Button>
        )}
      </Field>
      {field('validUntil', t('Prices hold until'), t('With a day it is a quote.'), 'date')}
      <Amount
        label={t('Delivery')}
        currency={currency}
        start={off}
        disabled={!open}
        onAmount={(shipping, wrong) => onWork({ ...withWrong(work, 'shipping', wrong), shipping: shipping ?? 0 })}
      />
      <Amount
        label={t('Discount on the goods')}
        currency={currency}
        start={discount}
        disabled={!open}
        onAmount={(amount, wrong) => onWork({ ...withWrong(work, 'discount', wrong), discount: amount })}
      />
      {field('reason', t('Why the discount'), work.discount ? t('A discount is saved with its reason.') : undefined)}
      {field('recipient', t('Deliver to'))}
      {field('method', t('Sent by'), undefined, 'text', 100)}
      <div className={edit.address}>
        <Field label={t('Address')}>
          {(control) => (
            <Area
              {...control}
              value={work.address}
              maxLength={1000}
              disabled={!open}
              onChange={({ target: { value } }) => set({ address: value })}
            />
          )}
        </Field>
      </div>
      {field('note', t('Note'), undefined, 'text', 1_000)}
      <DraftCodes work={work} coupons={coupons} open={open} onWork={onWork} />
      {asking ? (
        <CustomerDialog
          known={work.customerId !== null}
          onClose={() => setAsking(false)}
          onChoose={(customerId) => {
            set({ customerId });
            setAsking(false);
          }}
        />
      ) : null}
    </Card>
  );
}
