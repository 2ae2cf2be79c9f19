import { IconTrash } from '@tabler/icons-react';
import type { NoReceiptArgs } from '@tillhouse/shared/domains/register/no-receipt-args.ts';
import type { NoReceiptWorth } from '../../../bridge/no-receipt-calls.ts';
import type { TillTile } from '../../../bridge/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/field.tsx';
import { Money, moneyText } from '../../ui/money.tsx';
import { Picture } from '../../ui/picture.tsx';
import { quantityText } from '../../ui/quantity.ts';
import { Stepper } from '../../ui/stepper.tsx';
import { t } from '../../ui/text.ts';
import { sourceText } from '../orders/price-source.ts';
import { withCondition } from '../orders/return-draft.ts';
import { conditionNames, reasonNames, restockNames } from '../orders/return-words.ts';
import styles from './no-receipt.module.css';

type Said = Pick<NoReceiptArgs['lines'][number], 'key' | 'quantity' | 'reason' | 'condition' | 'restock'>;

export interface NoReceiptLine extends Said {
  readonly title: string;
  readonly tile: TillTile;
}

interface Props {
  readonly line: NoReceiptLine;
  readonly currency: string;
  readonly worth: NoReceiptWorth['lines'][number] | undefined;
  readonly onSay: (next: NoReceiptLine | null) => void;
}

function Options({ names }: { readonly names: Readonly<Record<string, string>> }) {
  return Object.entries(names).map(([value, name]) => (
    <option key={value} value={value}>
      {t(name)}
    </option>
  ));
}

export function NoReceiptRow({ line, currency, worth, onSay }: Props) {
  const { title: name, quantity, reason, condition, restock } = line;
  const scale = worth?.scale ?? 0;
  return (
    <div className={styles.line}>
      <Picture address={line.tile.image} name={name} />
      <div className={styles.name}>
        <b>{name}</b>
        <small>
          {worth
            ? t('{price} each, {source}', {
                price: moneyText({ amount: worth.unitPrice, currency }),
                source: sourceText(worth.source),
              })
            : '…'}
        </small>
      </div>
      <Stepper
        label={t('Units of {name}', { name })}
        value={quantity}
        least={1}
        most={10_000}
        by={1}
        text={quantityText({ amount: quantity, scale, unit: null })}
        onChange={(next) => onSay({ ...line, quantity: next })}
      />
      <Select
        small
        aria-label={t('Reason for {name}', { name })}
        value={reason}
        onChange={(event) => onSay({ ...line, reason: event.target.value as Said['reason'] })}
      >
        <Options names={reasonNames} />
      </Select>
      <Select
        small
        aria-label={t('Condition of {name}', { name })}
        value={condition}
        onChange={(event) => onSay({ ...line, ...withCondition(line, event.target.value as Said['condition']) })}
      >
        <Options names={conditionNames} />
      </Select>
      <Select
        small
        aria-label={t('Where {name} goes', { name })}
        value={worth?.tracked === false ? 'none' : restock}
        disabled={worth?.tracked === false}
        onChange={(event) => onSay({ ...line, restock: event.target.value as Said['restock'] })}
      >
        <Options names={restockNames} />
      </Select>
      <Money className="num strong" amount={worth?.total ?? 0} currency={currency} />
      <Button
        square
        size="small"
        look="quiet"
        aria-label={t('{name} does not come back', { name })}
        icon={<IconTrash size={16} stroke={1.75} aria-hidden="true" />}
        onClick={() => onSay(null)}
      />
    </div>
  );
}
