import { IconX } from '@tabler/icons-react';
import { Button } from '../../ui/button.tsx';
import { Input, Select } from '../../ui/field.tsx';
import { Card } from '../../ui/page.tsx';
import { t } from '../../ui/text.ts';
import { AddFrom, ChipOff } from '../../ui/chips.tsx';
import { CodesRow } from './codes-row.tsx';
import { type ConditionDraft, everyDay } from './draft-conditions.ts';
import type { PartProps } from './editor-parts.ts';
import { channels, conditionText, days, segmentNames } from './promotion-words.ts';
import styles from './promotions.module.css';

const titles: Record<ConditionDraft['kind'], string> = {
  spend: 'Goods that qualify come to at least',
  quantity: 'Pieces that qualify are at least',
  channel: 'Bought at',
  location: 'Shop is',
  time: 'On these days and hours',
  'first-order': 'It is the customer’s first order',
  'customer-group': 'Customer group is',
  segment: 'The customer is',
  group: 'Together',
};

function fresh(kind: string): ConditionDraft {
  if (kind === 'spend' || kind === 'quantity') return { kind, atLeast: '' };
  if (kind === 'time') return { kind, days: everyDay, from: '', to: '' };
  if (kind === 'first-order') return { kind };
  return { kind: kind as 'channel', in: [] };
}

interface RowProps extends PartProps {
  readonly condition: ConditionDraft;
  readonly onCondition: (next: ConditionDraft) => void;
}

function Days({ condition, onCondition, disabled }: RowProps & { condition: ConditionDraft & { kind: 'time' } }) {
  return (
    <>
      <span className={styles.days}>
        {days.map((name, index) => {
          const day = index + 1;
          const on = condition.days.includes(day);
          const next = on
            ? condition.days.filter((one) => one !== day)
            : [...condition.days, day].sort((a, b) => a - b);
          return (
            <button
              key={name}
              type="button"
              aria-pressed={on}
              disabled={disabled}
              onClick={() => onCondition({ ...condition, days: next })}
            >
              {t(name)}
            </button>
          );
        })}
      </span>
      {(['from', 'to'] as const).map((side) => (
        <Input
          key={side}
          small
          type="time"
          className={styles.time}
          aria-label={side === 'from' ? t('From') : t('To')}
          value={condition[side]}
          disabled={disabled}
          onChange={(event) => onCondition({ ...condition, [side]: event.target.value })}
        />
      ))}
    </>
  );
}

function Words({
  condition,
  onCondition,
  disabled,
}: RowProps & { condition: Extract<ConditionDraft, { readonly in: readonly string[] }> }) {
  return (
    <Input
      small
      className={styles.words}
      aria-label={t(titles[condition.kind])}
      placeholder={t('Names, with commas between')}
      defaultValue={condition.in.join(', ')}
      disabled={disabled}
      onChange={(event) =>
        onCondition({
          kind: condition.kind,
          in: event.target.value
            .split(',')
            .map((one) => one.trim())
            .filter((one) => one !== ''),
        })
      }
    />
  );
}

function Fields(props: RowProps) {
  const { condition, onCondition, choices, disabled, place, names } = props;
  switch (condition.kind) {
    case 'spend':
    case 'quantity':
      return (
        <Input
          small
          className={`${styles.amount} num`}
          inputMode="decimal"
          aria-label={t(titles[condition.kind])}
          value={condition.atLeast}
          disabled={disabled}
          onChange={(event) => onCondition({ ...condition, atLeast: event.target.value })}
        />
      );
    case 'time':
      return <Days {...props} condition={condition} />;
    case 'first-order':
      return null;
    case 'group':
      return (
        <span className="t2">
          {conditionText(condition.group, { currency: place.currency, name: (id) => names[id] ?? id })}
        </span>
      );
    case 'channel':
    case 'segment':
    case 'location': {
      const named = condition.kind === 'channel' ? channels : condition.kind === 'segment' ? segmentNames : null;
      const all: (readonly [string, string])[] =
        named !== null
          ? Object.entries(named).map(([id, name]) => [id, t(name)] as const)
          : choices.locations.map(({ id, name }) => [id, name] as const);
      return (
        <>
          {condition.in.map((id) => (
            <ChipOff
              key={id}
              name={all.find(([each]) => each === id)?.[1] ?? id}
              disabled={disabled}
              onRemove={() => onCondition({ ...condition, in: condition.in.filter((one) => one !== id) })}
            />
          ))}
          {disabled ? null : (
            <AddFrom
              label={t('Add')}
              options={all.filter(([id]) => !condition.in.includes(id))}
              onAdd={(id) => onCondition({ ...condition, in: [...condition.in, id] })}
            />
          )}
        </>
      );
    }
    default:
      return <Words {...props} condition={condition} />;
  }
}

/** What must hold before anything is given, and the codes that open it. */
export function ConditionsCard(props: PartProps) {
  const { draft, set, problems, disabled } = props;
  const put = (index: number, next: ConditionDraft | null) =>
    set({ conditions: draft.conditions.flatMap((one, at) => (at !== index ? [one] : next ? [next] : [])) });
  const options = (Object.keys(titles) as ConditionDraft['kind'][])
    .filter((kind) => kind !== 'group')
    .map((kind) => [kind, t(titles[kind])] as const);
  return (
    <Card aria-label={t('Conditions')}>
      <header>
        <h2>{t('When')}</h2>
        <Select
          small
          className={styles.match}
          aria-label={t('How many of the conditions must hold')}
          value={draft.match}
          disabled={disabled || draft.conditions.length < 2}
          onChange={(event) => set({ match: event.target.value as 'all' | 'any' })}
        >
          <option value="all">{t('all of these hold')}</option>
          <option value="any">{t('any of these holds')}</option>
        </Select>
        <span className="grow" />
        {disabled ? null : (
          <AddFrom
            label={t('Add condition')}
            options={options}
            onAdd={(kind) => set({ conditions: [...draft.conditions, fresh(kind)] })}
          />
        )}
      </header>
      {draft.conditions.length === 0 ? (
        <p className={`${styles.line} t2`}>{t('Always: nothing else has to hold.')}</p>
      ) : null}
      {draft.conditions.map((condition, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no name of their own
        <div key={`${condition.kind}${index}`} className={styles.line}>
          <span>{t(titles[condition.kind])}</span>
          <Fields {...props} condition={condition} onCondition={(next) => put(index, next)} />
          {problems[`conditions.${index}`] ? (
            <span className={styles.wrong} role="alert">
              {t(problems[`conditions.${index}`] ?? '')}
            </span>
          ) : null}
          <span className="grow" />
          {disabled ? null : (
            <Button
              look="quiet"
              size="small"
              square
              aria-label={t('Remove the condition {name}', { name: t(titles[condition.kind]) })}
              onClick={() => put(index, null)}
              icon={<IconX size={15} stroke={1.75} aria-hidden="true" />}
            />
          )}
        </div>
      ))}
      <CodesRow {...props} />
    </Card>
  );
}
