import {
  type CarrierAddress,
  type CarrierName,
  carrierNames,
  carrierTitles,
} from '@tillhouse/shared/domains/shipping/carriers.ts';
import { useState } from 'react';
import type { CarrierAccountRow } from '../../../bridge/carrier-views.ts';
import { ChosenFrom } from '../../ui/chips.tsx';
import { SecretField } from '../../ui/connection-fields.tsx';
import { Field, Input, Select } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t } from '../../ui/text.ts';
import { countryChoices } from '../customers/countries.ts';
import {
  type CarrierDraft,
  carrierDraft,
  carrierHelp,
  carrierProblem,
  carrierSecrets,
  carrierServices,
  serviceName,
} from './carrier-words.ts';
import styles from './carriers.module.css';

interface Props {
  /** Null: it is connected now */
  readonly account: CarrierAccountRow | null;
  /** The country of the store */
  readonly home: string | null;
  readonly busy: boolean;
  readonly refused: string | null;
  readonly onSave: (draft: CarrierDraft) => void;
  readonly onClose: () => void;
}

/** The shop's own contract with a carrier, and where its parcels leave from. A secret is written and never read. */
export function CarrierDialog({ account, home, busy, refused, onSave, onClose }: Props) {
  const [draft, setDraft] = useState(() => carrierDraft(account, home));
  const set = (patch: Partial<CarrierDraft>) => setDraft((old) => ({ ...old, ...patch }));
  const problem = carrierProblem(account, draft);
  const { carrier, shipFrom } = draft;
  const text = (label: string, value: string, most: number, onChange: (value: string) => void, hint?: string) => (
    <Field label={label} hint={hint}>
      {(control) => (
        <Input
          {...control}
          value={value}
          maxLength={most}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
  const at = (name: keyof CarrierAddress, label: string, most: number) =>
    text(label, shipFrom[name], most, (value) => set({ shipFrom: { ...shipFrom, [name]: value } }));
  const more = Object.keys(carrierServices[carrier]).filter((code) => !draft.services.includes(code));
  return (
    <FormDialog
      title={account ? account.name : t('Connect a carrier')}
      width="760px"
      action={account ? t('Save') : t('Connect')}
      ready={problem === null}
      busy={busy}
      refused={refused}
      onSubmit={() => onSave(draft)}
      onClose={onClose}
      beside={
        <span className={styles.foot} role="status">
          {problem ? t(problem) : ''}
        </span>
      }
    >
      <p className={styles.help}>{t(carrierHelp[carrier])}</p>
      <div className={styles.four}>
        {account ? null : (
          <Field label={t('Carrier')}>
            {(control) => (
              <Select
                {...control}
                data-autofocus
                value={carrier}
                onChange={(event) => {
                  const next = event.target.value as CarrierName;
                  const named = draft.name === carrierTitles[carrier] ? carrierTitles[next] : draft.name;
                  set({ carrier: next, name: named, secrets: {}, services: [] });
                }}
              >
                {carrierNames.map((each) => (
                  <option key={each} value={each}>
                    {carrierTitles[each]}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
        {text(t('Name, for you'), draft.name, 60, (name) => set({ name }))}
        {text(t('Account number'), draft.accountNumber, 20, (accountNumber) => set({ accountNumber }))}
        <Field label={t('Use it')}>
          {(control) => (
            <Select
              {...control}
              value={draft.mode}
              onChange={(event) => set({ mode: event.target.value === 'sandbox' ? 'sandbox' : 'live' })}
            >
              <option value="live">{t('For real')}</option>
              <option value="sandbox">{t('To try it out')}</option>
            </Select>
          )}
        </Field>
      </div>
      <div className={styles.pair}>
        {carrierSecrets[carrier].map((field) => (
          <SecretField
            key={`${carrier} ${field.name}`}
            field={field}
            end={account?.secretEnds[field.name]}
            value={draft.secrets[field.name]}
            onChange={(value) => set({ secrets: { ...draft.secrets, [field.name]: value } })}
          />
        ))}
      </div>
      <fieldset className={styles.address}>
        <legend>{t('Where parcels leave from, and returns come back to')}</legend>
        <div className={styles.pair}>
          {at('company', t('Firm'), 100)}
          {at('name', t('Who is there'), 100)}
          {at('line1', t('Street'), 200)}
          {at('line2', t('Unit, floor'), 200)}
        </div>
        <div className={styles.place}>
          {at('postcode', t('Postcode'), 20)}
          {at('city', t('Town'), 100)}
          {at('region', t('State'), 10)}
          <Field label={t('Country')}>
            {(control) => (
              <Select
                {...control}
                value={shipFrom.country}
                onChange={(event) => set({ shipFrom: { ...shipFrom, country: event.target.value } })}
              >
                {countryChoices(shipFrom.country).map(({ value, name }) => (
                  <option key={value} value={value}>
                    {name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </div>
        <div className={styles.pair}>
          {at('phone', t('Telephone'), 40)}
          {at('email', t('E-mail, if you like'), 254)}
        </div>
      </fieldset>
      <div className={styles.services}>
        <span>{t('Services')}</span>
        {draft.services.length === 0 ? <span className="t2">{t('all that the carrier offers')}</span> : null}
        <ChosenFrom
          chosen={draft.services}
          nameOf={(code) => serviceName(carrier, code)}
          addLabel={t('Only …')}
          options={more.map((code) => [code, serviceName(carrier, code)] as const)}
          onChange={(services) => set({ services })}
        />
      </div>
    </FormDialog>
  );
}
