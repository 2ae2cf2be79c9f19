import { isMailAddress } from '@tillhouse/shared/kernel/mail-address.ts';
import { useState } from 'react';
import type { DraftView } from '../../../bridge/draft-queries.ts';
import { useCommands } from '../../data/writes.ts';
import { calendarDayText } from '../../ui/instants.ts';
import { Field, Input } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';

/** Sends it to somebody as a letter with its paper. The cloud sends it: without a line it waits with everything else. */
export function MailDialog({ draft, onClose }: { readonly draft: DraftView; readonly onClose: () => void }) {
  const commands = useCommands();
  const [to, setTo] = useState(draft.mailTo ?? draft.customerEmail ?? '');
  const { id: draftId, number, version, validUntil } = draft;
  const fits = isMailAddress(to.trim());
  function send(): void {
    commands.mutate([{ name: 'orders.mailDraft', args: { draftId, version, to: to.trim() } }], {
      onSuccess: () => {
        toast({ tone: 'ok', title: t('{number} goes to {to}', { number, to: to.trim() }) });
        onClose();
      },
    });
  }
  return (
    <FormDialog
      title={t('Mail {number}', { number })}
      action={t('Send')}
      ready={fits}
      busy={commands.isPending}
      onSubmit={send}
      onClose={onClose}
    >
      <Field
        label={t('To')}
        error={to.trim() !== '' && !fits ? t('Write an address such as name@example.com') : null}
        hint={
          validUntil === null
            ? t('With its lines and sums, and the paper as a PDF.')
            : t('With its lines and sums, the paper as a PDF, and that its prices hold until {day}.', {
                day: calendarDayText(validUntil, { year: true }),
              })
        }
      >
        {(control) => (
          <Input
            {...control}
            type="email"
            value={to}
            maxLength={254}
            autoComplete="off"
            data-autofocus
            onChange={({ target: { value } }) => setTo(value)}
          />
        )}
      </Field>
    </FormDialog>
  );
}
