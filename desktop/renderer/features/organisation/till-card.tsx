import { Field, Input } from '../../ui/field.tsx';
import { Card } from '../../ui/page.tsx';
import { t } from '../../ui/text.ts';
import type { PartProps } from './editor-parts.tsx';
import styles from './organisation.module.css';
import type { StoreDraft } from './store-draft.ts';

/** How its tills behave: what is given back without a receipt, and when they lock themselves. */
export function TillCard({ draft, set, problems, locked }: PartProps) {
  const fields = [
    ['cash', t('Cash back without a receipt, up to'), t('Beyond it: store credit. 0: never cash.'), problems.tillCash],
    [
      'priceDays',
      t('Lowest price of the last … days'),
      t('What goods without a receipt are worth.'),
      problems.priceDays,
    ],
    ['lockAfter', t('Locks after … minutes'), t('Without a touch; the basket stays. 0: never.'), problems.lockAfter],
  ] as const satisfies readonly (readonly [keyof StoreDraft['till'], string, string, string | undefined])[];
  return (
    <Card aria-label={t('Tills')}>
      <header>
        <h2>{t('Tills')}</h2>
      </header>
      <div className={styles.fields}>
        {fields.map(([name, label, hint, problem]) => (
          <Field key={name} label={label} hint={hint} error={problem ? t(problem) : null}>
            {(control) => (
              <Input
                {...control}
                value={draft.till[name]}
                inputMode="decimal"
                disabled={locked !== null}
                autoComplete="off"
                onChange={(event) => set({ till: { ...draft.till, [name]: event.target.value } })}
              />
            )}
          </Field>
        ))}
      </div>
    </Card>
  );
}
