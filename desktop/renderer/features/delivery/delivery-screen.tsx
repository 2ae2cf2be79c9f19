import { IconPlus, IconTruckDelivery } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { DeliveryZone } from '../../../bridge/delivery-queries.ts';
import type { QueryMap } from '../../../bridge/queries.ts';
import { lockOf } from '../../data/may.ts';
import { ReadFault } from '../../data/read-fault.tsx';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Select } from '../../ui/field.tsx';
import { Card, Page, PageHead, Side, Split } from '../../ui/page.tsx';
import { t } from '../../ui/text.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { countryName } from '../customers/countries.ts';
import { BoxesCard } from './boxes-card.tsx';
import { CarriersCard } from './carriers-card.tsx';
import { PickUpCard } from './pick-up-card.tsx';
import { TryDelivery } from './try-delivery.tsx';
import { ZoneCard } from './zone-card.tsx';
import { ZoneDialog } from './zone-dialog.tsx';
import { draftOfZone, startingZone, type ZoneDraft } from './zone-draft.ts';
import styles from './delivery.module.css';

const route = getRouteApi('/shell/delivery');
interface Asking {
  readonly zone: DeliveryZone | null;
  readonly start: ZoneDraft;
}

function Loaded({ delivery }: { readonly delivery: QueryMap['delivery.index']['result'] }) {
  const { store: wanted } = route.useSearch();
  const navigate = useNavigate();
  const { person } = useSession();
  const [asking, setAsking] = useState<Asking | null>(null);
  const locked = lockOf(person, 'settings.manage');
  const { stores, places, boxes } = delivery;
  const store = stores.find(({ id }) => id === wanted) ?? stores[0];
  const zones = delivery.zones.filter(({ storeId }) => storeId === (store?.main ? null : store?.id));
  const begin = (country: string | null) => {
    if (!store || locked) return;
    const name = country ? countryName(country) : '';
    const start = startingZone(store, country, name, [crypto.randomUUID(), crypto.randomUUID()]);
    setAsking({ zone: null, start });
  };
  useKeys({ n: () => begin(zones.length === 0 ? (store?.country ?? null) : null) });
  if (!store)
    return (
      <EmptyState icon={<IconTruckDelivery size={48} stroke={1.1} aria-hidden="true" />} title={t('No store yet')}>
        {t('The first one comes with the settings of your organisation. They arrive with the next sync.')}
      </EmptyState>
    );
  const home = store.country && countryName(store.country);
  return (
    <>
      <PageHead>
        <h1>{t('Delivery')}</h1>
        <span className="sub">
          {t('Where shoppers have things sent, for how much, in which boxes, and where they collect')}
        </span>
        <span className="grow" />
        {stores.length > 1 ? (
          <Select
            small
            className={styles.store}
            aria-label={t('Store')}
            value={store.id}
            onChange={(event) =>
              void navigate({ to: '/delivery', search: { store: event.target.value }, replace: true })
            }
          >
            {stores.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        ) : null}
        <Button
          look="primary"
          keys="N"
          locked={locked}
          icon={<IconPlus size={16} stroke={1.75} aria-hidden="true" />}
          onClick={() => begin(null)}
        >
          {t('Add a zone')}
        </Button>
      </PageHead>
      <Split width={400}>
        <section className={styles.main}>
          {zones.length === 0 ? (
            <Card className={styles.empty}>
              <EmptyState
                icon={<IconTruckDelivery size={48} stroke={1.1} aria-hidden="true" />}
                title={t('Nothing is sent anywhere yet')}
                actions={
                  <Button look="primary" locked={locked} onClick={() => begin(store.country)}>
                    {home ? t('Begin with {country}', { country: home }) : t('Begin with a country')}
                  </Button>
                }
              >
                {t(
                  'Until there is a zone, shoppers buy without delivery or collect. Begin with a price most shops have; you see all of it before it is saved.',
                )}
              </EmptyState>
            </Card>
          ) : (
            zones.map((zone) => (
              <ZoneCard
                key={zone.id}
                zone={zone}
                locked={locked}
                onEdit={() => setAsking({ zone, start: draftOfZone(zone) })}
              />
            ))
          )}
          <BoxesCard boxes={boxes} locked={locked} />
          <PickUpCard places={places} locked={locked} />
          <CarriersCard key={`carriers ${store.id}`} store={store} locked={locked} />
        </section>
        <Side aria-label={t('Try an address and a basket')}>
          <TryDelivery key={store.id} store={store} />
        </Side>
      </Split>
      {asking ? (
        <ZoneDialog
          key={asking.start.id}
          zone={asking.zone}
          start={asking.start}
          store={store}
          onClose={() => setAsking(null)}
        />
      ) : null}
    </>
  );
}

/** Where a store sends, in which boxes, and where shoppers collect, with a panel that shows what they would be offered and why not. */
export function DeliveryScreen() {
  const read = useRead('delivery.index', {}, { keep: true });
  return (
    <Page>{read.error ? <ReadFault error={read.error} /> : read.data ? <Loaded delivery={read.data} /> : null}</Page>
  );
}
