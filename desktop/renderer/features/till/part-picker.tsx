import type { ReceiptPart } from '../../../bridge/views.ts';
import { t } from '../../ui/text.ts';
import styles from './receipt-view.module.css';

interface PartPickerProps {
  readonly parts: readonly ReceiptPart[];
  /** Left out: the whole bill */
  readonly part: number | undefined;
  readonly onPart: (part: number | undefined) => void;
}

/** Whose receipt of a bill that was split is shown and printed. */
export function PartPicker({ parts, part, onPart }: PartPickerProps) {
  const choices = [undefined, ...parts.map(({ number }) => number)];
  return (
    <fieldset className={styles.parts} aria-label={t('Receipt of')}>
      {choices.map((number) => (
        <button key={number ?? 0} type="button" aria-pressed={number === part} onClick={() => onPart(number)}>
          {number === undefined ? t('Whole bill') : t('Part {n}', { n: number })}
        </button>
      ))}
    </fieldset>
  );
}
