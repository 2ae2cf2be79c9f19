import { useState } from 'react';
import type { Basket } from '../../../bridge/views.ts';
import { useSession } from '../../data/session.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Area, Field, Input, Select } from '../../ui/field.tsx';
import { moneyText } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import styles from './layaways/layaways.module.css';

type Deliver = NonNullable<Basket['deliver']>;

interface Props {
  readonly basket: Basket;
  readonly onClose: () => void;
  readonly onSet: (deliver: Deliver) => void;
}

/** The basket is paid now and leaves later: sent to the customer, or picked up by them, here or at another place. */
export function DeliverDialog({ basket, onClose, onSet }: Props) {
  const { locations, location } = useSession();
  const before = basket.deliver;
  const [kind, setKind] = useState<Deliver['kind']>(before?.kind ?? 'ship');
  const [locationId, setLocationId] = useState(before?.locationId ?? location?.id ?? '');
  const [recipient, setRecipient] = useState(before?.recipient ?? basket.customer?.name ?? '');
  const [address, setAddress] = useState(before?.address ?? '');
  const [country, setCountry] = useState(before?.country ?? '');
  const [method, setMethod] = useState(before?.method ?? '');
  const [email, setEmail] = useState(before?.email ?? '');
  const [phone, setPhone] = useState(before?.phone ?? '');
  const ship = kind === 'ship';
  const mailFits = email.trim() === '' || /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email.trim());
  const landFits = country.trim() === '' || /^[A-Za-z]{2}$/.test(country.trim());
  const ready =
    recipient.trim() !== '' && (!ship || address.trim() !== '') && locationId !== '' && mailFits && landFits;
  function set(): void {
    if (!ready) return;
    onSet({
      ...{ kind, locationId, recipient: recipient.trim() },
      ...{ address: ship ? address.trim() : '', method: ship ? method.trim() : '' },
      country: ship && country.trim() !== '' ? country.trim().toUpperCase() : null,
      email: email.trim() || null,
      phone: phone.trim() || null,
    });
  }
  const words = (label: string, value: string, put: (text: string) => void, more: object = {}) => (
    <Field label={label}>
      {(control) => (
        <Input {...control} autoComplete="off" value={value} onChange={(event) => put(event.target.value)} {...more} />
      )}
    </Field>
  );
  return (
    <Dialog
      opened
      onClose={onClose}
      width="640px"
      title={t('Leaves later, {amount}', { amount: moneyText({ amount: basket.total, currency: basket.currency }) })}
      closeLabel={t('Close')}
      foot={
        <>
          <Button size="touch" onClick={onClose}>
            {t('Cancel')}
          </Button>
          <Button size="touch" look="primary" type="submit" form="deliver" disabled={!ready}>
            {t('Go on to payment')}
          </Button>
        </>
      }
    >
      <form
        id="deliver"
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          set();
        }}
      >
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its own box */}
        <div className={`${styles.kinds} ${styles.wide}`} role="group" aria-label={t('How')}>
          <button type="button" aria-pressed={ship} onClick={() => setKind('ship')}>
            {t('Send to the customer')}
            <small>{t('It leaves from a place of the shop, as an order does.')}</small>
          </button>
          <button type="button" aria-pressed={!ship} onClick={() => setKind('pick-up')}>
            {t('Customer picks it up')}
            <small>{t('It is kept for them at a place of the shop.')}</small>
          </button>
        </div>
        <Field label={ship ? t('Leaves from') : t('Picked up at')}>
          {(control) => (
            <Select {...control} value={locationId} onChange={(event) => setLocationId(event.target.value)}>
              {locations.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {words(t('Name'), recipient, setRecipient, { 'data-autofocus': true, maxLength: 120 })}
        {ship ? (
          <>
            <div className={styles.wide}>
              <Field label={t('Street, postcode and place')}>
                {(control) => (
                  <Area
                    {...control}
                    rows={3}
                    maxLength={400}
                    value={address}
                    onChange={(event) => setAddress(event.target.value)}
                  />
                )}
              </Field>
            </div>
            {words(t('Country, if another'), country, setCountry, { maxLength: 2, placeholder: 'FR' })}
            {words(t('By which carrier'), method, setMethod, { maxLength: 60 })}
          </>
        ) : null}
        {words(t('E-mail'), email, setEmail, { type: 'email', maxLength: 254 })}
        {words(t('Telephone'), phone, setPhone, { type: 'tel', maxLength: 40 })}
        <p className={`${styles.wide} t2`}>
          {t('It is priced and taxed as any sale here. Delivery that is charged goes on the basket as a custom item.')}
        </p>
      </form>
    </Dialog>
  );
}
