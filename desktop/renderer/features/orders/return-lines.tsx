import type { OrderPage, OrderPageLine } from '../../../bridge/order-page.ts';
import { Check, Select } from '../../ui/field.tsx';
import { cx } from '../../ui/cx.ts';
import { Money, moneyText } from '../../ui/money.tsx';
import { Picture } from '../../ui/picture.tsx';
import { quantityText } from '../../ui/quantity.ts';
import { Stepper } from '../../ui/stepper.tsx';
import { t } from '../../ui/text.ts';
import { type LineDraft, leftOf, type ReturnDraft, withCondition } from './return-draft.ts';
import { conditionNames, reasonNames, restockNames } from './return-words.ts';
import styles from './return-dialog.module.css';

function Options({ names }: { readonly names: Readonly<Record<string, string>> }) {
  return Object.entries(names).map(([value, name]) => (
    <option key={value} value={value}>
      {t(name)}
    </option>
  ));
}

interface Props {
  readonly order: OrderPage;
  readonly draft: ReturnDraft;
  readonly worth: ReadonlyMap<string, number> | undefined;
  readonly onDraft: (next: ReturnDraft) => void;
}

/** The lines of the sale; each that is ticked comes back. */
export function ReturnLines({ order, draft, worth, onDraft }: Props) {
  const set = (id: string, line: LineDraft | null) => {
    const { [id]: _, ...others } = draft.lines;
    onDraft({ ...draft, lines: line ? { ...others, [id]: line } : others });
  };
  return (
    <div className={styles.lines}>
      <div className={styles.heads}>
        <span className={styles.what}>{t('What comes back')}</span>
        <span>{t('Units')}</span>
        <span>{t('Reason')}</span>
        <span>{t('Condition')}</span>
        <span>{t('Goes to')}</span>
        <span className={styles.end}>{t('Worth')}</span>
      </div>
      {order.lines.map((line) => (
        <ReturnLine
          key={line.id}
          line={line}
          currency={order.currency}
          said={draft.lines[line.id]}
          worth={worth?.get(line.id)}
          onSay={(next) => set(line.id, next)}
        />
      ))}
    </div>
  );
}

interface LineProps {
  readonly line: OrderPageLine;
  readonly currency: string;
  readonly said: LineDraft | undefined;
  readonly worth: number | undefined;
  readonly onSay: (next: LineDraft | null) => void;
}

function ReturnLine({ line, currency, said, worth, onSay }: LineProps) {
  const left = leftOf(line);
  const name = [line.title, line.variantTitle].filter(Boolean).join(', ');
  const text = (amount: number) => quantityText({ amount, scale: line.scale, unit: null });
  const all: LineDraft = { quantity: left, reason: 'changed-mind', condition: 'like-new', restock: 'available' };
  return (
    <div className={cx(styles.line, said && styles.on, left === 0 && styles.gone)}>
      <Check
        label={t('{name} comes back', { name })}
        checked={said !== undefined}
        disabled={left === 0}
        onChange={(event) => onSay(event.target.checked ? all : null)}
      />
      <Picture address={line.image} name={line.title} />
      <div className={styles.name}>
        <b>{line.title}</b> <span className="t2">{line.variantTitle}</span>
        <small>
          {t('{n} bought at {price}', {
            n: text(line.quantity),
            price: moneyText({ amount: line.unitPrice, currency }),
          })}
          {line.returned > 0 ? ` · ${t('{n} back already', { n: text(line.returned) })}` : ''}
        </small>
      </div>
      {said ? (
        <>
          <Stepper
            label={t('Units of {name}', { name })}
            value={said.quantity}
            least={1}
            most={left}
            text={text(said.quantity)}
            by={line.scale === 0 ? 1 : Math.min(left, 10 ** line.scale)}
            onChange={(quantity) => onSay({ ...said, quantity })}
          />
          <Select
            small
            aria-label={t('Reason for {name}', { name })}
            value={said.reason}
            onChange={(event) => onSay({ ...said, reason: event.target.value as LineDraft['reason'] })}
          >
            <Options names={reasonNames} />
          </Select>
          <Select
            small
            aria-label={t('Condition of {name}', { name })}
            value={said.condition}
            onChange={(event) => onSay(withCondition(said, event.target.value as LineDraft['condition']))}
          >
            <Options names={conditionNames} />
          </Select>
          <Select
            small
            aria-label={t('Where {name} goes', { name })}
            value={line.tracked ? said.restock : 'none'}
            disabled={!line.tracked}
            className={said.restock === 'damaged' ? styles.warn : undefined}
            onChange={(event) => onSay({ ...said, restock: event.target.value as LineDraft['restock'] })}
          >
            <Options names={restockNames} />
          </Select>
          <Money className={cx('num strong', styles.end)} amount={worth ?? 0} currency={currency} />
        </>
      ) : (
        <>
          <span className="t2">{t('0 of {n}', { n: text(left) })}</span>
          <span className={cx('t2', styles.stays)}>
            {left === 0 ? t('All of it came back') : t('Stays with the customer')}
          </span>
          <span className={cx('t2', styles.end)}>–</span>
        </>
      )}
    </div>
  );
}
