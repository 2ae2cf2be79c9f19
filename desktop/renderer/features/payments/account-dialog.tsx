import { useState } from 'react';
import type { PayAccount, PayProvider } from '../../../bridge/payment-views.ts';
import { AddFrom, ChipOff } from '../../ui/chips.tsx';
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

/** Secrets are written and never read: a field is empty, and says what is there by its last four characters. */
function Secrets({ provider, account, draft, set }: Pick<Props, 'provider' | 'account'> & Part) {
  const names = secretNames[provider] ?? [];
  return names.map(({ name, label, hint }, at) => {
    const end = account?.secretEnds[name];
    return (
      <Field
        key={name}
        label={t(label)}
        hint={
          end
            ? t('There is one that ends in {end}. Leave it empty to keep it.', { end })
            : t(hint ?? 'Sealed when it is saved, and shown to nobody afterwards')
        }
      >
        {(control) => (
          <Input
            {...control}
            type="password"
            className="mono"
            autoComplete="new-password"
            spellCheck={false}
            data-autofocus={at === 0 ? true : undefined}
            placeholder={end ? `•••• ${end}` : ''}
            value={draft.secrets[name] ?? ''}
            onChange={(event) => set({ secrets: { ...draft.secrets, [name]: event.target.value } })}
          />
        )}
      </Field>
    );
  });
}

interface Part {
  readonly draft: PayDraft;
  readonly set: (patch: Partial<PayDraft>) => void;
}

function Settings({ provider, draft, set }: Pick<Props, 'provider'> & Part) {
  const named = settingNames[provider] ?? [];
  return named.map(({ name, label, hint, choices }, at) => {
    const value = draft.settings[name] ?? '';
    const change = (text: string) => set({ settings: { ...draft.settings, [name]: text } });
    return (
      <Field key={name} label={t(label)} {...(hint === undefined ? {} : { hint: t(hint) })}>
        {(control) =>
          choices ? (
            <Select {...control} value={value} onChange={(event) => change(event.target.value)}>
              {choices.map(([each, words]) => (
                <option key={each} value={each}>
                  {t(words)}
                </option>
              ))}
            </Select>
          ) : (
            <Input
              {...control}
              value={value}
              maxLength={200}
              autoComplete="off"
              data-autofocus={at === 0 && !secretNames[provider] ? true : undefined}
              onChange={(event) => change(event.target.value)}
            />
          )
        }
      </Field>
    );
  });
}

function Countries({ draft, set }: Part) {
  const options = countryChoices('').flatMap(({ value, name }) =>
    draft.countries.includes(value) ? [] : [[value, name] as const],
  );
  return (
    <div className={styles.countries}>
      <span>{t('Delivered to')}</span>
      {draft.countries.length === 0 ? <span className="t2">{t('any country')}</span> : null}
      {draft.countries.map((code) => (
        <ChipOff
          key={code}
          name={countryName(code)}
          disabled={false}
          onRemove={() => set({ countries: draft.countries.filter((each) => each !== code) })}
        />
      ))}
      <AddFrom
        label={t('Only to …')}
        options={options}
        onAdd={(code) => set({ countries: [...draft.countries, code] })}
      />
    </div>
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
      <Secrets provider={provider} account={account} draft={draft} set={set} />
      <Settings provider={provider} draft={draft} set={set} />
      <div className={styles.three}>
        {small('least', t('Smallest amount, {currency}', { currency }), t('any'))}
        {small('most', t('Largest amount'), t('any'))}
        {small('position', t('Place in the list'), t('last'))}
      </div>
      <Countries draft={draft} set={set} />
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
