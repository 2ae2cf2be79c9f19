import { IconTrash } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import type { Basket } from '../../../bridge/views.ts';
import type { ParkedSale } from '../../../bridge/parked-views.ts';
import { useRead } from '../../data/reads.ts';
import { useSyncStatus } from '../../data/sync-status.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { clockText } from '../../ui/instants.ts';
import { KeyHint } from '../../ui/key-hint.tsx';
import { Money, moneyText } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import { parkedThatFit } from './parked-search.ts';
import styles from './parked-dialog.module.css';

/** Lays the basket aside; a word on it helps whoever looks for it. F6 once more parks at once. */
export function ParkDialog({
  onClose,
  onPark,
  onLayaway,
}: {
  readonly onClose: () => void;
  /** For a customer, against a part of it */
  readonly onLayaway: () => void;
  readonly onPark: (name: string) => void;
}) {
  const [name, setName] = useState('');
  const park = () => onPark(name.trim());
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('Park this sale')}
      closeLabel={t('Close')}
      foot={
        <>
          <Button size="touch" keys="F1" onClick={onLayaway}>
            {t('Layaway')}
          </Button>
          <span className="grow" />
          <Button size="touch" onClick={onClose}>
            {t('Cancel')}
          </Button>
          <Button size="touch" look="primary" keys="F6" type="submit" form="park">
            {t('Park')}
          </Button>
        </>
      }
    >
      <form
        id="park"
        onSubmit={(event) => {
          event.preventDefault();
          park();
        }}
        onKeyDown={(event) => {
          if (event.key !== 'F6' && event.key !== 'F1') return;
          event.preventDefault();
          if (event.key === 'F6') park();
          else onLayaway();
        }}
      >
        <Field
          label={t('Whose is it?')}
          hint={t('If you like: a name, or what they wear. The other tills here see it and can go on with it.')}
        >
          {(control) => (
            <Input
              {...control}
              data-autofocus
              maxLength={60}
              autoComplete="off"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}

function about({ name, parkedAt, by, at, customer, units }: ParkedSale, now: number): string {
  const minutes = Math.round((now - parkedAt) / 60_000);
  return [
    name ? customer : null,
    units === undefined ? null : t('{n, plural, one {# item} other {# items}}', { n: units }),
    minutes < 1
      ? t('parked {time}, just now', { time: clockText(parkedAt) })
      : t('parked {time}, {n} min ago', { time: clockText(parkedAt), n: minutes }),
    by && t('by {name}', { name: by }),
    at && t('at {register}', { register: at }),
  ]
    .filter(Boolean)
    .join(', ');
}

interface RowProps {
  readonly one: ParkedSale;
  readonly basket: Basket;
  readonly now: number;
  readonly marked: boolean;
  readonly onResume: () => void;
  readonly onDiscard: () => void;
}

function Row({ one, basket, now, marked, onResume, onDiscard }: RowProps) {
  const [sure, setSure] = useState(false);
  const { currency } = basket;
  const name = one.name || one.customer || t('No name');
  if (sure)
    return (
      <div className={styles.row} role="alert">
        <p className={styles.sure}>
          {t('Throw “{name}” away, {amount}? It is gone at every till.', {
            name,
            amount: moneyText({ amount: one.total, currency }),
          })}
        </p>
        <Button size="touch" data-autofocus onClick={() => setSure(false)}>
          {t('Keep it')}
        </Button>
        <Button size="touch" look="danger" onClick={onDiscard}>
          {t('Throw away')}
        </Button>
      </div>
    );
  return (
    <div className={styles.row}>
      <button
        type="button"
        className={cx(styles.take, marked && styles.marked)}
        onClick={onResume}
        disabled={basket.lines.length > 0}
      >
        <span>
          <b>{name}</b>
          {one.elsewhere ? <span className={styles.there}>{t('other till')}</span> : null}
          <small>{about(one, now)}</small>
        </span>
        <Money className="num" amount={one.total} currency={currency} />
      </button>
      <Button
        size="touch"
        square
        aria-label={t('Throw {name} away', { name })}
        icon={<IconTrash size={20} stroke={1.75} aria-hidden="true" />}
        onClick={() => setSure(true)}
      />
    </div>
  );
}

interface Props {
  readonly basket: Basket;
  readonly now: number;
  readonly onClose: () => void;
  readonly onResume: (id: string) => void;
  readonly onDiscard: (id: string) => void;
}

/** What lies parked at the tills of this location: arrows and Enter take one back. */
export function ParkedDialog({ basket, now, onClose, onResume, onDiscard }: Props) {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const shown = parkedThatFit(basket.parked, text, (amount) =>
    moneyText({ amount, currency: basket.currency }, { symbol: false }),
  );
  const marked = Math.min(at, shown.length - 1);
  const busy = basket.lines.length > 0;
  const offline = useSyncStatus()?.state === 'offline';
  const near = useRead('neighbours.state', {}, { keep: true }).data;
  // Turned on, and nobody there: two tills may take the same one, as without neighbours.
  const alone = offline && near?.on === true && near.tills.length < 2;

  function onKeyDown(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) setAt(Math.max(0, Math.min(shown.length - 1, marked + step)));
    const one = shown[marked];
    if (event.key === 'Enter' && one && !busy) onResume(one.id);
    if (step !== 0 || event.key === 'Enter') event.preventDefault();
  }
  return (
    <Dialog opened onClose={onClose} width="640px" title={t('Parked sales')} closeLabel={t('Close')}>
      <div className={styles.list}>
        <Field
          label={t('Find one')}
          hint={t('Name, customer, who parked it, the till or the amount. Without a line: what this till last heard.')}
        >
          {(control) => (
            <Input
              {...control}
              data-autofocus
              autoComplete="off"
              value={text}
              onChange={(event) => {
                setText(event.target.value);
                setAt(0);
              }}
              onKeyDown={onKeyDown}
            />
          )}
        </Field>
        <div className={styles.rows}>
          {shown.map((one, index) => (
            <Row
              key={one.id}
              {...{ one, basket, now }}
              marked={index === marked && !busy}
              onResume={() => onResume(one.id)}
              onDiscard={() => onDiscard(one.id)}
            />
          ))}
        </div>
        {shown.length === 0 ? (
          <p className={styles.none} role="status">
            {text.trim() ? t('No parked sale fits “{text}”.', { text: text.trim() }) : t('No sale is parked here.')}
          </p>
        ) : null}
        {alone && shown.length > 0 ? (
          <p className="t2" role="status">
            {t(
              'The other tills cannot be asked just now. What you take may be taken there too; whoever was second is told.',
            )}
          </p>
        ) : null}
        {busy ? (
          <p className="t2">{t('Park or finish this sale first; then a parked one can be taken back.')}</p>
        ) : shown.length > 0 ? (
          <p className="t2">
            <KeyHint keys="↑" /> <KeyHint keys="↓" /> {t('choose')} <KeyHint keys="Enter" /> {t('take back')}
          </p>
        ) : null}
      </div>
    </Dialog>
  );
}
