import { useState } from 'react';
import type { RegisterSummary } from '../../../../bridge/views.ts';
import { useBridge } from '../../../data/bridge.ts';
import { ReadFault } from '../../../data/read-fault.tsx';
import { useRead } from '../../../data/reads.ts';
import { useSending } from '../../../data/sending.ts';
import { Field, Input, Select } from '../../../ui/field.tsx';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import { decimalText, minorDigits, moneyText, parseMoney } from '../../../ui/money.tsx';
import { t } from '../../../ui/text.ts';
import { toast } from '../../../ui/toast.ts';

interface Props {
  readonly register: RegisterSummary;
  readonly currency: string;
  readonly onClose: () => void;
}

/** Tips go out of the drawer to whom they were given: all that is owed, or a part of it. */
export function TipsDialog({ register, currency, onClose }: Props) {
  const bridge = useBridge();
  const { busy, refused, send } = useSending();
  const { data, error } = useRead('till.tips', { currency });
  const [chosen, setChosen] = useState('');
  const [text, setText] = useState<string | null>(null);
  // Pressed twice or asked again after a lost answer, it goes out once.
  const [mutationId] = useState(() => crypto.randomUUID());
  const owed = data?.filter((one) => one.owed > 0) ?? [];
  const person = owed.find(({ staffId }) => staffId === chosen) ?? owed[0];
  const amount = text === null ? (person?.owed ?? null) : parseMoney(text, currency);
  const wrong = amount === null || amount <= 0 || amount > (person?.owed ?? 0);
  async function go(): Promise<void> {
    if (!person || !register.session) return;
    const { id: registerId, session } = register;
    const args = { sessionId: session.id, registerId, staffId: person.staffId, amount };
    await bridge.mutate('register.payTips', args, mutationId);
    void bridge.call('print.openDrawer', {}).catch(() => {});
    toast({
      tone: 'ok',
      title: t('Written down at the drawer'),
      message: t('{amount} to {name}', { amount: moneyText({ amount: amount ?? 0, currency }), name: person.name }),
    });
    onClose();
  }
  return (
    <FormDialog
      title={t('Pay out tips')}
      action={t('Pay out')}
      ready={!wrong && person !== undefined}
      busy={busy}
      refused={refused}
      onSubmit={() => send(go())}
      onClose={onClose}
    >
      {error ? <ReadFault error={error} /> : null}
      {data && owed.length === 0 ? <p className="t2">{t('Nobody has tips that were not paid out.')}</p> : null}
      {person ? (
        <>
          <Field label={t('To')}>
            {(control) => (
              <Select
                {...control}
                value={person.staffId}
                onChange={(event) => {
                  setChosen(event.target.value);
                  setText(null);
                }}
              >
                {owed.map((one) => (
                  <option key={one.staffId} value={one.staffId}>
                    {t('{name}, {amount}', { name: one.name, amount: moneyText({ amount: one.owed, currency }) })}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field
            label={t('Amount')}
            error={wrong ? t('At most {amount}', { amount: moneyText({ amount: person.owed, currency }) }) : null}
          >
            {(control) => (
              <Input
                {...control}
                data-autofocus
                className="num"
                inputMode="decimal"
                autoComplete="off"
                value={text ?? decimalText(person.owed, minorDigits(currency))}
                onChange={(event) => setText(event.target.value)}
              />
            )}
          </Field>
        </>
      ) : null}
    </FormDialog>
  );
}
