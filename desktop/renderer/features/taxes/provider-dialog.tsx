import { useState } from 'react';
import type { TaxProviderAccount, TaxProviderName } from '../../../bridge/tax-provider-views.ts';
import { ChosenFrom } from '../../ui/chips.tsx';
import { SecretField, SettingField } from '../../ui/connection-fields.tsx';
import { Field, Input, Select } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t } from '../../ui/text.ts';
import { countryChoices } from '../customers/countries.ts';
import { draftFor, draftProblem, type ProviderDraft, taxProviderNames, taxProviderWords } from './provider-words.ts';
import styles from './provider.module.css';
import { placeText, publishedPlaces } from './tax-words.ts';

interface Props {
  /** Null: it is connected now */
  readonly account: TaxProviderAccount | null;
  /** Beside the main one */
  readonly stores: readonly { readonly id: string; readonly name: string }[];
  readonly classes: readonly string[];
  readonly busy: boolean;
  readonly refused: string | null;
  readonly onSave: (draft: ProviderDraft) => void;
  readonly onClose: () => void;
}

/** Who taxes online orders, where, and what goods are called there. A secret is written and never read. */
export function ProviderDialog({ account, stores, classes, busy, refused, onSave, onClose }: Props) {
  const [draft, setDraft] = useState(() => draftFor(account));
  const set = (patch: Partial<ProviderDraft>) => setDraft((old) => ({ ...old, ...patch }));
  const problem = draftProblem(account, draft);
  const words = taxProviderWords[draft.provider];
  const parts = publishedPlaces.filter((place) => /^(US|CA)-/.test(place));
  const offered = [...countryChoices('').map(({ value }) => value), ...parts].filter(
    (each) => !draft.places.includes(each),
  );
  const names = [...new Set(['standard', ...classes, ...Object.keys(draft.codes)])];
  return (
    <FormDialog
      title={account ? t(words.name) : t('Taxes by a provider')}
      width={760}
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
      <p className={styles.told}>{t(words.text)}</p>
      <div className={styles.pair}>
        {account ? null : (
          <Field label={t('Provider')}>
            {(control) => (
              <Select
                {...control}
                data-autofocus
                value={draft.provider}
                onChange={(event) => setDraft(draftFor(null, event.target.value as TaxProviderName))}
              >
                {taxProviderNames.map((each) => (
                  <option key={each} value={each}>
                    {t(taxProviderWords[each].name)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
        {!account && stores.length > 0 ? (
          <Field label={t('For')}>
            {(control) => (
              <Select
                {...control}
                value={draft.storeId ?? ''}
                onChange={(event) => set({ storeId: event.target.value || null })}
              >
                <option value="">{t('The main store')}</option>
                {stores.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        ) : null}
        <SecretField
          field={words.secret}
          end={account?.secretEnds[words.secret.name]}
          value={draft.secret}
          onChange={(secret) => set({ secret })}
        />
      </div>
      {words.settings.length > 0 ? (
        <div className={styles.three}>
          {words.settings.map((field) => (
            <SettingField
              key={field.name}
              field={field}
              longest={100}
              value={draft.settings[field.name]}
              onChange={(text) => set({ settings: { ...draft.settings, [field.name]: text } })}
            />
          ))}
        </div>
      ) : null}
      <div className={styles.places}>
        <span>{t('It counts for what goes to')}</span>
        <ChosenFrom
          chosen={draft.places}
          nameOf={placeText}
          addLabel={t('Add a place')}
          options={offered.map((place) => [place, placeText(place)] as const)}
          onChange={(places) => set({ places })}
        />
      </div>
      <fieldset className={styles.codes}>
        <legend>{t('What goods are in the provider’s list')}</legend>
        {names.map((name) => (
          <Field key={name} label={name === 'standard' ? t('Standard, and all others') : name}>
            {(control) => (
              <Input
                {...control}
                className="mono"
                value={draft.codes[name] ?? ''}
                maxLength={25}
                spellCheck={false}
                autoComplete="off"
                placeholder={draft.codes['standard'] ?? ''}
                onChange={(event) => set({ codes: { ...draft.codes, [name]: event.target.value } })}
              />
            )}
          </Field>
        ))}
        <Field label={t('Delivery')}>
          {(control) => (
            <Input
              {...control}
              className="mono"
              value={draft.shippingCode}
              maxLength={25}
              spellCheck={false}
              autoComplete="off"
              onChange={(event) => set({ shippingCode: event.target.value })}
            />
          )}
        </Field>
      </fieldset>
    </FormDialog>
  );
}
