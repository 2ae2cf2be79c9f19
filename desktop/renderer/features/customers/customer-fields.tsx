import { useMemo } from 'react';
import { Area, Field, Input, Select } from '../../ui/field.tsx';
import { t } from '../../ui/text.ts';
import { countryChoices } from './countries.ts';
import { type CustomerDraft, customerProblems } from './customer-draft.ts';

interface FieldsProps {
  readonly draft: CustomerDraft;
  readonly onField: (patch: Partial<CustomerDraft>) => void;
  /** Problems are said once something was typed */
  readonly touched: boolean;
  readonly disabled?: boolean;
  /** Why how they are reached is not shown here; null: it is */
  readonly unseen?: string | null;
}

/** How they are called and reached: what a till asks for as well. */
export function ContactFields({ draft, onField, touched, disabled = false, unseen = null }: FieldsProps) {
  const problems = touched ? customerProblems(draft) : {};
  return (
    <>
      <Field label={t('Name')} error={problems.name ? t(problems.name) : null}>
        {(control) => (
          <Input
            {...control}
            data-autofocus
            value={draft.name}
            maxLength={200}
            disabled={disabled}
            autoComplete="off"
            onChange={(event) => onField({ name: event.target.value })}
          />
        )}
      </Field>
      {unseen === null ? (
        <>
          <Field label={t('E-mail')} error={problems.email ? t(problems.email) : null}>
            {(control) => (
              <Input
                {...control}
                inputMode="email"
                value={draft.email}
                maxLength={254}
                disabled={disabled}
                autoComplete="off"
                onChange={(event) => onField({ email: event.target.value })}
              />
            )}
          </Field>
          <Field label={t('Telephone')}>
            {(control) => (
              <Input
                {...control}
                inputMode="tel"
                value={draft.phone}
                maxLength={40}
                disabled={disabled}
                autoComplete="off"
                onChange={(event) => onField({ phone: event.target.value })}
              />
            )}
          </Field>
        </>
      ) : (
        <p className="t2">
          <b className="strong">{t('E-mail, telephone and note')}</b> {unseen}
        </p>
      )}
    </>
  );
}

/** Where they live, and what helps to serve them. */
export function PlaceFields({ draft, onField, disabled = false, unseen = null }: Omit<FieldsProps, 'touched'>) {
  const countries = useMemo(() => countryChoices(draft.country), [draft.country]);
  return (
    <>
      <Field label={t('Town')}>
        {(control) => (
          <Input
            {...control}
            value={draft.city}
            maxLength={120}
            disabled={disabled}
            autoComplete="off"
            onChange={(event) => onField({ city: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('Country')}>
        {(control) => (
          <Select
            {...control}
            value={draft.country}
            disabled={disabled}
            onChange={(event) => onField({ country: event.target.value })}
          >
            <option value="">{t('Not said')}</option>
            {countries.map(({ value, name }) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {unseen === null ? (
        <Field label={t('Note for who serves them')}>
          {(control) => (
            <Area
              {...control}
              rows={3}
              value={draft.note}
              maxLength={2_000}
              disabled={disabled}
              onChange={(event) => onField({ note: event.target.value })}
            />
          )}
        </Field>
      ) : null}
    </>
  );
}
