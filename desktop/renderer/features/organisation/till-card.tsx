import { Check, Field, Input } from '../../ui/field.tsx';
import { Card } from '../../ui/page.tsx';
import { t } from '../../ui/text.ts';
import type { PartProps } from './editor-parts.tsx';
import styles from './organisation.module.css';

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
    [
      'leastPercent',
      t('Layaway: first part, percent'),
      t('Of the whole, paid when it is put aside.'),
      problems.leastPercent,
    ],
    ['days', t('Layaway: days to pay'), t('Until the rest is due.'), problems.days],
    [
      'layawayFee',
      t('Layaway: kept when given up'),
      t('Of what was paid; a cashier may keep less.'),
      problems.layawayFee,
    ],
    ['lockAfter', t('Locks after … minutes'), t('Without a touch; the basket stays. 0: never.'), problems.lockAfter],
    [
      'foreign',
      t('Currencies taken in cash'),
      t(
        'With a rate, or at that of Ledger: EUR, USD 0.78. Without either it is not taken. The change is in the store’s money.',
      ),
      problems.foreign,
    ],
    ...(draft.till.tips
      ? ([['percents', t('Percentages offered as a tip'), t('Any amount can be keyed.'), problems.percents]] as const)
      : []),
  ] as const satisfies readonly (readonly [
    'cash' | 'priceDays' | 'lockAfter' | 'leastPercent' | 'days' | 'layawayFee' | 'percents' | 'foreign',
    string,
    string,
    string | undefined,
  ])[];
  const ticks = [
    ['tips', t('Customers are asked for a tip')],
    ...(draft.till.tips ? ([['onTerminal', t('The card terminal asks for it')]] as const) : []),
  ] as const satisfies readonly (readonly ['tips' | 'onTerminal', string])[];
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
        {ticks.map(([name, label]) => (
          <div key={name} className={styles.tick}>
            <Check
              label={label}
              checked={draft.till[name]}
              disabled={locked !== null}
              onChange={(event) => set({ till: { ...draft.till, [name]: event.target.checked } })}
            />
            <span aria-hidden="true">{label}</span>
          </div>
        ))}
      </div>
    </Card>
  );
}
