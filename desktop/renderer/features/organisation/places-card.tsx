import { IconPencil, IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { may } from '../../data/may.ts';
import { useSession } from '../../data/session.ts';
import { Button } from '../../ui/button.tsx';
import { Check, Field, Input } from '../../ui/field.tsx';
import { Card } from '../../ui/page.tsx';
import { t } from '../../ui/text.ts';
import type { PartProps } from './editor-parts.tsx';
import { newPlace, type PlaceDraft, PlaceDialog } from './place-dialog.tsx';
import styles from './organisation.module.css';
import { domainOf } from './store-draft.ts';

/** Which locations are its own, and what each is. */
export function PlacesCard({ draft, set, organisation, locked }: PartProps) {
  const { person } = useSession();
  const [open, setOpen] = useState<PlaceDraft | null>(null);
  const keeps = may(person, 'locations.manage');
  const { stores } = organisation;
  const nameOf = (id: string) => stores.find((store) => store.id === id)?.name ?? '';
  const currencyOf = (id: string) => stores.find((store) => store.id === id)?.currency;
  const main = stores.find((store) => store.main)?.currency;
  return (
    <Card aria-label={t('Places')}>
      <header>
        <h2>{t('Places')}</h2>
        <span className="grow" />
        {keeps ? (
          <Button
            size="small"
            icon={<IconPlus size={16} stroke={1.75} aria-hidden="true" />}
            onClick={() => setOpen(newPlace())}
          >
            {t('Add a place')}
          </Button>
        ) : null}
      </header>
      {organisation.places.map((place) => {
        const closed = place.status === 'closed';
        const here = draft.places.includes(place.id);
        // What lies in an open drawer stays the money of its store.
        const next = place.storeId === draft.id ? main : draft.currency;
        const shut = place.open.length > 0 && currencyOf(place.storeId) !== next;
        // A place always belongs somewhere: from the main store it goes by being taken at another.
        const stays = draft.main && place.storeId === draft.id;
        const note = (): string => {
          if (closed) return t('closed');
          if (shut) return t('Drawers are open: {tills}', { tills: place.open.join(', ') });
          if (place.storeId !== draft.id) return t('now {store}', { store: nameOf(place.storeId) });
          if (stays && stores.length > 1) return t('Taken away by ticking it at another store');
          return place.sellsOnline ? '' : t('not sold online');
        };
        return (
          <div key={place.id} className={styles.place}>
            <Check
              label={place.name}
              checked={here}
              disabled={locked !== null || shut || stays || closed}
              onChange={() =>
                set({ places: here ? draft.places.filter((id) => id !== place.id) : [...draft.places, place.id] })
              }
            />
            <span className="cut">{place.name}</span>
            <span className="sub">{place.kind === 'shop' ? t('Shop') : t('Warehouse')}</span>
            <span className="sub cut grow">{note()}</span>
            {keeps ? (
              <Button
                size="small"
                square
                look="quiet"
                aria-label={t('Change {name}', { name: place.name })}
                icon={<IconPencil size={16} stroke={1.75} aria-hidden="true" />}
                onClick={() => setOpen({ ...place, fresh: false })}
              />
            ) : null}
          </div>
        );
      })}
      {open ? <PlaceDialog key={open.id} place={open} onClose={() => setOpen(null)} /> : null}
    </Card>
  );
}

/** The addresses on the web where its pages are. */
export function DomainsCard({ draft, set, locked }: PartProps) {
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState(false);
  function add(): void {
    const domain = domainOf(text);
    setWrong(domain === null);
    if (domain === null) return;
    if (!draft.domains.includes(domain)) set({ domains: [...draft.domains, domain].sort() });
    setText('');
  }
  return (
    <Card aria-label={t('Web addresses')}>
      <header>
        <h2>{t('Web addresses')}</h2>
      </header>
      <div className={styles.block}>
        {draft.domains.length === 0 ? (
          <p className="t2">{t('None: a page shows the store that its key is for, or else the main store.')}</p>
        ) : (
          <ul className={styles.domains}>
            {draft.domains.map((domain) => (
              <li key={domain} className={styles.domain}>
                <bdi>{domain}</bdi>
                <Button
                  square
                  size="small"
                  look="quiet"
                  aria-label={t('Take {domain} away', { domain })}
                  disabled={locked !== null}
                  icon={<IconX size={16} stroke={1.75} aria-hidden="true" />}
                  onClick={() => set({ domains: draft.domains.filter((one) => one !== domain) })}
                />
              </li>
            ))}
          </ul>
        )}
        <form
          className={styles.addDomain}
          onSubmit={(event) => {
            event.preventDefault();
            add();
          }}
        >
          <Field
            label={t('Add an address')}
            hint={t('Where the page is, such as shop.larkhall.example. Each belongs to one store.')}
            error={wrong ? t('Write an address such as shop.larkhall.example.') : null}
          >
            {(control) => (
              <Input
                {...control}
                value={text}
                disabled={locked !== null}
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => {
                  setText(event.target.value);
                  setWrong(false);
                }}
              />
            )}
          </Field>
          <Button type="submit" disabled={locked !== null || text.trim() === ''}>
            {t('Add')}
          </Button>
        </form>
      </div>
    </Card>
  );
}
