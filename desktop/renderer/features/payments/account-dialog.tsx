import { useState } from 'react';
import type { PayAccount, PayProvider } from '../../../bridge/payment-views.ts';
import { useRead } from '../../data/reads.ts';
import { ChosenFrom } from '../../ui/chips.tsx';
import { SecretField, SettingField } from '../../ui/connection-fields.tsx';
import { Area, Field, Input, Select } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t } from '../../ui/text.ts';
import { countryChoices, countryName } from '../customers/countries.ts';
import { draftOf, type PayDraft, payProblem, providerWords, secretNames, settingNames } from './payment-words.ts';
import styles from './payments.module.css';

interface Props {
  readonly provider: PayProvider;
  /** Null: it is connected now */
  readonly account: PayAccount | null;
  readonly currency: string;
  readonly busy: boolean;
  readonly refused: string | null;
  readonly onSave: (draft: PayDraft) => void;
  readonly onClose: () => void;
}

interface Part {
  readonly draft: PayDraft;
  readonly set: (patch: Partial<PayDraft>) => void;
}

function Countries({ draft, set }: Part) {
  const options = countryChoices('').flatMap(({ value, name }) =>
    draft.countries.includes(value) ? [] : [[value, name] as const],
  );
  return (
    <div className={styles.countries}>
      <span>{t('Delivered to')}</span>
      {draft.countries.length === 0 ? <span className="t2">{t('any country')}</span> : null}
      <ChosenFrom
        chosen={draft.countries}
        nameOf={countryName}
        addLabel={t('Only to …')}
        options={options}
        onChange={(countries) => set({ countries })}
      />
    </div>
  );
}

/** Where a merchant has several shops on the web, each may be paid in ways of its own. */
function Stores({ draft, set }: Part) {
  const stores = useRead('stores.index', {}).data?.stores ?? [];
  if (stores.length < 2 && draft.stores.length === 0) return null;
  const nameOf = (id: string) => stores.find((store) => store.id === id)?.name ?? t('a store that is gone');
  const options = stores.flatMap(({ id, name }) => (draft.stores.includes(id) ? [] : [[id, name] as const]));
  return (
    <div className={styles.countries}>
      <span>{t('Offered in')}</span>
      {draft.stores.length === 0 ? <span className="t2">{t('all stores')}</span> : null}
      <ChosenFrom
        chosen={draft.stores}
        nameOf={nameOf}
        addLabel={t('Only in …')}
        options={options}
        onChange={(chosen) => set({ stores: chosen })}
      />
    </div>
  );
}

/** When what is authorised is taken; what takes money at once says so. */
function Taking({ draft, set, holds }: Part & { readonly holds: string | undefined }) {
  if (holds === undefined) return null;
  return (
    <div className={styles.taking}>
      <Field label={t('Take the money')} hint={draft.taken === 'sent' ? t(holds) : undefined}>
        {(control) => (
          <Select
            {...control}
            value={draft.taken}
            onChange={(event) => set({ taken: event.target.value === 'sent' ? 'sent' : 'placed' })}
          >
            <option value="placed">{t('When the order is placed')}</option>
            <option value="sent">{t('When it is sent, with each parcel its part')}</option>
          </Select>
        )}
      </Field>
      {draft.taken === 'sent' ? (
        <Field
          label={t('Before an authorisation runs out')}
          hint={
            draft.runsOut === 'take'
              ? t('A day before, what is left is taken, sent or not.')
              : t('A day before, a task says so. Once it has run out the order is held.')
          }
        >
          {(control) => (
            <Select
              {...control}
              value={draft.runsOut}
              onChange={(event) => set({ runsOut: event.target.value === 'take' ? 'take' : 'task' })}
            >
              <option value="task">{t('Leave a task')}</option>
              <option value="take">{t('Take the money')}</option>
            </Select>
          )}
        </Field>
      ) : null}
    </div>
  );
}

/** Where the provider can tell who pays and where it goes. */
function Express({ draft, set }: Part) {
  return (
    <Field
      label={t('Button of its own')}
      hint={
        draft.express
          ? t('The address comes from there; the shopper sees the total before they pay.')
          : t('It stands among the ways to pay at the end of the checkout.')
      }
    >
      {(control) => (
        <Select
          {...control}
          value={draft.express ? 'on' : 'off'}
          onChange={(event) => set({ express: event.target.value === 'on' })}
        >
          <option value="off">{t('No')}</option>
          <option value="on">{t('On products, the basket and at the head of the checkout')}</option>
        </Select>
      )}
    </Field>
  );
}

export function AccountDialog({ provider, account, currency, busy, refused, onSave, onClose }: Props) {
  const [draft, setDraft] = useState(() => draftOf(provider, account, currency));
  const set = (patch: Partial<PayDraft>) => setDraft((old) => ({ ...old, ...patch }));
  const problem = payProblem(provider, account, draft, currency);
  const words = providerWords[provider];
  const small = (name: 'least' | 'most' | 'position', label: string, placeholder: string) => (
    <Field label={label}>
      {(control) => (
        <Input
          {...control}
          className="num"
          inputMode={name === 'position' ? 'numeric' : 'decimal'}
          autoComplete="off"
          placeholder={placeholder}
          value={draft[name]}
          onChange={(event) => set({ [name]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <FormDialog
      title={t(words.name)}
      width={620}
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
      <p className="t2">{t(words.text)}</p>
      {secretNames[provider]?.map((field, at) => (
        <SecretField
          key={field.name}
          field={field}
          first={at === 0}
          end={account?.secretEnds[field.name]}
          value={draft.secrets[field.name]}
          onChange={(text) => set({ secrets: { ...draft.secrets, [field.name]: text } })}
        />
      ))}
      {settingNames[provider]?.map((field, at) => (
        <SettingField
          key={field.name}
          field={field}
          first={at === 0 && !secretNames[provider]}
          longest={200}
          value={draft.settings[field.name]}
          onChange={(text) => set({ settings: { ...draft.settings, [field.name]: text } })}
        />
      ))}
      <div className={styles.three}>
        {small('least', t('Smallest amount, {currency}', { currency }), t('any'))}
        {small('most', t('Largest amount'), t('any'))}
        {small('position', t('Place in the list'), t('last'))}
      </div>
      <Countries draft={draft} set={set} />
      <Stores draft={draft} set={set} />
      <Taking draft={draft} set={set} holds={words.holds} />
      {provider === 'paypal' || provider === 'test' ? <Express draft={draft} set={set} /> : null}
      {provider === 'transfer' || provider === 'cash' ? (
        <Field
          label={t('What the shopper is told')}
          hint={
            provider === 'transfer'
              ? t('{amount}, {reference}, {holder}, {iban} and {bank} are put in for each order', {
                  ...{
                    amount: '{amount}',
                    reference: '{reference}',
                    holder: '{holder}',
                    iban: '{iban}',
                    bank: '{bank}',
                  },
                })
              : t('{amount} is put in for each order', { amount: '{amount}' })
          }
        >
          {(control) => (
            <Area
              {...control}
              rows={4}
              maxLength={1_500}
              value={draft.instructions}
              onChange={(event) => set({ instructions: event.target.value })}
            />
          )}
        </Field>
      ) : null}
    </FormDialog>
  );
}
