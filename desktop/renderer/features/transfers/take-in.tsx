import type { TransferPage, TransferPageLine } from '../../../bridge/transfer-queries.ts';
import { cx } from '../../ui/cx.ts';
import { Card } from '../../ui/page.tsx';
import { Picture } from '../../ui/picture.tsx';
import { Stepper } from '../../ui/stepper.tsx';
import { t } from '../../ui/text.ts';
import { amountText } from './plan-transfer.tsx';
import styles from './transfers.module.css';

export interface Told {
  readonly received: number;
  readonly rejected: number;
  readonly cancelled: number;
}
export type TakingIn = Readonly<Record<string, Told>>;

const nothing: Told = { received: 0, rejected: 0, cancelled: 0 };
export const toldOf = (told: TakingIn, id: string): Told => told[id] ?? nothing;
const sumOf = ({ received, rejected, cancelled }: Told) => received + rejected + cancelled;
export const onItsWay = (line: TransferPageLine) => line.quantity - sumOf(line);

/** All that is on its way came and is fine: what a person then corrects. */
export const allCame = ({ items }: TransferPage): TakingIn =>
  Object.fromEntries(items.map((line) => [line.id, { ...nothing, received: onItsWay(line) }]));

/** One more of what a code names came; undefined where it is not on its way, or all of it is told. */
export function countOne(transfer: TransferPage, told: TakingIn, variantId: string): TakingIn | undefined {
  const line = transfer.items.find((one) => one.variantId === variantId && sumOf(toldOf(told, one.id)) < onItsWay(one));
  if (!line) return undefined;
  const before = toldOf(told, line.id);
  const step = Math.min(10 ** line.scale, onItsWay(line) - sumOf(before));
  return { ...told, [line.id]: { ...before, received: before.received + step } };
}

/** Arguments of `inventory.receiveTransfer`; null while nothing is told. */
export function takeInArgs(transfer: TransferPage, told: TakingIn, note: string): object | null {
  const lines = transfer.items.flatMap(({ id }) => {
    const of = toldOf(told, id);
    return sumOf(of) > 0 ? [{ lineId: id, ...of }] : [];
  });
  return lines.length === 0 ? null : { transferId: transfer.id, lines, note };
}

interface TakeInProps {
  readonly transfer: TransferPage;
  readonly told: TakingIn;
  readonly onTold: (told: TakingIn) => void;
}

/** Of each line: what came, what came and is not taken, what never came. The rest stays on its way. */
export function TakeIn({ transfer, told, onTold }: TakeInProps) {
  const ways = [
    ['received', t('Came')],
    ['rejected', t('Rejected')],
    ['cancelled', t('Never came')],
  ] as const;
  return (
    <Card>
      <table className={styles.lines}>
        <thead>
          <tr>
            <th scope="col">{t('Item')}</th>
            <th scope="col" className="num">
              {t('On its way')}
            </th>
            {ways.map(([way, word]) => (
              <th key={way} scope="col" className={styles.step}>
                {word}
              </th>
            ))}
            <th scope="col" className="num">
              {t('Stays on its way')}
            </th>
          </tr>
        </thead>
        <tbody>
          {transfer.items.map((line) => {
            const of = toldOf(told, line.id);
            const rest = onItsWay(line) - sumOf(of);
            if (onItsWay(line) === 0) return null;
            return (
              <tr key={line.id} className={styles.tall}>
                <td>
                  <span className="row">
                    <Picture address={line.image} name={line.title} />
                    <span className="cut">
                      <span className="strong">{line.title}</span>
                      <br />
                      <span className="mono sub">{line.sku}</span>
                    </span>
                  </span>
                </td>
                <td className="num">{amountText(onItsWay(line), line)}</td>
                {ways.map(([way, word]) => (
                  <td key={way} className={styles.step}>
                    <Stepper
                      label={`${word}: ${line.title}`}
                      value={of[way]}
                      least={0}
                      most={of[way] + rest}
                      by={line.scale === 0 ? 1 : Math.max(1, Math.min(10 ** line.scale, rest || of[way]))}
                      text={amountText(of[way], { ...line, unit: '' })}
                      onChange={(value) => onTold({ ...told, [line.id]: { ...of, [way]: value } })}
                    />
                  </td>
                ))}
                <td className={cx('num', rest > 0 ? styles.short : 't2')}>{rest > 0 ? amountText(rest, line) : '–'}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Card>
  );
}
