import { isMailAddress } from '@tillhouse/shared/kernel/mail-address.ts';
import { IconMail } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReceiptLetterView } from '../../../bridge/receipt-letter-views.ts';
import type { SyncStatus } from '../../../bridge/status.ts';
import { useNow } from '../../data/clock.ts';
import { may } from '../../data/may.ts';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { useSyncStatus } from '../../data/sync-status.ts';
import { useCommands } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { whenText } from '../../ui/instants.ts';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import styles from './mail-receipt.module.css';

interface Props {
  readonly orderId: string;
  readonly number: string;
}

/** Sends a receipt as a letter. The cloud sends it: without a line it waits with the sale itself. */
export function MailReceipt({ orderId, number, size = 'touch' }: Props & { readonly size?: 'touch' | 'control' }) {
  const { person } = useSession();
  const [open, setOpen] = useState(false);
  if (!may(person, 'till.sell')) return null;
  return (
    <>
      <Button
        size={size}
        icon={<IconMail size={size === 'touch' ? 24 : 18} stroke={1.75} aria-hidden="true" />}
        onClick={() => setOpen(true)}
      >
        {t('E-mail receipt')}
      </Button>
      {open ? <MailReceiptDialog {...{ orderId, number }} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function MailReceiptDialog({ orderId, number, onClose }: Props & { readonly onClose: () => void }) {
  const commands = useCommands();
  const online = isOnline(useSyncStatus());
  const { data } = useRead('till.receiptLetters', { orderId });
  const [typed, setTyped] = useState<string | null>(null);
  const to = (typed ?? data?.email ?? '').trim();
  const fits = isMailAddress(to);
  function send(): void {
    commands.mutate([{ name: 'orders.mailReceipt', args: { orderId, to } }], {
      onSuccess: () => {
        toast({
          tone: 'ok',
          title: t('Receipt {number} goes to {to}', { number, to }),
          ...(online ? {} : { message: t('It is sent as soon as there is a line.') }),
        });
        onClose();
      },
    });
  }
  return (
    <FormDialog
      title={t('E-mail receipt {number}', { number })}
      action={t('Send')}
      ready={fits}
      busy={commands.isPending}
      onSubmit={send}
      onClose={onClose}
    >
      <Field
        label={t('To')}
        error={to !== '' && !fits ? t('Write an address such as name@example.com') : null}
        hint={
          online
            ? t('With its lines and sums, and the paper as a PDF. The address is kept until it is sent.')
            : t('It is sent as soon as there is a line. The address is kept until then.')
        }
      >
        {(control) => (
          <Input
            {...control}
            type="email"
            inputMode="email"
            value={typed ?? data?.email ?? ''}
            maxLength={254}
            autoComplete="off"
            data-autofocus
            onChange={({ target: { value } }) => setTyped(value)}
          />
        )}
      </Field>
      {data && data.letters.length > 0 ? <Letters letters={data.letters} /> : null}
    </FormDialog>
  );
}

const isOnline = (status: SyncStatus | null): boolean => status?.state === 'synced' || status?.state === 'sending';

function stateText({ status, askedAt, sentAt }: ReceiptLetterView, now: number): string {
  if (status === 'sent') return t('sent {when}', { when: whenText(sentAt ?? askedAt, now) });
  return status === 'failed' ? t('could not be sent') : t('waits since {when}', { when: whenText(askedAt, now) });
}

/** Who has it already. */
function Letters({ letters }: { readonly letters: readonly ReceiptLetterView[] }) {
  const now = useNow();
  return (
    <ul className={styles.letters} aria-label={t('Sent before')}>
      {letters.map((letter) => (
        <li key={letter.id} className={letter.status === 'failed' ? styles.failed : undefined}>
          <b>{letter.sentTo}</b>
          <span>{stateText(letter, now)}</span>
        </li>
      ))}
    </ul>
  );
}
