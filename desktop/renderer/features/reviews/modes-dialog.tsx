import type { ReviewMode } from '@tillhouse/shared/domains/reviews/rules.ts';
import { useState } from 'react';
import type { ReviewStore } from '../../../bridge/review-views.ts';
import { useCommands } from '../../data/writes.ts';
import { Field, Select } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import styles from './reviews.module.css';

const modes: readonly (readonly [ReviewMode, string])[] = [
  ['off', 'No reviews'],
  ['verified', 'Of buyers at once, of others after somebody looked'],
  ['checked', 'All after somebody looked'],
];

const days = [3, 7, 14, 21, 30];

/** Which stores take reviews, and what shoppers see without anybody looking. */
export function ModesDialog({
  stores,
  onClose,
}: {
  readonly stores: readonly ReviewStore[];
  readonly onClose: () => void;
}) {
  const commands = useCommands();
  const [chosen, setChosen] = useState<Readonly<Record<string, Pick<ReviewStore, 'mode' | 'askAfterDays'>>>>({});
  const asChosen = (store: ReviewStore) => ({
    mode: store.mode,
    askAfterDays: store.askAfterDays,
    ...chosen[store.id],
  });
  const changed = stores.filter((store) => {
    const { mode, askAfterDays } = asChosen(store);
    return mode !== store.mode || askAfterDays !== store.askAfterDays;
  });
  const save = () =>
    commands.mutate(
      changed.map((store) => ({ name: 'reviews.saveSettings', args: { storeId: store.id, ...asChosen(store) } })),
      {
        onSuccess: () => {
          toast({ tone: 'ok', title: t('Saved on this desk'), message: t('Shoppers see it with the next sync.') });
          onClose();
        },
      },
    );
  return (
    <FormDialog
      title={t('How reviews are taken')}
      width={520}
      action={t('Save')}
      ready={changed.length > 0}
      busy={commands.isPending}
      onClose={onClose}
      onSubmit={save}
    >
      <div className={styles.modes}>
        {stores.map((store) => {
          const { mode, askAfterDays } = asChosen(store);
          const choose = (more: Partial<typeof store>) =>
            setChosen({ ...chosen, [store.id]: { mode, askAfterDays, ...more } });
          return (
            <div key={store.id} className={styles.store}>
              <Field label={store.name}>
                {(control) => (
                  <Select
                    {...control}
                    value={mode}
                    onChange={(event) => choose({ mode: event.target.value as ReviewMode })}
                  >
                    {modes.map(([value, words]) => (
                      <option key={value} value={value}>
                        {t(words)}
                      </option>
                    ))}
                  </Select>
                )}
              </Field>
              {mode === 'off' ? null : (
                <Field label={t('Ask buyers for a review')}>
                  {(control) => (
                    <Select
                      {...control}
                      value={askAfterDays ?? ''}
                      onChange={(event) => choose({ askAfterDays: Number(event.target.value) || null })}
                    >
                      <option value="">{t('Never')}</option>
                      {[...new Set([...days, ...(askAfterDays === null ? [] : [askAfterDays])])].map((n) => (
                        <option key={n} value={n}>
                          {t('{n, plural, one {# day} other {# days}} after all arrived', { n })}
                        </option>
                      ))}
                    </Select>
                  )}
                </Field>
              )}
            </div>
          );
        })}
        <p className="t2">
          {t(
            'Who signed in at the shop may say something of a product once. A buyer is who got it with an order of theirs or took it along at a till. What is hidden stays hidden until you show it. Buyers are asked by one letter for each order they had from the web, with a way to get no more of them; some countries want their consent first.',
          )}
        </p>
      </div>
    </FormDialog>
  );
}
