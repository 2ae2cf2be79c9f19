import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import type { PickUpPlace } from '../../../bridge/delivery-queries.ts';
import { useSending } from '../../data/sending.ts';
import { Button } from '../../ui/button.tsx';
import { Area, Check, Field, Input } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { Ledger } from '../../ui/ledger.tsx';
import { Card } from '../../ui/page.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { useUndoable } from './undo-toast.tsx';
import styles from './delivery.module.css';

function readyText(days: number): string {
  if (days === 0) return t('ready the same day');
  return t('{n, plural, one {ready the next day} other {ready in # days}}', { n: days });
}

const argsOf = ({ locationId, hint, readyIn, active }: PickUpPlace) => ({
  name: 'shipping.savePickUp',
  args: { locationId, hint, readyIn, active },
});

function PickUpDialog({ place, onClose }: { readonly place: PickUpPlace; readonly onClose: () => void }) {
  const undoable = useUndoable();
  const { busy, refused, send, forget } = useSending();
  const [active, setActive] = useState(place.active);
  const [hint, setHint] = useState(place.hint);
  const [ready, setReady] = useState(String(place.readyIn));
  const days = /^\d{1,2}$/.test(ready.trim()) && Number(ready) <= 60 ? Number(ready) : null;
  function save(): void {
    if (days === null) return;
    const next = { ...place, active, hint: hint.trim(), readyIn: days };
    send(undoable(t('Saved: {name}', { name: place.name }), argsOf(next), argsOf(place)).then(onClose));
  }
  return (
    <FormDialog
      title={t('Collecting at {name}', { name: place.name })}
      action={t('Save')}
      ready={days !== null}
      busy={busy}
      refused={refused}
      onSubmit={save}
      onClose={onClose}
    >
      <span className={styles.tick}>
        <Check
          label={t('Shoppers may collect here')}
          checked={active}
          data-autofocus
          onChange={(event) => {
            forget();
            setActive(event.target.checked);
          }}
        />
        {t('Shoppers may collect here')}
      </span>
      <Field label={t('Opening hours, as shoppers read them')} hint={t('Such as “Tuesday to Saturday, 10 to 17:30”')}>
        {(control) => (
          <Area {...control} value={hint} maxLength={200} onChange={(event) => setHint(event.target.value)} />
        )}
      </Field>
      <Field
        label={t('Ready after days')}
        hint={t('0: the same day')}
        error={days === null ? t('Write a whole number up to 60') : null}
      >
        {(control) => (
          <Input {...control} inputMode="numeric" value={ready} onChange={(event) => setReady(event.target.value)} />
        )}
      </Field>
      {place.sellsOnline ? null : (
        <p className={styles.note}>{t('Its stock is not sold online, so nobody is offered it yet.')}</p>
      )}
    </FormDialog>
  );
}

/** Where shoppers may collect, when it is open and how soon it is ready. */
export function PickUpCard({
  places,
  locked,
}: {
  readonly places: readonly PickUpPlace[];
  readonly locked: string | null;
}) {
  const [open, setOpen] = useState<PickUpPlace | null>(null);
  return (
    <Card aria-label={t('Collecting')}>
      <header>
        <div className={styles.head}>
          <h2>{t('Collecting')}</h2>
          <p>{t('Free for shoppers; the goods are held at that place')}</p>
        </div>
      </header>
      <Ledger rowHeight={44} widths={[null, 240, 96]} aria-label={t('Collecting')}>
        <tbody>
          {places.map((place) => (
            <tr key={place.locationId}>
              <td>
                <b className="strong">{place.name}</b>
                <small className={styles.under}>{place.hint || place.street}</small>
              </td>
              <td>
                {!place.active ? (
                  <span className="t2">{t('Nobody collects here')}</span>
                ) : place.sellsOnline ? (
                  <State tone="ok">{readyText(place.readyIn)}</State>
                ) : (
                  <State tone="warn">{t('not sold online')}</State>
                )}
              </td>
              <td className="num">
                <Button
                  size="small"
                  square
                  locked={locked}
                  aria-label={t('Change {name}', { name: place.name })}
                  icon={<IconPencil size={16} stroke={1.75} aria-hidden="true" />}
                  onClick={() => setOpen(place)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </Ledger>
      {open ? <PickUpDialog place={open} onClose={() => setOpen(null)} /> : null}
    </Card>
  );
}
