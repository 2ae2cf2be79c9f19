import type { WebStore } from '../../../bridge/content-views.ts';
import { Check, Field, Input, Select } from '../../ui/field.tsx';
import { Card } from '../../ui/page.tsx';
import { t } from '../../ui/text.ts';
import type { PageDraft, PageProblem } from './page-draft.ts';
import styles from './web-shop.module.css';

interface Props {
  readonly draft: PageDraft;
  readonly stores: readonly WebStore[];
  readonly disabled: boolean;
  readonly problem: PageProblem | null;
  readonly set: (patch: Partial<PageDraft>) => void;
}

/** From when on shoppers find it, and in which stores. */
export function WhereCard({ draft, stores, disabled, problem, set }: Props) {
  const { storeIds, when, at } = draft;
  const turn = (id: string): void => {
    // None ticked is every one: the last is taken out by ticking all.
    const all = storeIds.length === 0 ? stores.map((store) => store.id) : storeIds;
    const next = all.includes(id) ? all.filter((one) => one !== id) : [...all, id];
    if (next.length > 0) set({ storeIds: next.length === stores.length ? [] : next });
  };
  return (
    <Card aria-label={t('Where and when')}>
      <header>
        <h2>{t('Where and when')}</h2>
      </header>
      <div className={styles.fields}>
        <Field label={t('Shoppers find it')}>
          {(control) => (
            <Select
              {...control}
              value={when}
              disabled={disabled}
              onChange={(event) => set({ when: event.target.value as PageDraft['when'] })}
            >
              <option value="draft">{t('Not yet: a draft')}</option>
              <option value="shown">{t('Now')}</option>
              <option value="at">{t('From a time on')}</option>
            </Select>
          )}
        </Field>
        {when === 'at' ? (
          <Field label={t('From')} error={problem?.field === 'at' ? t(problem.words) : null}>
            {(control) => (
              <Input
                {...control}
                type="datetime-local"
                value={at}
                disabled={disabled}
                onChange={(event) => set({ at: event.target.value })}
              />
            )}
          </Field>
        ) : null}
        {stores.length > 1 ? (
          <fieldset className={styles.wide} aria-label={t('In stores')}>
            <div className={styles.ticks}>
              {stores.map(({ id, name }) => (
                <span key={id} className={styles.tick}>
                  <Check
                    label={name}
                    checked={storeIds.length === 0 || storeIds.includes(id)}
                    disabled={disabled}
                    onChange={() => turn(id)}
                  />
                  {name}
                </span>
              ))}
            </div>
          </fieldset>
        ) : null}
      </div>
    </Card>
  );
}
