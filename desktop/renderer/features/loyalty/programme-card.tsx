import { IconPlus, IconTrash } from '@tabler/icons-react';
import { Button } from '../../ui/button.tsx';
import { Check, Field, Input } from '../../ui/field.tsx';
import { Card } from '../../ui/page.tsx';
import { t } from '../../ui/text.ts';
import page from '../../ui/dated-page.module.css';
import type { ProgrammeDraft, ProgrammeProblems } from './programme-draft.ts';
import styles from './loyalty.module.css';

interface Props {
  readonly draft: ProgrammeDraft;
  readonly problems: ProgrammeProblems;
  readonly currency: string;
  readonly locked: string | null;
  /** Somebody has points: what one is worth stands */
  readonly fixed: boolean;
  readonly set: (fields: Partial<ProgrammeDraft>) => void;
}

/** How points are earned, used and lost. */
export function ProgrammeCard({ draft, problems, currency, locked, fixed, set }: Props) {
  const off = locked !== null;
  const fields = [
    ['pointsPerUnit', t('Points for 1 {currency} paid', { currency }), t('Of goods; not of what points paid.')],
    [
      'pointValue',
      t('A point pays'),
      fixed ? t('Customers have points already, so this stands.') : t('It stands once somebody has points.'),
    ],
    ['redeemFrom', t('Used from … points on'), ''],
    [
      'offlinePoints',
      t('Offline, of one customer'),
      t('Points a till lets them use until it hears from the cloud again.'),
    ],
    ['monthsGood', t('Over after … months'), t('Without earning or using any. 0: never.')],
  ] as const;
  return (
    <Card className={page.card} aria-label={t('Programme')}>
      <header>
        <h2>{t('Programme')}</h2>
      </header>
      <div className={styles.fields}>
        <div className={styles.tick}>
          <Check
            label={t('Customers earn and use points')}
            checked={draft.running}
            disabled={off}
            onChange={(event) => set({ running: event.target.checked })}
          />
          <span aria-hidden="true">{t('Customers earn and use points')}</span>
        </div>
        {fields.map(([name, label, hint]) => (
          <Field key={name} label={label} {...(hint && { hint })} error={problems[name] ? t(problems[name]) : null}>
            {(control) => (
              <Input
                {...control}
                className="num"
                inputMode={name === 'pointValue' ? 'decimal' : 'numeric'}
                autoComplete="off"
                disabled={off || (fixed && name === 'pointValue')}
                value={draft[name]}
                onChange={(event) => set({ [name]: event.target.value })}
              />
            )}
          </Field>
        ))}
      </div>
      <Tiers {...{ draft, problems, currency, set }} off={off} />
    </Card>
  );
}

function Tiers({ draft, problems, currency, set, off }: Omit<Props, 'locked' | 'fixed'> & { readonly off: boolean }) {
  const { tiers } = draft;
  const change = (key: string, fields: object) =>
    set({ tiers: tiers.map((one) => (one.key === key ? { ...one, ...fields } : one)) });
  const columns = [
    ['name', t('Name of the tier'), 40],
    ['from', t('From points in 12 months'), 7],
    ['pointsPerUnit', t('Points for 1 {currency}', { currency }), 5],
  ] as const;
  return (
    <section className={styles.tiers} aria-label={t('Tiers')}>
      <h3>{t('Tiers')}</h3>
      {tiers.length === 0 ? <p className="t2">{t('None: everybody earns the same.')}</p> : null}
      {tiers.map((one) => (
        <div key={one.key} className={styles.tier}>
          {columns.map(([name, label, most]) => (
            <Field key={name} label={label}>
              {(control) => (
                <Input
                  {...control}
                  className={name === 'name' ? undefined : 'num'}
                  inputMode={name === 'name' ? 'text' : 'numeric'}
                  maxLength={most}
                  disabled={off}
                  value={one[name]}
                  onChange={(event) => change(one.key, { [name]: event.target.value })}
                />
              )}
            </Field>
          ))}
          <Button
            square
            look="quiet"
            disabled={off}
            aria-label={t('Remove the tier {name}', { name: one.name })}
            icon={<IconTrash size={16} stroke={1.75} aria-hidden="true" />}
            onClick={() => set({ tiers: tiers.filter(({ key }) => key !== one.key) })}
          />
        </div>
      ))}
      {problems.tiers ? (
        <p className={styles.problem} role="alert">
          {t(problems.tiers)}
        </p>
      ) : null}
      <div>
        <Button
          size="small"
          disabled={off || tiers.length >= 10}
          icon={<IconPlus size={16} stroke={1.75} aria-hidden="true" />}
          onClick={() =>
            set({
              tiers: [...tiers, { key: crypto.randomUUID(), name: '', from: '', pointsPerUnit: draft.pointsPerUnit }],
            })
          }
        >
          {t('Add a tier')}
        </Button>
      </div>
    </section>
  );
}
