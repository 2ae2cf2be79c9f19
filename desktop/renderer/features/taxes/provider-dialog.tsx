import { useState } from 'react';
import type { TaxProviderAccount, TaxProviderName } from '../../../bridge/tax-provider-views.ts';
import { AddFrom, ChipOff } from '../../ui/chips.tsx';
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
  const end = account?.secretEnds[words.secret.name];
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
        <Field
          label={t(words.secret.label)}
          hint={
            end
              ? t('There is one that ends in {end}. Leave it empty to keep it.', { end })
              : t(words.secret.hint ?? 'Sealed when it is saved, and shown to nobody afterwards')
          }
        >
          {(control) => (
            <Input
              {...control}
              type="password"
              className="mono"
              autoComplete="new-password"
              spellCheck={false}
              placeholder={end ? `•••• ${end}` : ''}
              value={draft.secret}
              onChange={(event) => set({ secret: event.target.value })}
            />
          )}
        </Field>
      </div>
      {words.settings.length > 0 ? (
        <div className={styles.three}>
          {words.settings.map(({ name, label, hint, choices }) => {
            const value = draft.settings[name] ?? '';
            const change = (text: string) => set({ settings: { ...draft.settings, [name]: text } });
            return (
              <Field key={name} label={t(label)} {...(hint === undefined ? {} : { hint: t(hint) })}>
                {(control) =>
                  choices ? (
                    <Select {...control} value={value} onChange={(event) => change(event.target.value)}>
                      {choices.map(([each, text]) => (
                        <option key={each} value={each}>
                          {t(text)}
                        </option>
                      ))}
                    </Select>
                  ) : (
                    <Input
                      {...control}
                      value={value}
                      maxLength={100}
                      autoComplete="off"
                      onChange={(event) => change(event.target.value)}
                    />
                  )
                }
              </Field>
            );
          })}
        </div>
      ) : null}
      <div className={styles.places}>
        <span>{t('It counts for what goes to')}</span>
        {draft.places.map((place) => (
          <ChipOff
            key={place}
            name={placeText(place)}
            disabled={false}
            onRemove={() => set({ places: draft.places.filter((each) => each !== place) })}
          />
        ))}
        <AddFrom
          label={t('Add a place')}
          options={offered.map((place) => [place, placeText(place)] as const)}
          onAdd={(place) => set({ places: [...draft.places, place] })}
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
