import { IconChevronDown } from '@tabler/icons-react';
import type { ParcelState } from '@tillhouse/shared/domains/orders/parcel-states.ts';
import { useState } from 'react';
import type { OrderParcel } from '../../../bridge/order-page.ts';
import { deskNow } from '../../data/clock.ts';
import { useCommands } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { Menu } from '../../ui/menu.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { parcelWords } from './order-words.ts';

/** What people of the shop see or hear of a parcel; the rest is its carrier's to say. */
const sayable = ['in-transit', 'delivered', 'exception', 'returned'] as const satisfies readonly ParcelState[];
type Sayable = (typeof sayable)[number];

const questions: Readonly<Record<Sayable, string>> = {
  'in-transit': 'Where it is',
  delivered: 'Who took it in, and how you know',
  exception: 'What is the matter with it',
  returned: 'Why it came back',
};

/** After it arrived only one thing can happen to it. */
const nextOf = ({ state }: OrderParcel): readonly Sayable[] =>
  sayable.filter((one) => one !== state && (state !== 'delivered' || one === 'returned'));

/** Says what happened to a parcel, where no carrier does, or before it does. */
export function ParcelHappened({ parcel }: { readonly parcel: OrderParcel }) {
  const [saying, setSaying] = useState<Sayable | null>(null);
  const next = nextOf(parcel);
  if (next.length === 0) return null;
  return (
    <>
      <Menu
        label={t('What happened to {number}', { number: parcel.number })}
        trigger={
          <Button size="small" aria-label={t('What happened to {number}', { number: parcel.number })}>
            {t('What happened')} <IconChevronDown size={14} stroke={1.75} aria-hidden="true" />
          </Button>
        }
        items={next.map((state) => ({
          id: state,
          label: parcelWords(state).text,
          onSelect: () => setSaying(state),
        }))}
      />
      {saying ? <SayDialog parcel={parcel} state={saying} onClose={() => setSaying(null)} /> : null}
    </>
  );
}

interface SayProps {
  readonly parcel: OrderParcel;
  readonly state: Sayable;
  readonly onClose: () => void;
}

function SayDialog({ parcel, state, onClose }: SayProps) {
  const [words, setWords] = useState('');
  const commands = useCommands();
  const said = parcelWords(state).text;
  const args = { fulfilmentId: parcel.id, state, words: words.trim() };
  return (
    <FormDialog
      title={t('{number}: {state}', { number: parcel.number, state: said })}
      action={t('Save')}
      ready={state !== 'exception' || words.trim() !== ''}
      busy={commands.isPending}
      onClose={onClose}
      onSubmit={() =>
        commands.mutate([{ name: 'orders.trackParcel', args: { ...args, at: deskNow() } }], {
          onSuccess: () => {
            toast({ tone: 'ok', title: t('{number}: {state}', { number: parcel.number, state: said }) });
            onClose();
          },
        })
      }
    >
      <p className="t2">
        {state === 'in-transit'
          ? t('The page of the order says so from now on.')
          : t('Its buyer is told, without what you write here.')}
      </p>
      <Field label={t(questions[state])} hint={state === 'exception' ? undefined : t('May stay empty.')}>
        {(control) => (
          <Input
            {...control}
            value={words}
            maxLength={300}
            autoComplete="off"
            data-autofocus
            onChange={(event) => setWords(event.target.value)}
          />
        )}
      </Field>
    </FormDialog>
  );
}
