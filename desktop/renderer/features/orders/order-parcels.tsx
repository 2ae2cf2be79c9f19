import { IconPackage, IconPrinter, IconWorld } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { trackingLink } from '@tillhouse/shared/domains/shipping/tracking-link.ts';
import { passesCustoms } from '@tillhouse/shared/domains/shipping/customs.ts';
import { useState } from 'react';
import type { OrderPage, OrderParcel } from '../../../bridge/order-page.ts';
import { may } from '../../data/may.ts';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { weightText } from '../../data/size-text.ts';
import { useCommands } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { clockText, dayText } from '../../ui/instants.ts';
import { Card } from '../../ui/page.tsx';
import { t } from '../../ui/text.ts';
import { State } from '../../ui/state.tsx';
import { moneyText } from '../../ui/money.tsx';
import { BuyLabelsDialog } from './buy-labels-dialog.tsx';
import { CustomsPaperDialog } from './customs-paper.tsx';
import { unitsOf } from './fulfil-draft.ts';
import { LabelDialog } from './label-dialog.tsx';
import { openLabel, useCarriers, useLabels } from './labels-data.ts';
import { parcelWords } from './order-words.ts';
import { PackingSlipDialog } from './packing-slip.tsx';
import { ParcelHappened } from './parcel-happened.tsx';
import styles from './order-page.module.css';

function TrackDialog({ parcel, onClose }: { readonly parcel: OrderParcel; readonly onClose: () => void }) {
  const [carrier, setCarrier] = useState(parcel.carrier);
  const [tracking, setTracking] = useState(parcel.tracking);
  const commands = useCommands();
  const args = { fulfilmentId: parcel.id, carrier: carrier.trim(), tracking: tracking.trim() };
  return (
    <FormDialog
      title={t('How {number} travels', { number: parcel.number })}
      action={t('Save')}
      ready={carrier.trim() !== parcel.carrier || tracking.trim() !== parcel.tracking}
      busy={commands.isPending}
      onClose={onClose}
      onSubmit={() => commands.mutate([{ name: 'orders.track', args }], { onSuccess: onClose })}
    >
      <Field label={t('Carrier')}>
        {(control) => (
          <Input
            {...control}
            value={carrier}
            maxLength={60}
            autoComplete="off"
            onChange={(event) => setCarrier(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('Tracking number')}>
        {(control) => (
          <Input
            {...control}
            value={tracking}
            maxLength={120}
            autoComplete="off"
            data-autofocus
            onChange={(event) => setTracking(event.target.value)}
          />
        )}
      </Field>
    </FormDialog>
  );
}

/** Where it is by the last that was said of it, and what was said. */
function Standing({ parcel: { state, stateAt, place, words } }: { readonly parcel: OrderParcel }) {
  if (state === null || stateAt === null) return null;
  const when = `${dayText(stateAt, { year: true })}, ${clockText(stateAt)}`;
  return (
    <p className={styles.standing}>
      <State tone={parcelWords(state).tone}>{parcelWords(state).text}</State>
      <span className="t2">{[when, place, words].filter(Boolean).join(' · ')}</span>
    </p>
  );
}

/** What left together, with its tracking number and its packing slip. */
export function OrderParcels({ order, maySend }: { readonly order: OrderPage; readonly maySend: boolean }) {
  const [asking, setAsking] = useState<{
    what: 'slip' | 'track' | 'customs' | 'buy' | 'label' | 'back';
    parcel: OrderParcel;
  } | null>(null);
  const customs = useRead('orders.customs', { id: order.id }, { enabled: order.parcels.length > 0 }).data;
  const abroad = customs !== undefined && passesCustoms(customs.from, order.delivery?.country ?? '');
  const { person } = useSession();
  const carriers = useCarriers(order.id);
  const labels = useLabels(order.id, carriers.ever && maySend && order.parcels.some(({ how }) => how === 'shipped'));
  const labelOf = ({ id }: OrderParcel) => openLabel(labels, id);
  const unlabelled = order.parcels.filter((parcel) => parcel.how === 'shipped' && !parcel.tracking && !labelOf(parcel));
  const sent = order.parcels.find(({ how }) => how === 'shipped');
  const comesBack = openLabel(labels, null);
  const asked = asking?.what === 'back' ? comesBack : asking && labelOf(asking.parcel);
  if (order.parcels.length === 0) return null;
  return (
    <Card>
      <header>
        <h2>{t('{n, plural, one {# parcel} other {# parcels}}', { n: order.parcels.length })}</h2>
        <span className="grow" />
        {maySend && labels && sent && (carriers.there || comesBack) ? (
          <Button look="quiet" size="small" onClick={() => setAsking({ what: 'back', parcel: sent })}>
            {t('Returns label')}
          </Button>
        ) : null}
      </header>
      {order.parcels.map((parcel) => {
        const units = unitsOf(order, {
          quantities: Object.fromEntries(parcel.lines.map(({ lineId, quantity }) => [lineId, quantity])),
        });
        const packed = [parcel.box, parcel.grams === null ? '' : weightText(parcel.grams)].filter(Boolean).join(', ');
        const label = labelOf(parcel);
        const travels = [parcel.carrier, parcel.tracking].filter(Boolean).join(' ');
        const page = trackingLink(parcel.carrier, parcel.tracking);
        return (
          <div key={parcel.id} className={styles.parcel}>
            <IconPackage size={18} stroke={1.75} aria-hidden="true" />
            <div>
              <b className="strong">{parcel.number}</b>{' '}
              <span className="t2">
                {parcel.how === 'shipped'
                  ? t('{n, plural, one {# unit} other {# units}} sent from {place}', {
                      n: units,
                      place: parcel.locationName,
                    })
                  : t('{n, plural, one {# unit} other {# units}} handed over at {place}', {
                      n: units,
                      place: parcel.locationName,
                    })}
              </span>
              <small>
                {dayText(parcel.at, { year: true })}, {clockText(parcel.at)}
                {packed ? ` · ${packed}` : null}
                {travels ? (
                  <>
                    {' · '}
                    {page ? (
                      <a className="mono" href={page} target="_blank" rel="noreferrer">
                        {travels}
                      </a>
                    ) : (
                      <span className="mono">{travels}</span>
                    )}
                  </>
                ) : null}
                {label?.state === 'bought' && label.cost !== null && label.currency
                  ? ` · ${t('label {money}', { money: moneyText({ amount: label.cost, currency: label.currency }) })}`
                  : null}
              </small>
              <Standing parcel={parcel} />
            </div>
            {maySend && parcel.how === 'shipped' ? <ParcelHappened parcel={parcel} /> : null}
            {label ? (
              <Button size="small" onClick={() => setAsking({ what: 'label', parcel })}>
                {label.state === 'bought' ? t('Label') : t('Label: look it up')}
              </Button>
            ) : carriers.there && unlabelled.includes(parcel) && maySend ? (
              <Button size="small" onClick={() => setAsking({ what: 'buy', parcel })}>
                {t('Buy label')}
              </Button>
            ) : null}
            {maySend && parcel.how === 'shipped' && !label ? (
              <Button
                size="small"
                aria-label={parcel.tracking ? t('Change tracking') : t('Add tracking')}
                onClick={() => setAsking({ what: 'track', parcel })}
              >
                {t('Tracking')}
              </Button>
            ) : null}
            {abroad && parcel.how === 'shipped' ? (
              <Button
                size="small"
                icon={<IconWorld size={16} stroke={1.75} aria-hidden="true" />}
                onClick={() => setAsking({ what: 'customs', parcel })}
              >
                {t('For customs')}
              </Button>
            ) : null}
            <Button
              size="small"
              icon={<IconPrinter size={16} stroke={1.75} aria-hidden="true" />}
              onClick={() => setAsking({ what: 'slip', parcel })}
            >
              {t('Packing slip')}
            </Button>
          </div>
        );
      })}
      {carriers.none && maySend && may(person, 'settings.manage') && unlabelled.length > 0 ? (
        <p className={styles.connect}>
          {t('Labels of UPS, FedEx and DHL Express can be bought here once one of them is connected.')}{' '}
          <Link to="/delivery">{t('Connect a carrier')}</Link>
        </p>
      ) : null}
      {asking?.what === 'slip' ? (
        <PackingSlipDialog order={order} parcel={asking.parcel} onClose={() => setAsking(null)} />
      ) : null}
      {asking?.what === 'customs' && customs ? (
        <CustomsPaperDialog {...{ order, customs }} parcel={asking.parcel} onClose={() => setAsking(null)} />
      ) : null}
      {asking?.what === 'buy' ? (
        <BuyLabelsDialog order={order} parcels={[asking.parcel]} onClose={() => setAsking(null)} />
      ) : null}
      {asking?.what === 'back' && !comesBack ? (
        <BuyLabelsDialog back order={order} parcels={[asking.parcel]} onClose={() => setAsking(null)} />
      ) : null}
      {(asking?.what === 'label' || asking?.what === 'back') && asked ? (
        <LabelDialog orderId={order.id} label={asked} onClose={() => setAsking(null)} />
      ) : null}
      {asking?.what === 'track' ? <TrackDialog parcel={asking.parcel} onClose={() => setAsking(null)} /> : null}
    </Card>
  );
}
