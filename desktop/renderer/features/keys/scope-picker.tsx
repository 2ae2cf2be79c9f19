import type { Permission } from '@tillhouse/shared/domains/access/permissions.ts';
import { may } from '../../data/may.ts';
import { useSession } from '../../data/session.ts';
import { Check } from '../../ui/field.tsx';
import { t } from '../../ui/text.ts';
import { permissionGroups, permissionText } from '../roles/permission-groups.ts';
import styles from './keys.module.css';

export interface ScopePickerProps {
  readonly chosen: readonly Permission[];
  readonly onChoose: (chosen: readonly Permission[]) => void;
}

/** What a program may do: never more than whoever lets it in may do. */
export function ScopePicker({ chosen, onChoose }: ScopePickerProps) {
  const { person } = useSession();
  return (
    <fieldset className={styles.scopes}>
      <legend>{t('What it may do')}</legend>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls has to be reached by keys */}
      <section className={styles.scopeList} tabIndex={0} aria-label={t('What it may do')}>
        {permissionGroups.map((group) => (
          <div key={group.name}>
            <b className={styles.group}>{t(group.name)}</b>
            {group.permissions.map((permission) => {
              const held = may(person, permission);
              const on = chosen.includes(permission);
              const text = permissionText(permission);
              return (
                // biome-ignore lint/a11y/noLabelWithoutControl: its control is the box of Check
                <label
                  key={permission}
                  className={styles.scope}
                  title={held ? undefined : t('You may not do it yourself')}
                >
                  <Check
                    label={text}
                    checked={on}
                    disabled={!held}
                    onChange={() =>
                      onChoose(on ? chosen.filter((each) => each !== permission) : [...chosen, permission])
                    }
                  />
                  <span>
                    {text}
                    {held ? null : <small className="t2"> {t('not yours to give')}</small>}
                  </span>
                  <code className="t3">{permission}</code>
                </label>
              );
            })}
          </div>
        ))}
      </section>
    </fieldset>
  );
}
