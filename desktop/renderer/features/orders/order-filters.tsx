import { IconBookmark, IconFilter, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { OrderFilter } from '../../../bridge/order-queries.ts';
import { useSession } from '../../data/session.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { Menu } from '../../ui/menu.tsx';
import { addChipClass, Chip } from '../../ui/page.tsx';
import { t } from '../../ui/text.ts';
import { type Choice, choices, sameFilter } from './order-filter.ts';

interface Props {
  readonly filter: OrderFilter;
  readonly onFilter: (next: OrderFilter) => void;
  /** The saved view that is shown as it was saved */
  readonly shown: string | null;
  readonly onSave: (name: string) => void;
  readonly onForget: () => void;
}

/** What the list is narrowed by, each taken off by itself; one more to add; and all of it kept as a view. */
export function OrderFilters({ filter, onFilter, shown, onSave, onForget }: Props) {
  const { locations, store } = useSession();
  const [naming, setNaming] = useState(false);
  const offered = choices(locations, store?.currency ?? 'GBP');
  const active = Object.keys(filter) as Choice['key'][];
  const choiceOf = (key: Choice['key']) =>
    offered.find((one) => one.key === key && sameFilter(one.filter, { [key]: filter[key] })) ??
    offered.find((one) => one.key === key);
  const without = (key: Choice['key']) => {
    const { [key]: _, ...rest } = filter;
    return rest;
  };
  return (
    <>
      {active.map((key) => {
        const choice = choiceOf(key);
        return choice ? (
          <Chip
            key={key}
            name={choice.name}
            value={choice.value}
            removeLabel={t('Any {name}', { name: choice.name })}
            onRemove={() => onFilter(without(key))}
          />
        ) : null;
      })}
      <Menu
        label={t('Filter')}
        width={248}
        trigger={
          <button type="button" className={addChipClass}>
            <IconFilter size={14} stroke={1.75} aria-hidden="true" /> {t('Filter')}
          </button>
        }
        items={offered.map((choice) => ({
          id: `${choice.key}${choice.value}`,
          label: (
            <>
              <span className="t2">{choice.name}</span> {choice.value}
            </>
          ),
          checked: active.includes(choice.key) && choiceOf(choice.key) === choice,
          onSelect: () => onFilter({ ...filter, ...choice.filter }),
        }))}
      />
      {shown !== null ? (
        <Button
          size="small"
          icon={<IconTrash size={16} stroke={1.75} aria-hidden="true" />}
          onClick={onForget}
          aria-label={t('Forget the view “{name}”', { name: shown })}
        >
          {t('Forget view')}
        </Button>
      ) : active.length > 0 ? (
        <Button
          size="small"
          icon={<IconBookmark size={16} stroke={1.75} aria-hidden="true" />}
          onClick={() => setNaming(true)}
        >
          {t('Save view')}
        </Button>
      ) : null}
      {naming ? <NameDialog onClose={() => setNaming(false)} onSave={onSave} /> : null}
    </>
  );
}

function NameDialog({ onClose, onSave }: { readonly onClose: () => void; readonly onSave: (name: string) => void }) {
  const [name, setName] = useState('');
  return (
    <FormDialog
      title={t('Save as a view')}
      action={t('Save view')}
      ready={name.trim() !== ''}
      onClose={onClose}
      onSubmit={() => {
        onSave(name.trim());
        onClose();
      }}
    >
      <Field label={t('Name')} hint={t('It becomes a tab of this list, on this desk.')}>
        {(control) => (
          <Input
            {...control}
            value={name}
            maxLength={30}
            autoComplete="off"
            data-autofocus
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
    </FormDialog>
  );
}
