import type { EditPreview } from '@tillhouse/shared/domains/orders/preview-edit.ts';
import { IconArrowBackUp, IconLock } from '@tabler/icons-react';
import type { OrderPage } from '../../../bridge/order-page.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Ledger } from '../../ui/ledger.tsx';
import { Money } from '../../ui/money.tsx';
import { Card } from '../../ui/page.tsx';
import { Picture } from '../../ui/picture.tsx';
import { quantityText } from '../../ui/quantity.ts';
import { State } from '../../ui/state.tsx';
import { Stepper } from '../../ui/stepper.tsx';
import { t } from '../../ui/text.ts';
import { FindGoods } from '../promotions/find-goods.tsx';
import { type EditDraft, linesStand, withGoods, withQuantity } from './edit-draft.ts';
import page from './order-page.module.css';
import styles from './order-edit.module.css';

interface Props {
  readonly order: OrderPage;
  readonly draft: EditDraft;
  readonly preview: EditPreview | null;
  readonly onDraft: (next: EditDraft) => void;
  /** Leaves the edit for a return; null where nothing can come back, or it is not this person's to take */
  readonly onReturn: (() => void) | null;
}

interface Row {
  readonly id: string;
  readonly title: string;
  readonly variantTitle: string;
  readonly sku: string;
  readonly image: string | null;
  readonly scale: number;
  readonly sent: number;
  readonly was: number;
  readonly now: number;
  readonly unitPrice: number | null;
  readonly totalWas: number | null;
  readonly totalNow: number | null;
  readonly set: (quantity: number) => void;
}

function rowsOf({ order, draft, preview, onDraft }: Props): Row[] {
  const shown = new Map(preview?.lines.map((line) => [line.lineId, line]));
  const kept = order.lines.map(
    (line): Row => ({
      ...line,
      was: line.quantity,
      now: draft.quantities[line.id] ?? line.quantity,
      totalWas: line.total,
      totalNow: shown.get(line.id)?.total ?? line.total,
      set: (quantity) => onDraft(withQuantity(draft, line, quantity)),
    }),
  );
  const fresh = preview?.lines.filter(({ lineId }) => !order.lines.some(({ id }) => id === lineId)) ?? [];
  const added = draft.added.map((line): Row => {
    const priced = fresh.find(({ variantId }) => variantId === line.variantId);
    return {
      ...{ ...line, id: line.key, variantTitle: '', sent: 0, was: 0, now: line.quantity, totalWas: null },
      ...{ unitPrice: priced?.unitPrice ?? null, totalNow: priced?.total ?? null },
      set: (quantity) =>
        onDraft({
          ...draft,
          added:
            quantity === 0
              ? draft.added.filter(({ key }) => key !== line.key)
              : draft.added.map((row) => (row.key === line.key ? { ...row, quantity } : row)),
        }),
    };
  });
  return [...kept, ...added];
}

/** The lines as they would be; what left already is locked at what left. */
export function EditLines(props: Props) {
  const { order, draft, onDraft } = props;
  const { currency } = order;
  const stands = linesStand(order);
  const left = order.lines.some(({ sent }) => sent > 0);
  return (
    <Card>
      {stands || left ? <WhatLeft {...props} /> : null}
      <Ledger rowHeight={48} widths={[52, null, 124, 84, 104, 84, 96]} aria-label={t('Lines')}>
        <thead>
          <tr>
            <th scope="col" colSpan={2}>
              {t('Lines')}
            </th>
            <th scope="col">{t('Fulfilment')}</th>
            <th scope="col" className="num">
              {t('Each')}
            </th>
            <th scope="col">{t('Qty')}</th>
            <th scope="col" className="num">
              {t('Was')}
            </th>
            <th scope="col" className="num">
              {t('Amount')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rowsOf(props).map((row) => (
            <EditRow key={row.id} row={row} currency={currency} stands={stands} />
          ))}
          {stands ? null : (
            <tr>
              <td colSpan={7}>
                <FindGoods
                  label={t('Add an item by name, SKU or code')}
                  currency={currency}
                  wide
                  onPick={({ variantId, title, sku, image, scale }) =>
                    onDraft(withGoods(draft, order, { variantId, title, sku, image, scale }))
                  }
                />
              </td>
            </tr>
          )}
        </tbody>
      </Ledger>
    </Card>
  );
}

/** What of it cannot be changed here, and where that is done instead. */
function WhatLeft({ order, onReturn }: Props) {
  return (
    <p className={styles.left}>
      <IconLock size={16} stroke={1.75} aria-hidden="true" />
      <span>
        {order.historical
          ? t('Brought in from another system: its lines and sums stand as they were there.')
          : order.channel === 'till'
            ? t(
                'Its receipt stands as it was given. What is brought back is a return; what is wanted besides is sold anew.',
              )
            : t(
                'What left comes back by a return, and its money by a refund. What is added goes out as a further parcel.',
              )}
      </span>
      {onReturn ? (
        <Button size="small" icon={<IconArrowBackUp size={16} stroke={1.75} aria-hidden="true" />} onClick={onReturn}>
          {t('Return')}
        </Button>
      ) : null}
    </p>
  );
}

function EditRow({
  row,
  currency,
  stands,
}: {
  readonly row: Row;
  readonly currency: string;
  readonly stands: boolean;
}) {
  const { was, now, scale, sent } = row;
  const name = [row.title, row.variantTitle].filter(Boolean).join(', ');
  const text = (amount: number) => quantityText({ amount, scale, unit: null });
  const changed = was !== now;
  const gone = sent > 0 && sent >= was && was === now;
  return (
    <tr className={cx(changed && styles.changed, now === 0 && page.gone)}>
      <td>
        <Picture address={row.image} name={row.title} />
      </td>
      <td>
        <span className={page.name}>
          <b className="strong">{row.title}</b> <span className="t2">{row.variantTitle}</span>
        </span>
        <small className={page.under}>
          <span className="mono">{row.sku}</span>
        </small>
      </td>
      <td>
        {gone ? (
          <span className="t2">
            <IconLock size={14} stroke={1.75} aria-hidden="true" /> {t('Sent')}
          </span>
        ) : now === 0 ? (
          <State tone="plain">{t('Removed')}</State>
        ) : was === 0 ? (
          <State tone="busy">{t('New')}</State>
        ) : sent > 0 ? (
          <State tone="warn">{t('{n} of {all} sent', { n: text(sent), all: text(was) })}</State>
        ) : (
          <State tone="open">{t('To pick')}</State>
        )}
      </td>
      <td className="num t2">{row.unitPrice === null ? '–' : <Money amount={row.unitPrice} currency={currency} />}</td>
      <td>
        {stands ? (
          text(now)
        ) : (
          <Stepper
            label={t('Units of {name}', { name })}
            value={now}
            least={sent}
            most={1_000_000}
            text={text(now)}
            by={scale === 0 ? 1 : 10 ** scale}
            onChange={row.set}
          />
        )}
      </td>
      <td className="num">
        {row.totalWas !== null && row.totalWas !== row.totalNow ? (
          <del className="t2">
            <Money amount={row.totalWas} currency={currency} />
          </del>
        ) : null}
      </td>
      <td className="num strong">
        {row.totalNow === null || now === 0 ? '–' : <Money amount={row.totalNow} currency={currency} />}
      </td>
    </tr>
  );
}
