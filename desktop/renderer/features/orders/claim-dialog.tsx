import { claimableOf } from '@tillhouse/shared/domains/claims/rules.ts';
import { claimReasons, remedies } from '@tillhouse/shared/domains/claims/schema.ts';
import { useState } from 'react';
import type { OrderPage, OrderPageLine } from '../../../bridge/order-page.ts';
import { useBridge } from '../../data/bridge.ts';
import { may } from '../../data/may.ts';
import { useSession } from '../../data/session.ts';
import { sayRefused, useCommands } from '../../data/writes.ts';
import { cx } from '../../ui/cx.ts';
import { Check, Field, Input, Select } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { moneyText } from '../../ui/money.tsx';
import { quantityText } from '../../ui/quantity.ts';
import { Stepper } from '../../ui/stepper.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { type ClaimDraft, type ClaimPreview, emptyClaim, mayComeBack, previewClaim } from './claim-draft.ts';
import { claimReasonNames, remedyNames } from './claim-words.ts';
import { shippingLeft } from './return-draft.ts';
import styles from './claim.module.css';

function ClaimLine({
  line,
  units,
  onUnits,
}: {
  readonly line: OrderPageLine;
  readonly units: number;
  readonly onUnits: (next: number) => void;
}) {
  const left = claimableOf(line);
  const name = [line.title, line.variantTitle].filter(Boolean).join(', ');
  const text = (amount: number) => quantityText({ amount, scale: line.scale, unit: null });
  return (
    <div className={styles.line}>
      <Check
        label={t('{name} is claimed', { name })}
        checked={units > 0}
        disabled={left === 0}
        onChange={(event) => onUnits(event.target.checked ? left : 0)}
      />
      <span className={cx(left === 0 && 't2')}>
        {name}
        <small>{left === 0 ? t('settled or not sent') : t('{n} can be claimed', { n: text(left) })}</small>
      </span>
      {units > 0 && line.scale === 0 && left > 1 ? (
        <Stepper
          label={t('Units of {name}', { name })}
          value={units}
          least={1}
          most={left}
          text={text(units)}
          onChange={onUnits}
        />
      ) : (
        <span className="num">{units > 0 ? text(units) : ''}</span>
      )}
    </div>
  );
}

/** What follows from it, before it is done: money by its way, or the same goods once more. */
function followsText({ worth, against, refunds, stuck }: ClaimPreview, draft: ClaimDraft, order: OrderPage): string {
  const money = (amount: number) => moneyText({ amount, currency: order.currency });
  if (draft.remedy === 'replacement')
    return t('An order over nothing goes out to the same address; what it replaces came to {amount}.', {
      amount: money(worth),
    });
  if (stuck > 0)
    return t('{amount} was paid in cash or on a terminal: take it back at a till, or give store credit.', {
      amount: money(stuck),
    });
  if (draft.remedy === 'store-credit' && order.customerId === null)
    return t('Store credit needs a customer, and this order has none.');
  const back = worth - against;
  const set = against > 0 ? t('{amount} is set against what is open.', { amount: money(against) }) : '';
  const goes =
    draft.remedy === 'store-credit'
      ? t('{amount} as store credit, at once.', { amount: money(back) })
      : refunds.length > 0
        ? t('{amount} goes back to how it was paid.', { amount: money(back) })
        : '';
  return [set, back > 0 ? goes : ''].filter(Boolean).join(' ') || t('Nothing to pay back.');
}

/** Goods that left and were damaged, lost, wrong or missing: what of them, why, and what their customer gets. */
export function ClaimDialog({ order, onClose }: { readonly order: OrderPage; readonly onClose: () => void }) {
  const bridge = useBridge();
  const commands = useCommands();
  const { person } = useSession();
  const [claimId] = useState(() => crypto.randomUUID());
  const [draft, setDraft] = useState<ClaimDraft>(emptyClaim);
  const set = (patch: Partial<ClaimDraft>) => setDraft({ ...draft, ...patch });
  const preview = previewClaim(order, draft);
  const money = draft.remedy !== 'replacement';
  const delivery = shippingLeft(order);
  const impossible =
    preview !== null && (preview.stuck > 0 || (draft.remedy === 'store-credit' && order.customerId === null));

  /** What a provider pays back is asked at once where the person may; else it stays owed on the page of the return. */
  async function settle(of: ClaimPreview): Promise<void> {
    const page = await bridge.query('orders.page', { id: order.id });
    const returnId = page?.claims.find(({ id }) => id === claimId)?.returnId;
    if (!returnId) return;
    if (of.against > 0 && order.due >= of.against && may(person, 'till.return'))
      await bridge
        .mutate('orders.setOff', { returnId, orderId: order.id, amount: of.against, note: '' })
        .catch(sayRefused);
    if (!may(person, 'orders.refund')) return;
    for (const { tenderId, amount } of of.refunds)
      await bridge.mutate('orders.refund', { orderId: returnId, tenderId, amount, note: '' }).catch(sayRefused);
  }
  function save(): void {
    if (!preview || impossible) return;
    const { reason, remedy } = draft;
    const args = {
      ...{ claimId, orderId: order.id, reason, remedy, lines: preview.lines, note: draft.note.trim() },
      goodsBack: draft.goodsBack && mayComeBack(reason),
      ...(preview.shipping > 0 && { shipping: preview.shipping }),
    };
    commands.mutate([{ name: 'claims.record', args }], {
      onSuccess: () => {
        toast({ tone: 'ok', title: t('The claim is settled') });
        void settle(preview).catch(sayRefused);
        onClose();
      },
    });
  }
  return (
    <FormDialog
      title={t('Claim on {number}', { number: order.number })}
      width={560}
      action={t(remedyNames[draft.remedy])}
      ready={preview !== null && !impossible}
      busy={commands.isPending}
      onClose={onClose}
      onSubmit={save}
    >
      <div className={styles.lines}>
        {order.lines.map((line) => (
          <ClaimLine
            key={line.id}
            line={line}
            units={draft.units[line.id] ?? 0}
            onUnits={(next) => set({ units: { ...draft.units, [line.id]: next } })}
          />
        ))}
      </div>
      <div className={styles.two}>
        <Field label={t('What is wrong')}>
          {(control) => (
            <Select
              {...control}
              value={draft.reason}
              onChange={(event) => {
                const reason = claimReasons.find((one) => one === event.target.value);
                if (reason) set({ reason });
              }}
            >
              {claimReasons.map((reason) => (
                <option key={reason} value={reason}>
                  {t(claimReasonNames[reason])}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('What the customer gets')}>
          {(control) => (
            <Select
              {...control}
              value={draft.remedy}
              onChange={(event) => {
                const remedy = remedies.find((one) => one === event.target.value);
                if (remedy) set({ remedy });
              }}
            >
              {remedies.map((remedy) => (
                <option key={remedy} value={remedy}>
                  {t(remedyNames[remedy])}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      {mayComeBack(draft.reason) ? (
        <p className={styles.tick}>
          <Check
            label={t('The goods come back')}
            checked={draft.goodsBack}
            onChange={(event) => set({ goodsBack: event.target.checked })}
          />
          {t('The goods come back; they are booked when they arrive.')}
        </p>
      ) : null}
      {money && delivery > 0 ? (
        <p className={styles.tick}>
          <Check
            label={t('Give back delivery')}
            checked={draft.shipping}
            onChange={(event) => set({ shipping: event.target.checked })}
          />
          {t('Give back delivery, {amount}', { amount: moneyText({ amount: delivery, currency: order.currency }) })}
        </p>
      ) : null}
      <Field label={t('Note')}>
        {(control) => (
          <Input
            {...control}
            value={draft.note}
            maxLength={300}
            autoComplete="off"
            onChange={(event) => set({ note: event.target.value })}
          />
        )}
      </Field>
      <p className={impossible ? styles.wrong : 't2'} role="status">
        {preview ? followsText(preview, draft, order) : t('Tick what was damaged, lost, wrong or missing.')}
      </p>
    </FormDialog>
  );
}
