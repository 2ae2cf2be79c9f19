import { useMemo } from 'react';
import { Field, Input } from '../../ui/field.tsx';
import { Card } from '../../ui/page.tsx';
import { t } from '../../ui/text.ts';
import { localesWith, timeZonesWith } from './choices.ts';
import { Chooser, type PartProps } from './editor-parts.tsx';
import styles from './organisation.module.css';

/** What it is called, the language of its pages, and its time. */
export function StoreCard({ draft, set, problems, locked }: PartProps) {
  const locales = useMemo(() => localesWith(draft.locale), [draft.locale]);
  const zones = useMemo(() => timeZonesWith(draft.timeZone), [draft.timeZone]);
  const off = locked !== null;
  return (
    <Card aria-label={t('Store')}>
      <header>
        <h2>{t('Store')}</h2>
      </header>
      <div className={styles.fields}>
        <Field label={t('Name on receipts and pages')} error={problems.name ? t(problems.name) : null}>
          {(control) => (
            <Input
              {...control}
              value={draft.name}
              maxLength={120}
              disabled={off}
              autoComplete="off"
              onChange={(event) => set({ name: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('Language of its pages')}>
          {(control) => (
            <Chooser
              control={control}
              choices={locales}
              value={draft.locale}
              disabled={off}
              onChoose={(locale) => set({ locale })}
            />
          )}
        </Field>
        <Field label={t('Time zone')} hint={t('Decides the day a sale belongs to.')}>
          {(control) => (
            <Chooser
              control={control}
              choices={zones}
              value={draft.timeZone}
              disabled={off}
              onChoose={(timeZone) => set({ timeZone })}
            />
          )}
        </Field>
      </div>
    </Card>
  );
}
