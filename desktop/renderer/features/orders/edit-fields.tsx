import type { OrderPage } from '../../../bridge/order-page.ts';
import { Area, Field, Input } from '../../ui/field.tsx';
import { decimalText, minorDigits, parseMoney } from '../../ui/money.tsx';
import { may } from '../../data/may.ts';
import { useSession } from '../../data/session.ts';
import { Card } from '../../ui/page.tsx';
import { t } from '../../ui/text.ts';
import { useState } from 'react';
import { contactOf, type EditDraft, linesStand, missingIn, noDelivery, withWrong } from './edit-draft.ts';
import styles from './order-edit.module.css';

interface Props {
  readonly order: OrderPage;
  readonly draft: EditDraft;
  readonly onDraft: (next: EditDraft) => void;
}

interface AmountProps {
  readonly label: string;
  readonly currency: string;
  readonly start: string;
  readonly disabled?: boolean;
  /** `wrong`: what is typed is no amount, and stands for none */
  readonly onAmount: (amount: number | null, wrong: boolean) => void;
}

/** An amount as it is typed; empty is none. */
export function Amount({ label, currency, start, disabled = false, onAmount }: AmountProps) {
  const [text, setText] = useState(start);
  const wrong = text.trim() !== '' && parseMoney(text, currency) === null;
  return (
    <Field label={label} error={wrong ? t('Write an amount such as 5.00') : null}>
      {(control) => (
        <Input
          {...control}
          value={text}
          disabled={disabled}
          inputMode="decimal"
          autoComplete="off"
          onChange={(event) => {
            setText(event.target.value);
            const amount = parseMoney(event.target.value, currency);
            onAmount(amount, event.target.value.trim() !== '' && amount === null);
          }}
        />
      )}
    </Field>
  );
}

/** Where it goes and what that costs, a discount with its reason, and why all of this. */
export function EditFields({ order, draft, onDraft }: Props) {
  const delivery = draft.delivery ?? order.delivery ?? noDelivery;
  const set = (more: Partial<typeof delivery>) => onDraft({ ...draft, delivery: { ...delivery, ...more } });
  const { person } = useSession();
  const { currency } = order;
  const stands = linesStand(order);
  const shipping = order.shippingTaxed?.shown ?? order.shippingTotal;
  const text = (amount: number) => decimalText(amount, minorDigits(currency));
  return (
    <Card className={styles.fields}>
      <Field label={t('Deliver to')}>
        {(control) => (
          <Input
            {...control}
            value={delivery.recipient}
            maxLength={200}
            autoComplete="off"
            onChange={(event) => set({ recipient: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('Sent by')}>
        {(control) => (
          <Input
            {...control}
            value={delivery.method}
            maxLength={100}
            autoComplete="off"
            onChange={(event) => set({ method: event.target.value })}
          />
        )}
      </Field>
      {stands ? null : (
        <Amount
          label={t('Delivery')}
          currency={currency}
          start={text(shipping)}
          onAmount={(amount, wrong) =>
            onDraft({ ...withWrong(draft, 'shipping', wrong), shipping: amount === shipping ? null : amount })
          }
        />
      )}
      {stands ? null : (
        <Amount
          label={t('Discount on the goods')}
          currency={currency}
          start=""
          onAmount={(amount, wrong) => onDraft({ ...withWrong(draft, 'discount', wrong), discount: amount })}
        />
      )}
      <div className={styles.address}>
        <Field label={t('Address')}>
          {(control) => (
            <Area
              {...control}
              value={delivery.address}
              maxLength={1000}
              onChange={(event) => set({ address: event.target.value })}
            />
          )}
        </Field>
      </div>
      <Field label={t('Note for the timeline')}>
        {(control) => (
          <Input
            {...control}
            value={draft.reason}
            maxLength={300}
            autoComplete="off"
            onChange={(event) => onDraft({ ...draft, reason: event.target.value })}
          />
        )}
      </Field>
      {stands ? null : (
        <Field
          label={t('Why the discount')}
          error={missingIn(draft) === 'discount-reason' ? t('A discount is saved with its reason.') : null}
        >
          {(control) => (
            <Input
              {...control}
              value={draft.discountReason}
              maxLength={200}
              autoComplete="off"
              onChange={(event) => onDraft({ ...draft, discountReason: event.target.value })}
            />
          )}
        </Field>
      )}
      {may(person, 'customers.contact') ? <Contact order={order} draft={draft} onDraft={onDraft} /> : null}
    </Card>
  );
}

/** Who it is for and how they hear of it: of this order alone, whatever the customer's own page says. */
function Contact({ order, draft, onDraft }: Props) {
  const contact = draft.contact ?? contactOf(order);
  const set = (more: Partial<typeof contact>) => onDraft({ ...draft, contact: { ...contact, ...more } });
  const wrong = missingIn(draft) === 'email';
  return (
    <>
      <Field label={t('Ordered by')}>
        {(control) => (
          <Input
            {...control}
            value={contact.name}
            maxLength={200}
            autoComplete="off"
            onChange={(event) => set({ name: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('E-mail')} error={wrong ? t('Write an address such as name@example.org') : null}>
        {(control) => (
          <Input
            {...control}
            value={contact.email ?? ''}
            maxLength={254}
            inputMode="email"
            autoComplete="off"
            onChange={(event) => set({ email: event.target.value.trim() || null })}
          />
        )}
      </Field>
      <Field label={t('Phone')}>
        {(control) => (
          <Input
            {...control}
            value={contact.phone ?? ''}
            maxLength={40}
            inputMode="tel"
            autoComplete="off"
            onChange={(event) => set({ phone: event.target.value || null })}
          />
        )}
      </Field>
    </>
  );
}
