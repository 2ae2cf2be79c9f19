import { type ReactNode, useState } from 'react';
import { useSending } from '../../data/sending.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import styles from './gift-cards.module.css';

/** One of the two ways: its button, what the dialog's own button says, and what is said when it is done. */
interface Way {
  readonly way: string;
  readonly action: string;
  readonly done: string;
}

interface AdjustFormProps {
  readonly title: string;
  readonly label: string;
  readonly hint?: string;
  readonly inputMode: 'decimal' | 'numeric';
  readonly give: Way;
  readonly take: Way;
  /** What was typed, above nothing; null where it is none */
  readonly read: (text: string) => number | null;
  /** How it is written */
  readonly example: string;
  readonly balance: number;
  /** Why it cannot be taken: there is less */
  readonly short: string;
  /** @param change below nothing where it is taken */
  readonly save: (change: number, reason: string, mutationId: string) => Promise<unknown>;
  /** What is there then, for the notice */
  readonly saved: (after: number) => string;
  /** What is there then, below the fields */
  readonly foot?: (after: number) => ReactNode;
  readonly onClose: () => void;
}

/** Gives something or takes it, with the reason. */
export function AdjustForm(props: AdjustFormProps) {
  const { balance, onClose } = props;
  const { busy, refused, send, forget } = useSending();
  const [gives, setGives] = useState(true);
  const [text, setText] = useState('');
  const [reason, setReason] = useState('');
  const [mutationId] = useState(() => crypto.randomUUID());
  const typed = props.read(text);
  const change = typed === null ? null : gives ? typed : -typed;
  const after = balance + (change ?? 0);
  const short = change !== null && change < 0 && after < 0;
  const way = gives ? props.give : props.take;
  async function save(): Promise<void> {
    await props.save(change ?? 0, reason.trim(), mutationId);
    toast({ tone: 'ok', title: way.done, message: props.saved(after) });
    onClose();
  }
  return (
    <FormDialog
      title={props.title}
      action={way.action}
      ready={change !== null && !short && reason.trim() !== ''}
      busy={busy}
      refused={refused}
      onSubmit={() => send(save())}
      onClose={onClose}
    >
      <fieldset className={styles.ways} aria-label={t('What is done')}>
        {[props.give, props.take].map((each) => (
          <Button key={each.way} aria-pressed={each === way} onClick={() => setGives(each === props.give)}>
            {each.way}
          </Button>
        ))}
      </fieldset>
      <Field
        label={props.label}
        {...(props.hint !== undefined && { hint: props.hint })}
        error={text !== '' && typed === null ? props.example : short ? props.short : null}
      >
        {(control) => (
          <Input
            {...control}
            className="num"
            inputMode={props.inputMode}
            data-autofocus
            value={text}
            onChange={(event) => {
              forget();
              setText(event.target.value);
            }}
          />
        )}
      </Field>
      <Field label={t('Why')}>
        {(control) => (
          <Input {...control} value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
        )}
      </Field>
      {props.foot?.(after)}
    </FormDialog>
  );
}
