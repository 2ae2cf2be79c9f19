import type { StoreHosted } from '@tillhouse/shared/domains/access/store-parts.ts';
import { useSession } from '../../data/session.ts';
import { Check, Field, Input, Select } from '../../ui/field.tsx';
import { Card } from '../../ui/page.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import type { PartProps } from './editor-parts.tsx';
import styles from './organisation.module.css';
import { OpeningFields } from './opening-fields.tsx';
import { addressesOf, plainHosted, slugOf } from './hosted-draft.ts';

/** The shop that the cloud shows for this store: whether, where, and what its first page opens with. */
export function HostedCard({ draft, set, problems, locked }: PartProps) {
  const { cloudUrl } = useSession();
  const off = locked !== null;
  const hosted = draft.hosted ?? plainHosted;
  const change = (patch: Partial<StoreHosted>) => set({ hosted: { ...hosted, ...patch } });
  const turn = (): void => {
    const open = !hosted.open;
    set({ hosted: { ...hosted, open }, slug: draft.slug ?? (open ? slugOf(draft.name) : null) });
  };
  const addresses = addressesOf(draft, cloudUrl);
  return (
    <Card aria-label={t('Shop on the web')}>
      <header>
        <h2>{t('Shop on the web')}</h2>
        <State tone={hosted.open ? 'ok' : 'plain'}>{hosted.open ? t('Open') : t('Not shown')}</State>
      </header>
      <div className={styles.place}>
        <Check label={t('Show this store as a shop of its own')} checked={hosted.open} disabled={off} onChange={turn} />
        <span>{t('Show this store as a shop of its own')}</span>
        <span className="sub grow">{t('Catalogue, prices, stock and checkout.')}</span>
      </div>
      {hosted.open ? (
        <>
          {problems.slug === undefined ? (
            <ul className={styles.addresses} aria-label={t('Its addresses')}>
              {addresses.map((address) => (
                <li key={address}>
                  <a href={address} target="_blank" rel="noreferrer">
                    <bdi>{address}</bdi>
                  </a>
                </li>
              ))}
            </ul>
          ) : null}
          <div className={styles.fields}>
            <Field
              label={t('Its address in the cloud')}
              hint={t('Small letters, digits and hyphens. Links that are out there end when it changes.')}
              error={problems.slug ? t(problems.slug) : null}
            >
              {(control) => (
                <Input
                  {...control}
                  value={draft.slug ?? ''}
                  maxLength={40}
                  disabled={off}
                  autoComplete="off"
                  spellCheck={false}
                  onChange={(event) => set({ slug: event.target.value.trim().toLowerCase() || null })}
                />
              )}
            </Field>
            <Field label={t('Address that search engines name')}>
              {(control) => (
                <Select
                  {...control}
                  value={hosted.domain ?? ''}
                  disabled={off}
                  onChange={(event) => change({ domain: event.target.value || null })}
                >
                  <option value="">{t('The one in the cloud')}</option>
                  {draft.domains.map((domain) => (
                    <option key={domain} value={domain}>
                      {domain}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            <OpeningFields opening={hosted} disabled={off} set={change} />
          </div>
        </>
      ) : null}
    </Card>
  );
}
