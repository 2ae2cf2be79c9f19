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

/** Which stores take reviews, and what shoppers see without anybody looking. */
export function ModesDialog({
  stores,
  onClose,
}: {
  readonly stores: readonly ReviewStore[];
  readonly onClose: () => void;
}) {
  const commands = useCommands();
  const [chosen, setChosen] = useState<Readonly<Record<string, ReviewMode>>>({});
  const changed = stores.filter(({ id, mode }) => (chosen[id] ?? mode) !== mode);
  const save = () =>
    commands.mutate(
      changed.map(({ id }) => ({ name: 'reviews.saveSettings', args: { storeId: id, mode: chosen[id] } })),
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
        {stores.map(({ id, name, mode }) => (
          <Field key={id} label={name}>
            {(control) => (
              <Select
                {...control}
                value={chosen[id] ?? mode}
                onChange={(event) => setChosen({ ...chosen, [id]: event.target.value as ReviewMode })}
              >
                {modes.map(([value, words]) => (
                  <option key={value} value={value}>
                    {t(words)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        ))}
        <p className="t2">
          {t(
            'Who signed in at the shop may say something of a product once. A buyer is who got it with an order of theirs or took it along at a till. What is hidden stays hidden until you show it.',
          )}
        </p>
      </div>
    </FormDialog>
  );
}
