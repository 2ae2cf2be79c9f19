import type { TaxCollection } from '@tillhouse/shared/domains/pricing/schema.ts';
import { euMembers } from '@tillhouse/shared/kernel/european-union.ts';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useCommands } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { Check, Field, Input, Select } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t } from '../../ui/text.ts';
import { placeText, publishedPlaces } from './tax-words.ts';
import styles from './taxes.module.css';

/** Whether orders are taxed where they are sent, and where beside its own place the store collects tax. */
export function CollectsDialog({
  place,
  name,
  home,
  collects,
  rated,
  onClose,
}: {
  /** `store`, or the id of another one */
  readonly place: string;
  /** Of another store than the main one; else empty */
  readonly name: string;
  readonly home: string;
  readonly collects: readonly TaxCollection[] | null;
  /** Places that there are dated rates of */
  readonly rated: readonly string[];
  readonly onClose: () => void;
}) {
  const commands = useCommands();
  const [sent, setSent] = useState(collects !== null);
  const [rows, setRows] = useState<readonly TaxCollection[]>(collects ?? []);
  const named = new Set(rows.map(({ jurisdiction }) => jurisdiction));
  const offered = [...new Set([...publishedPlaces, ...rated])].filter((each) => each !== home && !named.has(each));
  const others = [...euMembers].filter((each) => each !== home && !named.has(each));
  const inEu = euMembers.has(home.slice(0, 2));
  const has = (jurisdiction: string) =>
    rated.some((each) => each === jurisdiction || each.startsWith(`${jurisdiction}-`));
  const add = (places: readonly string[]) =>
    setRows((old) => [...old, ...places.map((jurisdiction) => ({ jurisdiction, number: '' }))]);
  const save = () =>
    commands.mutate([{ name: 'pricing.setTaxCollection', args: { place, collects: sent ? rows : null } }], {
      onSuccess: onClose,
    });
  return (
    <FormDialog
      title={name === '' ? t('Orders that are sent') : t('Orders that {name} sends', { name })}
      width={600}
      action={t('Save')}
      ready={rows.every(({ number }) => number.trim().length <= 40)}
      busy={commands.isPending}
      onSubmit={save}
      onClose={onClose}
    >
      <div className={styles.ticks}>
        <span>
          <Check
            label={t('Tax orders where they are sent')}
            checked={sent}
            onChange={(event) => setSent(event.target.checked)}
          />
          {t('Tax orders where they are sent')}
        </span>
      </div>
      <p className={styles.explained}>
        {!sent
          ? t('All orders are taxed as in {place}, wherever they go.', { place: placeText(home) })
          : inEu
            ? t(
                'By the rates of the places below; to the rest of the EU as in {place}; to anywhere else without tax. Prices with tax in them stay the same within the places below, and lose the tax where there is none.',
                { place: placeText(home) },
              )
            : t(
                'By the rates of the places below; to anywhere else abroad without tax. Prices with tax in them stay the same within the places below, and lose the tax where there is none.',
              )}
      </p>
      {sent ? (
        <>
          {rows.length > 0 ? (
            <table className={styles.collects}>
              <thead>
                <tr>
                  <th scope="col">{t('Tax is collected in')}</th>
                  <th scope="col">{t('Registered as')}</th>
                  <th>
                    <span className="visually-hidden">{t('Take out')}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {rows.map(({ jurisdiction, number }) => (
                  <tr key={jurisdiction}>
                    <td>
                      {placeText(jurisdiction)}
                      {has(jurisdiction) ? null : (
                        <small>
                          {t('No rate here yet, so the rates of the store hold: take published rates over.')}
                        </small>
                      )}
                    </td>
                    <td>
                      <Input
                        small
                        aria-label={t('Number in {place}', { place: placeText(jurisdiction) })}
                        value={number}
                        maxLength={40}
                        autoComplete="off"
                        onChange={(event) =>
                          setRows((old) =>
                            old.map((row) =>
                              row.jurisdiction === jurisdiction ? { ...row, number: event.target.value } : row,
                            ),
                          )
                        }
                      />
                    </td>
                    <td>
                      <button
                        type="button"
                        aria-label={t('Take {name} out', { name: placeText(jurisdiction) })}
                        onClick={() => setRows((old) => old.filter((row) => row.jurisdiction !== jurisdiction))}
                      >
                        <IconTrash size={16} stroke={1.75} aria-hidden="true" />
                      </button>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          ) : null}
          <div className={styles.pair}>
            <Field label={t('Add a place')}>
              {(control) => (
                <Select {...control} value="" onChange={(event) => event.target.value && add([event.target.value])}>
                  <option value="">{t('Choose a place')}</option>
                  {offered.map((each) => (
                    <option key={each} value={each}>
                      {placeText(each)}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            {others.length > 0 ? (
              <span className={styles.beside}>
                <Button onClick={() => add(others)}>{inEu ? t('The rest of the EU (OSS)') : t('All of the EU')}</Button>
              </span>
            ) : null}
          </div>
        </>
      ) : null}
    </FormDialog>
  );
}
