import { IconSearch, IconUserOff, IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useRead } from '../../data/reads.ts';
import { lockOf } from '../../data/may.ts';
import { useSession } from '../../data/session.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { t } from '../../ui/text.ts';
import { AddCustomerDialog } from '../customers/add-customer-dialog.tsx';
import styles from './till-dialogs.module.css';

/** Who buys: found by the start of a name, any word of it, or the whole e-mail; arrows and Enter choose. */
export function CustomerDialog({
  known,
  onClose,
  onChoose,
}: {
  /** Somebody is on the sale already */
  readonly known: boolean;
  readonly onClose: () => void;
  readonly onChoose: (customerId: string | null) => void;
}) {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const [adding, setAdding] = useState(false);
  const noAdd = lockOf(useSession().person, 'customers.edit');
  const wanted = text.trim();
  const found = useRead('customers.search', { text: wanted }, { keep: true, enabled: wanted.length >= 2 }).data ?? [];
  const shown = wanted.length >= 2 ? found.slice(0, 6) : [];
  const chosen = Math.min(at, shown.length - 1);

  function onKeyDown(event: React.KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) setAt(Math.max(0, Math.min(shown.length - 1, chosen + step)));
    const one = shown[chosen];
    if (event.key === 'Enter' && one) onChoose(one.id);
    // Nobody of this name: Enter again is somebody new.
    else if (event.key === 'Enter' && wanted.length >= 2 && noAdd === null) setAdding(true);
    if (step !== 0 || event.key === 'Enter') event.preventDefault();
  }
  if (adding) return <AddCustomerDialog name={wanted} onClose={() => setAdding(false)} onAdded={onChoose} />;
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('Who buys?')}
      closeLabel={t('Close')}
      foot={
        <>
          {known ? (
            <Button
              size="touch"
              icon={<IconUserOff size={20} stroke={1.75} aria-hidden="true" />}
              onClick={() => onChoose(null)}
            >
              {t('Sell without a name')}
            </Button>
          ) : null}
          <Button
            size="touch"
            icon={<IconUserPlus size={20} stroke={1.75} aria-hidden="true" />}
            locked={noAdd}
            onClick={() => setAdding(true)}
          >
            {t('New customer')}
          </Button>
          <span className="grow" />
          <Button size="touch" onClick={onClose}>
            {t('Cancel')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <Field label={t('Name or e-mail')} hint={t('Two letters are enough. Works offline.')}>
          {(control) => (
            <Input
              {...control}
              data-autofocus
              role="combobox"
              aria-expanded={shown.length > 0}
              aria-controls="customers-found"
              aria-activedescendant={shown[chosen] ? `customer-${shown[chosen].id}` : undefined}
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
        <div id="customers-found" role="listbox" aria-label={t('Customers')} className={styles.people}>
          {shown.map((one, index) => (
            <div
              key={one.id}
              id={`customer-${one.id}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === chosen}
              onClick={() => onChoose(one.id)}
              onKeyDown={() => {}}
            >
              <b>{one.name}</b>
              <small>{one.text}</small>
            </div>
          ))}
        </div>
        {shown.length === 0 ? (
          <p className={styles.hint}>
            <IconSearch size={20} stroke={1.5} aria-hidden="true" />
            {wanted.length < 2
              ? t('The sale goes on without a name as well.')
              : t('Nobody of this name is known at this till.')}
          </p>
        ) : null}
      </div>
    </Dialog>
  );
}
