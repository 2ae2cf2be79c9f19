import type { ReceiptSpeech } from '../../../bridge/receipt-words.ts';
import type { ReceiptView } from '../../../bridge/views.ts';
import { quantityText } from '../../ui/quantity.ts';
import styles from './receipt-view.module.css';

export interface BroughtProps {
  readonly exchange: NonNullable<ReceiptView['exchange']>;
  /** What the new goods came to */
  readonly total: number;
  readonly plain: (amount: number) => string;
  readonly speech: ReceiptSpeech;
}

/** On the paper of an exchange: what came back, less than nothing, and the one difference. */
export function Brought({ exchange, total, plain, speech: { say, tender } }: BroughtProps) {
  const difference = total - exchange.total;
  return (
    <>
      <hr className={styles.sep} />
      <p className={styles.grand}>
        <span>{say('EXCHANGE')}</span>
        <span>{exchange.number}</span>
      </p>
      <p className={styles.sub}>
        <span>{say('broughtOf', { number: exchange.returnOf })}</span>
        <span />
      </p>
      {exchange.lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a receipt's lines never move
        <p key={index}>
          <span>
            <b>{quantityText({ amount: line.quantity, scale: line.scale, unit: null })}</b> {line.title}
          </span>
          <span>{plain(-line.total)}</span>
        </p>
      ))}
      <p className={styles.grand}>
        <span>{say(difference < 0 ? 'GIVEN' : 'DIFFERENCE')}</span>
        <span>{plain(Math.abs(difference))}</span>
      </p>
      {exchange.back.map(({ kind, amount }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what was paid back never moves
        <p key={index}>
          <span>{tender(kind)}</span>
          <span>{plain(-amount)}</span>
        </p>
      ))}
    </>
  );
}
