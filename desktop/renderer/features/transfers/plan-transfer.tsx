import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { TransferPage, TransferPageLine } from '../../../bridge/transfer-queries.ts';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Field, Input, Select } from '../../ui/field.tsx';
import { Card } from '../../ui/page.tsx';
import { PickBox } from '../../ui/pick-box.tsx';
import { Picture } from '../../ui/picture.tsx';
import { quantityText, unitWord } from '../../ui/quantity.ts';
import { t } from '../../ui/text.ts';
import { ItemCells } from './item-cells.tsx';
import { readQuantity } from './transfer-words.ts';
import styles from './transfers.module.css';

export type PlanLine = Omit<TransferPageLine, 'received' | 'rejected' | 'cancelled'>;

export interface Plan {
  readonly number: string;
  readonly fromId: string;
  readonly toId: string;
  readonly note: string;
  readonly expectedOn: string;
  readonly lines: readonly PlanLine[];
}

export const planOf = ({ number, fromId, toId, note, expectedOn, items }: TransferPage): Plan => ({
  ...{ number, fromId, toId, note, expectedOn: expectedOn ?? '' },
  lines: items,
});

/** Arguments of `inventory.saveTransfer`; null while something lacks. */
export function planArgs(id: string, plan: Plan): object | null {
  const { lines, expectedOn, ...head } = plan;
  if (lines.length === 0 || head.fromId === head.toId || head.number.trim() === '') return null;
  if (lines.some(({ quantity }) => quantity <= 0)) return null;
  return {
    transfer: { ...head, id, number: head.number.trim(), note: head.note.trim(), expectedOn: expectedOn || null },
    lines: lines.map(({ id: lineId, variantId, quantity }) => ({ id: lineId, variantId, quantity })),
  };
}

/** More than there is to send, as far as this desk knows. */
export const isShort = ({ available, quantity }: PlanLine): boolean => available !== null && available < quantity;

export const amountText = (amount: number, { scale, unit }: Pick<PlanLine, 'scale' | 'unit'>): string =>
  quantityText({ amount, scale, unit: unitWord(unit) ?? null });

interface PlanTransferProps {
  readonly plan: Plan;
  readonly onPlan: (plan: Plan) => void;
  readonly disabled: boolean;
}

/** From where to where, when, and what: all that is decided before anything moves. */
export function PlanTransfer({ plan, onPlan, disabled }: PlanTransferProps) {
  const { locations } = useSession();
  const [text, setText] = useState('');
  const found = useRead(
    'transfers.goods',
    { text, locationId: plan.fromId },
    { keep: true, enabled: text.trim().length > 0 },
  ).data;
  const set = (part: Partial<Plan>) => onPlan({ ...plan, ...part });
  const put = (id: string, quantity: number) =>
    set({ lines: plan.lines.map((line) => (line.id === id ? { ...line, quantity } : line)) });
  function add(good: Omit<PlanLine, 'id' | 'quantity'>): void {
    const there = plan.lines.find(({ variantId }) => variantId === good.variantId);
    if (there) put(there.id, there.quantity + 10 ** good.scale);
    else set({ lines: [...plan.lines, { ...good, id: crypto.randomUUID(), quantity: 10 ** good.scale }] });
  }
  return (
    <>
      <div className={styles.fields}>
        {(['fromId', 'toId'] as const).map((side) => (
          <Field
            key={side}
            label={side === 'fromId' ? t('From') : t('To')}
            error={side === 'toId' && plan.fromId === plan.toId ? t('Choose another place than it comes from') : null}
          >
            {(control) => (
              <Select
                {...control}
                value={plan[side]}
                disabled={disabled}
                onChange={(event) => set({ [side]: event.target.value })}
              >
                {locations.map((place) => (
                  <option key={place.id} value={place.id}>
                    {place.name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        ))}
        <Field label={t('Expected')}>
          {(control) => (
            <Input
              {...control}
              type="date"
              value={plan.expectedOn}
              disabled={disabled}
              onChange={(event) => set({ expectedOn: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('Number')}>
          {(control) => (
            <Input
              {...control}
              className="mono"
              value={plan.number}
              maxLength={40}
              disabled={disabled}
              onChange={(event) => set({ number: event.target.value })}
            />
          )}
        </Field>
        <div className={styles.note}>
          <Field label={t('Note')}>
            {(control) => (
              <Input
                {...control}
                value={plan.note}
                maxLength={300}
                disabled={disabled}
                onChange={(event) => set({ note: event.target.value })}
              />
            )}
          </Field>
        </div>
      </div>
      {/* What is found hangs over its edge. */}
      <Card className={styles.open}>
        {plan.lines.length > 0 ? (
          <table className={styles.lines}>
            <thead>
              <tr>
                <th scope="col">{t('Item')}</th>
                <th scope="col">{t('SKU')}</th>
                <th scope="col" className="num">
                  {t('Available there')}
                </th>
                <th scope="col" className="num">
                  {t('To send')}
                </th>
                <td />
              </tr>
            </thead>
            <tbody>
              {plan.lines.map((line) => (
                <tr key={line.id}>
                  <ItemCells line={line} />
                  <td className={cx('num', isShort(line) ? styles.short : 't2')}>
                    {line.available === null ? t('not known here') : amountText(line.available, line)}
                  </td>
                  <td className="num">
                    <Input
                      key={line.quantity}
                      small
                      className={cx('num', styles.quantity)}
                      inputMode="decimal"
                      disabled={disabled}
                      aria-label={t('Quantity of {name}', { name: line.title })}
                      defaultValue={quantityText({ amount: line.quantity, scale: line.scale, unit: null }).replaceAll(
                        ',',
                        '',
                      )}
                      onFocus={(event) => event.target.select()}
                      onBlur={(event) => {
                        const quantity = readQuantity(event.target.value, line.scale);
                        put(line.id, quantity !== null && quantity > 0 ? quantity : line.quantity);
                        event.target.value = quantityText({
                          ...{ amount: quantity || line.quantity, scale: line.scale, unit: null },
                        }).replaceAll(',', '');
                      }}
                      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
                    />
                  </td>
                  <td className={styles.out}>
                    <Button
                      look="quiet"
                      size="small"
                      square
                      disabled={disabled}
                      aria-label={t('Take {name} out', { name: line.title })}
                      onClick={() => set({ lines: plan.lines.filter(({ id }) => id !== line.id) })}
                      icon={<IconX size={14} stroke={1.75} aria-hidden="true" />}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        ) : null}
        {disabled ? null : (
          <div className={styles.adder}>
            <PickBox
              wide
              label={t('Add an item by name, SKU or barcode')}
              text={text}
              onText={setText}
              found={found ?? []}
              keyOf={(good) => good.variantId}
              onPick={add}
              show={(good) => (
                <>
                  <Picture address={good.image} name={good.title} size={24} />
                  <span className="cut">{good.title}</span>
                  <span className="mono sub">{good.sku}</span>
                  <span className="grow" />
                  <span className="num t2">
                    {good.available === null ? '' : t('{n} there', { n: amountText(good.available, good) })}
                  </span>
                </>
              )}
            />
          </div>
        )}
      </Card>
    </>
  );
}
