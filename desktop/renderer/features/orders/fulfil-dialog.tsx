import { IconTruckDelivery } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { OrderPage, OrderPageLine } from '../../../bridge/order-page.ts';
import type { OrderPacking } from '../../../bridge/customs-views.ts';
import { useRead } from '../../data/reads.ts';
import { useCommands } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Input, Select } from '../../ui/field.tsx';
import { moneyText } from '../../ui/money.tsx';
import { Picture } from '../../ui/picture.tsx';
import { quantityText } from '../../ui/quantity.ts';
import { Stepper } from '../../ui/stepper.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { allFrom, emptyFulfilment, fulfilArgs, mostFrom, takenWith, unitsOf, unsent } from './fulfil-draft.ts';
import { BuyLabelsDialog } from './buy-labels-dialog.tsx';
import { useCarriers } from './labels-data.ts';
import { FulfilParcels } from './fulfil-parcels.tsx';
import { packedOf, type ParcelChange, parcelsOf } from './parcels-draft.ts';
import styles from './fulfil-dialog.module.css';

const nothingKnown: OrderPacking = { boxes: [], facts: {} };

interface LineProps {
  readonly line: OrderPageLine;
  readonly most: number;
  readonly value: number;
  readonly onChange: (quantity: number) => void;
}

function FulfilLine({ line, most, value, onChange }: LineProps) {
  const name = [line.title, line.variantTitle].filter(Boolean).join(', ');
  const text = (amount: number) => quantityText({ amount, scale: line.scale, unit: null });
  const short = most < unsent(line);
  return (
    <div className={styles.line}>
      <Picture address={line.image} name={line.title} />
      <div className={styles.name}>
        <b>{line.title}</b> <span className="t2">{line.variantTitle}</span>
        <small>
          <span className="mono">{line.sku}</span>
          {short ? <em className={styles.short}> · {t('{n} there', { n: text(most) })}</em> : null}
        </small>
      </div>
      <span className="t2">{t('{n} to send', { n: text(unsent(line)) })}</span>
      <Stepper
        label={t('Units of {name}', { name })}
        value={value}
        least={0}
        most={most}
        text={text(value)}
        by={line.scale === 0 ? 1 : Math.max(1, Math.min(unsent(line), 10 ** line.scale))}
        onChange={onChange}
      />
    </div>
  );
}

interface Props {
  readonly order: OrderPage;
  readonly onClose: () => void;
}

/** What leaves now, and where somebody wants them the labels of its parcels. */
export function FulfilDialog({ order, onClose }: Props) {
  /** Parcels that were there before those that labels are bought for */
  const [before, setBefore] = useState<ReadonlySet<string> | null>(null);
  if (before === null) return <Sending order={order} onLabels={setBefore} onClose={onClose} />;
  const left = order.parcels.filter(({ id }) => !before.has(id));
  return left.length > 0 ? <BuyLabelsDialog order={order} parcels={left} onClose={onClose} /> : null;
}

interface SendingProps extends Props {
  readonly onLabels: (before: ReadonlySet<string>) => void;
}

/** Which lines and how many, from where, in which boxes, by whom. The rest stays to pick. */
function Sending({ order, onLabels, onClose }: SendingProps) {
  const [draft, setDraft] = useState(() => emptyFulfilment(order));
  const commands = useCommands();
  const carriers = useCarriers(order.id);
  const place = order.places.find(({ id }) => id === draft.placeId);
  const packing = useRead('orders.packing', { id: order.id }).data ?? nothingKnown;
  const [one, setOne] = useState(false);
  const [trackings, setTrackings] = useState<readonly string[]>([]);
  const [changes, setChanges] = useState<ReadonlyMap<string, ParcelChange>>(new Map());
  const parcels = useMemo(
    () => parcelsOf(order, draft.quantities, packing, { one, changes }),
    [order, draft.quantities, packing, one, changes],
  );
  const packed = parcels.map((parcel) => packedOf(packing, parcel));
  const sent = parcels.map(({ contents }, at) => ({
    contents,
    tracking: trackings[at] ?? '',
    packed: packed[at] ?? null,
  }));
  const shipped = draft.how === 'shipped';
  const args = fulfilArgs(order, draft, sent);
  const ready = args.length > 0 && (!shipped || packed.every((each) => each !== null));
  const mayLabel = ready && parcels.every(({ grams }, at) => Number(grams) > 0 && !trackings[at]?.trim());
  const units = unitsOf(order, draft);
  const taken = units > 0 ? takenWith(order, draft) : 0;
  const rest =
    unitsOf(order, { quantities: Object.fromEntries(order.lines.map((line) => [line.id, unsent(line)])) }) - units;
  function submit(labels: boolean): void {
    if (!ready || commands.isPending) return;
    const all = args.map((each) => ({ name: 'orders.fulfil', args: each }));
    // Of several the first may have left: what is still to send is looked at anew.
    commands.mutate(all, {
      ...(all.length > 1 && { onError: onClose }),
      onSuccess: () => {
        // Where labels are bought that says itself what left, and nothing lies over its button.
        if (labels) return onLabels(new Set(order.parcels.map(({ id }) => id)));
        toast({
          tone: 'ok',
          title:
            rest > 0
              ? t('{n, plural, one {# unit} other {# units}} sent, {rest} still to pick', { n: units, rest })
              : t('All of {number} has left', { number: order.number }),
        });
        onClose();
      },
    });
  }
  return (
    <Dialog
      opened
      onClose={onClose}
      width="900px"
      title={t('Fulfil {number}', { number: order.number })}
      closeLabel={t('Close')}
      foot={
        <>
          <IconTruckDelivery size={18} stroke={1.75} aria-hidden="true" />
          <span className={styles.foot} role="status">
            {units === 0
              ? t('Say how many of a line leave now.')
              : rest > 0
                ? t('{rest, plural, one {# unit stays} other {# units stay}} to pick', { rest })
                : t('Nothing stays behind')}
            {taken > 0
              ? ` · ${t('{money} is taken with it', { money: moneyText({ amount: taken, currency: order.currency }) })}`
              : null}
          </span>
          <Button onClick={onClose}>{t('Cancel')}</Button>
          {shipped && carriers.there ? (
            <Button disabled={!mayLabel || commands.isPending} onClick={() => submit(true)}>
              {t('Ship, then buy {n, plural, one {a label} other {# labels}}', { n: parcels.length })}
            </Button>
          ) : null}
          <Button look="primary" disabled={!ready || commands.isPending} onClick={() => submit(false)}>
            {shipped
              ? t('Ship {n, plural, one {# unit} other {# units}}', { n: units })
              : t('Hand over {n, plural, one {# unit} other {# units}}', { n: units })}
          </Button>
        </>
      }
    >
      <div className={styles.fields}>
        <Field label={t('From')}>
          {(control) => (
            <Select
              {...control}
              value={draft.placeId}
              onChange={(event) => {
                const next = order.places.find(({ id }) => id === event.target.value);
                setDraft({ ...draft, placeId: event.target.value, quantities: allFrom(order, next) });
              }}
            >
              {order.places.map(({ id, name, own }) => (
                <option key={id} value={id}>
                  {own ? t('{name}, set aside', { name }) : name}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('How')}>
          {(control) => (
            <Select
              {...control}
              value={draft.how}
              onChange={(event) => setDraft({ ...draft, how: event.target.value as typeof draft.how })}
            >
              <option value="shipped">{t('Shipped')}</option>
              <option value="handed-over">{t('Handed over')}</option>
            </Select>
          )}
        </Field>
        {shipped ? (
          <Field label={t('Carrier')}>
            {(control) => (
              <Input
                {...control}
                value={draft.carrier}
                maxLength={60}
                autoComplete="off"
                onChange={(event) => setDraft({ ...draft, carrier: event.target.value })}
              />
            )}
          </Field>
        ) : null}
      </div>
      <div className={styles.lines}>
        {order.lines
          .filter((line) => unsent(line) > 0)
          .map((line) => (
            <FulfilLine
              key={line.id}
              line={line}
              most={mostFrom(line, place)}
              value={draft.quantities[line.id] ?? 0}
              onChange={(quantity) => setDraft({ ...draft, quantities: { ...draft.quantities, [line.id]: quantity } })}
            />
          ))}
      </div>
      {shipped ? (
        <FulfilParcels
          {...{ order, packing, parcels, one, trackings }}
          onOne={setOne}
          onChange={(key, change) => setChanges(new Map([...changes, [key, { ...changes.get(key), ...change }]]))}
          onTracking={(at, tracking) =>
            setTrackings(parcels.map((_, index) => (index === at ? tracking : (trackings[index] ?? ''))))
          }
        />
      ) : null}
    </Dialog>
  );
}
