import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { OrderCustoms } from '../../../bridge/customs-views.ts';
import type { LabelService, ShownLabel } from '../../../bridge/label-views.ts';
import type { OrderPage, OrderParcel } from '../../../bridge/order-page.ts';
import { problemText, useBridge } from '../../data/bridge.ts';
import { useRead } from '../../data/reads.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Bone } from '../../ui/empty-state.tsx';
import { dayKey } from '../../ui/instants.ts';
import { moneyText } from '../../ui/money.tsx';
import { PrintButton } from '../../ui/print-button.tsx';
import { t } from '../../ui/text.ts';
import { isPrintable, LabelPapers } from './label-papers.tsx';
import { LabelAddress } from './label-address.tsx';
import { type Paid, ServiceList } from './label-services.tsx';
import { useLabelsChanged } from './labels-data.ts';
import { addressOf, carried, labelAsk, lacksOf, serviceToBuy } from './labels-draft.ts';
import styles from './labels.module.css';

interface Props {
  readonly order: OrderPage;
  /** That left, and have no label yet */
  readonly parcels: readonly OrderParcel[];
  /** Goods come back as the parcel left, paid by the shop */
  readonly back?: boolean;
  readonly onClose: () => void;
}

export interface LabelOutcome {
  readonly parcel: OrderParcel;
  readonly label: ShownLabel | null;
  /** Why there is none, or what nobody knows of it */
  readonly problem: string;
}

/** What its buyer chose at the checkout; null: the shop said what delivery costs. */
function paidFor({ promise, shippingTotal, currency }: OrderPage, offered: LabelService | null): Paid | null {
  if (!promise?.carrier) return null;
  return { name: promise.carrier.name, offered, money: moneyText({ amount: shippingTotal, currency }) };
}

function Outcomes({ outcomes, left }: { readonly outcomes: readonly LabelOutcome[]; readonly left: number }) {
  return (
    <ul className={styles.outcomes}>
      {outcomes.map(({ parcel, label, problem }) => (
        <li key={parcel.id} className={problem ? styles.failed : undefined}>
          <b>{parcel.number}</b> {problem || label?.trackings.join(', ')}
        </li>
      ))}
      {left > 0 ? <li className="t2">{t('{n} still to buy …', { n: left })}</li> : null}
    </ul>
  );
}

function Buying({ order, parcels, customs, back = false, onClose }: Props & { readonly customs: OrderCustoms }) {
  const bridge = useBridge();
  const changed = useLabelsChanged();
  const [to, setTo] = useState(() => addressOf(order, customs.from));
  const [asked, setAsked] = useState(to);
  const [chosen, setChosen] = useState<LabelService | null>(null);
  const [outcomes, setOutcomes] = useState<readonly LabelOutcome[] | null>(null);
  const [busy, setBusy] = useState(false);
  const shipOn = dayKey(Date.now());
  const boxes = parcels.flatMap((parcel) => carried(parcel) ?? []);
  const unweighed = parcels.filter((parcel) => carried(parcel) === null);
  const { city, region, postcode, country } = asked;
  const place = { city, region, postcode, country };
  const whole = lacksOf(asked).length === 0 && unweighed.length === 0;
  const prices = useQuery({
    queryKey: ['labels.prices', order.id, place, boxes, shipOn],
    queryFn: () => bridge.call('labels.prices', { orderId: order.id, to: place, parcels: boxes, shipOn }),
    ...{ enabled: whole && outcomes === null, retry: false, staleTime: 5 * 60_000, refetchOnWindowFocus: false },
  });
  const services = prices.data?.services ?? [];
  // Goods that come back go as cheaply as they may.
  const first = serviceToBuy(back ? { promise: null } : order, services);
  const service =
    services.find((each) => each.accountId === chosen?.accountId && each.service === chosen.service) ?? first.service;
  const moved = (['city', 'region', 'postcode', 'country'] as const).some((part) => to[part] !== asked[part]);
  const lacks = lacksOf(to);
  async function buy(): Promise<void> {
    if (!service || busy) return;
    setBusy(true);
    const done: LabelOutcome[] = [];
    setOutcomes([]);
    for (const parcel of parcels) {
      const ask = labelAsk({ order, parcel, service, to, shipOn, customs, back });
      const outcome = ask
        ? await bridge.call('labels.buy', ask).then(
            (label) => ({ parcel, label, problem: label.state === 'bought' ? '' : label.problem }),
            (problem: unknown) => ({
              ...{ parcel, label: null },
              problem: problemText(
                problem,
                t('The desk did not answer. Look at the parcel again before you ask anew.'),
              ),
            }),
          )
        : { parcel, label: null, problem: t('Nobody weighed it.') };
      done.push(outcome);
      setOutcomes([...done]);
    }
    setBusy(false);
    changed(order.id);
  }
  const bought = (outcomes ?? []).flatMap(({ label }) => (label?.state === 'bought' ? [label] : []));
  const title = t('{n, plural, one {Label for {number}} other {# labels for {number}}}', {
    n: parcels.length,
    number: parcels.length === 1 ? (parcels[0]?.number ?? '') : order.number,
  });
  return (
    <Dialog
      opened
      onClose={onClose}
      width="860px"
      title={back ? t('Returns label for {number}', { number: order.number }) : title}
      closeLabel={t('Close')}
      foot={
        outcomes ? (
          <>
            <Button onClick={onClose}>{t('Close')}</Button>
            <PrintButton label={t('Print labels')} disabled={busy || !isPrintable(bought)} />
          </>
        ) : (
          <>
            <span className={styles.foot} role="status">
              {back
                ? t('Priced as the way out; to be put into a letter or a parcel.')
                : t('Noted as sent. A label can be bought later, too.')}
            </span>
            <Button onClick={onClose}>{back ? t('Cancel') : t('Not now')}</Button>
            <Button look="primary" disabled={!service || moved || lacks.length > 0 || busy} onClick={() => void buy()}>
              {service
                ? t('Buy for {money}', { money: moneyText({ amount: service.amount, currency: service.currency }) })
                : t('Buy')}
            </Button>
          </>
        )
      }
    >
      {outcomes ? (
        <>
          <Outcomes outcomes={outcomes} left={parcels.length - outcomes.length} />
          <LabelPapers labels={bought} />
        </>
      ) : (
        <div className={styles.two}>
          <LabelAddress to={to} lacks={lacks} back={back} onChange={setTo} />
          <div>
            {unweighed.length > 0 ? (
              <p className={styles.refused} role="alert">
                {t('Nobody said what {parcels} weighs: carriers ask for it.', {
                  parcels: unweighed.map(({ number }) => number).join(', '),
                })}
              </p>
            ) : lacks.length > 0 ? (
              <p className={styles.says}>{t('Fill in the address, so that carriers can be asked.')}</p>
            ) : moved || !whole ? (
              <Button onClick={() => setAsked(to)}>{t('Ask carriers')}</Button>
            ) : prices.isFetching && !prices.data ? (
              <Bone width={240} />
            ) : prices.error ? (
              <p className={styles.refused} role="alert">
                {problemText(prices.error, t('The desk did not answer.'))}{' '}
                {t('Labels need the network; sending without one does not.')}
              </p>
            ) : (
              <ServiceList
                services={services}
                silent={prices.data?.silent ?? []}
                chosen={service ?? null}
                paid={back ? null : paidFor(order, first.asChosen ? (first.service ?? null) : null)}
                onChoose={setChosen}
              />
            )}
          </div>
        </div>
      )}
    </Dialog>
  );
}

/** What carriers ask for parcels that leave, and their labels: bought once each, printed together. */
export function BuyLabelsDialog(props: Props) {
  const customs = useRead('orders.customs', { id: props.order.id }).data;
  return customs ? <Buying {...props} customs={customs} /> : null;
}
