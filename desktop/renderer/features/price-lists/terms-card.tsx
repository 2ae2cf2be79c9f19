import type { LocationSummary } from '../../../bridge/views.ts';
import { AddFrom, ChipOff, PickNames } from '../../ui/chips.tsx';
import { Check, Field, Input, Select } from '../../ui/field.tsx';
import { Card } from '../../ui/page.tsx';
import { t } from '../../ui/text.ts';
import type { ListDraft, Problems } from './price-list-draft.ts';
import styles from './price-lists.module.css';

export interface TermsProps {
  readonly draft: ListDraft;
  readonly problems: Problems;
  readonly disabled: boolean;
  readonly groups: readonly string[];
  readonly locations: readonly LocationSummary[];
  readonly set: (patch: Partial<ListDraft>) => void;
}

const channelChoices = [
  ['till', 'At the tills'],
  ['online', 'Online'],
] as const;

/** What it is called, when it counts, how it stands among other prices. */
export function TermsFields({ draft, problems, disabled, set }: TermsProps) {
  const field = (
    name: 'name' | 'from' | 'until' | 'priority' | 'percents',
    label: string,
    more: { type?: string; hint?: string; wide?: boolean } = {},
  ) => {
    const problem = problems[name];
    return (
      <div className={more.wide ? styles.wide : undefined}>
        <Field label={label} error={problem ? t(problem) : null} {...(more.hint && { hint: more.hint })}>
          {(control) => (
            <Input
              {...control}
              type={more.type ?? 'text'}
              value={draft[name]}
              maxLength={60}
              autoComplete="off"
              disabled={disabled}
              onChange={(event) => set({ [name]: event.target.value })}
            />
          )}
        </Field>
      </div>
    );
  };
  return (
    <div className={styles.fields}>
      {field('name', t('Name'), { wide: true })}
      {field('from', t('From'), { type: 'datetime-local' })}
      {field('until', t('Until'), { type: 'datetime-local' })}
      <Field label={t('Among other prices')}>
        {(control) => (
          <Select
            {...control}
            value={draft.kind}
            disabled={disabled}
            onChange={(event) => set({ kind: event.target.value === 'override' ? 'override' : 'sale' })}
          >
            <option value="sale">{t('The lowest counts')}</option>
            <option value="override">{t('Goes before them')}</option>
          </Select>
        )}
      </Field>
      {field('priority', t('Priority'), { hint: t('Of two of one kind the higher counts') })}
      {field('percents', t('Per cent off all other items'), {
        wide: true,
        hint: t('10, or 10, from 5: 15. Empty: only items listed below'),
      })}
    </div>
  );
}

/** For whom and where it counts; nothing chosen means all of them. */
export function WhoCard({ draft, disabled, groups, locations, set }: TermsProps) {
  const nameOf = (id: string) => locations.find((place) => place.id === id)?.name ?? id;
  return (
    <Card aria-label={t('For whom')}>
      <div className={styles.who}>
        <b>{t('Customers')}</b>
        <span className={styles.chips}>
          <PickNames
            chosen={draft.groups}
            known={groups}
            none={t('Everybody')}
            addLabel={t('Add a group')}
            newLabel={t('Name of a new group')}
            newHint={t('New group, Enter')}
            disabled={disabled}
            onChange={(chosen) => set({ groups: chosen })}
          />
        </span>
        <b>{t('Sold')}</b>
        <span className={styles.chips}>
          {channelChoices.map(([channel, name]) => (
            <span key={channel} className={styles.tick}>
              <Check
                label={t(name)}
                disabled={disabled}
                checked={draft.channels.length === 0 || draft.channels.includes(channel)}
                onChange={() => {
                  const other = channel === 'till' ? 'online' : 'till';
                  const on = draft.channels.length === 0 || draft.channels.includes(channel);
                  set({ channels: on ? [other] : [] });
                }}
              />
              {t(name)}
            </span>
          ))}
        </span>
        <b>{t('Places')}</b>
        <span className={styles.chips}>
          {draft.locations.length === 0 ? <span className="t2">{t('Everywhere')}</span> : null}
          {draft.locations.map((id) => (
            <ChipOff
              key={id}
              name={nameOf(id)}
              disabled={disabled}
              onRemove={() => set({ locations: draft.locations.filter((one) => one !== id) })}
            />
          ))}
          {disabled ? null : (
            <AddFrom
              label={t('Only at')}
              options={locations
                .filter(({ id }) => !draft.locations.includes(id))
                .map(({ id, name }) => [id, name] as const)}
              onAdd={(id) => set({ locations: [...draft.locations, id] })}
            />
          )}
        </span>
      </div>
    </Card>
  );
}
