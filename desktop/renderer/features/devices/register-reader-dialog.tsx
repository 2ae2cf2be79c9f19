import { useState } from 'react';
import type { CardReader, ReaderPlace } from '../../../bridge/card-views.ts';
import { useCall } from '../../data/writes.ts';
import { LinkButton } from '../../ui/button.tsx';
import { Field, Input, Select } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t } from '../../ui/text.ts';
import styles from './reader-picker.module.css';

interface DialogProps {
  readonly places: readonly ReaderPlace[];
  readonly test: boolean;
  readonly onClose: () => void;
  readonly onPlace: () => void;
  readonly onDone: (reader: CardReader) => void;
}

const NEW = 'new';
const noPlace = { name: '', line1: '', city: '', postcode: '', country: '', region: '' };

/** Pairs a reader with the shop’s account by the code that it shows; Stripe wants to know where each stands. */
export function RegisterReaderDialog({ places, test, onClose, onPlace, onDone }: DialogProps) {
  const [code, setCode] = useState('');
  const [label, setLabel] = useState('');
  const [chosen, setPlace] = useState(places[0]?.id ?? NEW);
  const [address, setAddress] = useState(noPlace);
  const register = useCall('readers.register');
  const addPlace = useCall('readers.addPlace');
  const isNew = chosen === NEW;
  const country = address.country.trim().toUpperCase();
  const whole = [address.name, address.line1, address.city, address.postcode].every((each) => each.trim() !== '');
  const ready = code.trim() !== '' && label.trim() !== '' && (!isNew || (whole && /^[A-Z]{2}$/.test(country)));

  async function submit(): Promise<void> {
    let place = chosen;
    if (isNew) {
      const made = await addPlace.mutateAsync({ ...address, country }).catch(() => null);
      if (!made) return;
      place = made.id;
      // It is there from now on, whatever becomes of the code.
      onPlace();
      setPlace(place);
    }
    register.mutate({ code: code.trim(), label: label.trim(), place }, { onSuccess: onDone });
  }
  const part = (name: keyof typeof noPlace, text: string, hint?: string) => (
    <Field label={text} {...(hint && { hint })}>
      {(control) => (
        <Input
          {...control}
          value={address[name]}
          maxLength={name === 'country' ? 2 : 100}
          onChange={(event) => setAddress({ ...address, [name]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <FormDialog
      title={t('Register a reader')}
      width={620}
      action={t('Register')}
      ready={ready}
      busy={register.isPending || addPlace.isPending}
      onClose={onClose}
      onSubmit={() => void submit()}
    >
      <Field
        label={t('Code')}
        hint={t('The reader shows it under Settings, Generate pairing code. It is good for a few minutes.')}
      >
        {(control) => (
          <Input
            {...control}
            value={code}
            autoFocus
            autoComplete="off"
            spellCheck={false}
            maxLength={100}
            onChange={(event) => setCode(event.target.value)}
          />
        )}
      </Field>
      {test ? (
        <p className="sub">
          {t('This is a test account.')}{' '}
          <LinkButton onClick={() => setCode('simulated-wpe')}>{t('Use a simulated reader')}</LinkButton>
        </p>
      ) : null}
      <div className={styles.pair}>
        <Field label={t('Name')} hint={t('Such as: Counter 1')}>
          {(control) => (
            <Input {...control} value={label} maxLength={60} onChange={(event) => setLabel(event.target.value)} />
          )}
        </Field>
        <Field label={t('Where it stands')}>
          {(control) => (
            <Select {...control} value={chosen} onChange={(event) => setPlace(event.target.value)}>
              {places.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
              {!isNew && !places.some(({ id }) => id === chosen) ? (
                <option value={chosen}>{address.name}</option>
              ) : null}
              <option value={NEW}>{t('A new place')}</option>
            </Select>
          )}
        </Field>
      </div>
      {isNew ? (
        <div className={styles.pair}>
          {part('name', t('Name of the place'))}
          {part('line1', t('Street and number'))}
          {part('city', t('City'))}
          {part('postcode', t('Postcode'))}
          {part('region', t('State or province, where there is one'))}
          {part('country', t('Country'), t('Two letters, such as GB'))}
        </div>
      ) : null}
    </FormDialog>
  );
}
