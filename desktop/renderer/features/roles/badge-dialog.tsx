import { useState } from 'react';
import { renderSVG } from 'uqr';
import type { StaffRow } from '../../../bridge/access-queries.ts';
import { useBridge } from '../../data/bridge.ts';
import { useSending } from '../../data/sending.ts';
import { useSession } from '../../data/session.ts';
import { Button } from '../../ui/button.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { PrintOnceDialog } from '../../ui/print-once-dialog.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import styles from './badge.module.css';

export interface BadgeDialogProps {
  readonly person: StaffRow;
  readonly own: boolean;
  readonly onClose: () => void;
}

/** Makes one's own badge and shows it this once, or takes somebody's away. */
export function BadgeDialog({ person, own, onClose }: BadgeDialogProps) {
  const bridge = useBridge();
  const [text, setText] = useState<string | null>(null);
  const { busy, refused, send } = useSending();
  async function take(): Promise<void> {
    await bridge.mutate('access.setBadge', { staffId: person.id, badgeKey: null });
    toast({
      tone: 'ok',
      title: t('Badge of {name} taken away', { name: person.name }),
      message: t('It opens nothing at this desk now, and at no other when it has synced.'),
    });
    onClose();
  }
  if (text !== null) return <Card person={person} text={text} onClose={onClose} />;
  if (!own)
    return (
      <FormDialog
        title={t('Badge of {name}', { name: person.name })}
        action={t('Take it away')}
        ready
        busy={busy}
        refused={refused}
        onSubmit={() => send(take())}
        onClose={onClose}
      >
        <p>
          {t(
            'For a badge that is lost or was copied: it signs nobody in and approves nothing any more. {name} makes a new one on their own page.',
            { name: person.name },
          )}
        </p>
      </FormDialog>
    );
  return (
    <FormDialog
      title={person.hasBadge ? t('A new badge for you') : t('A badge for you')}
      width={440}
      action={t('Make and show it')}
      ready
      busy={busy}
      refused={refused}
      onSubmit={() => send(bridge.call('session.makeBadge', {}).then((made) => setText(made.text)))}
      onClose={onClose}
      beside={
        person.hasBadge ? (
          <>
            <Button look="danger" disabled={busy} onClick={() => send(take())}>
              {t('Take it away')}
            </Button>
            <span className="grow" />
          </>
        ) : null
      }
    >
      <p>
        {t(
          'A card with a code. Scanned at a desk or till, it signs you in and says yes to what others may not do alone, also beyond what a PIN is enough for.',
        )}
      </p>
      <p className="t2">
        {person.hasBadge
          ? t('The badge that you have is worth nothing any more once this one is made.')
          : t('Carry it like a key: whoever copies the code can act in your name.')}
      </p>
    </FormDialog>
  );
}

interface CardProps {
  readonly person: StaffRow;
  readonly text: string;
  readonly onClose: () => void;
}

/** As large as a bank card, for paper and a scanner: black on white in every appearance. */
function Card({ person, text, onClose }: CardProps) {
  const { store } = useSession();
  return (
    <PrintOnceDialog title={t('Your badge')} done={t('I have it')} onClose={onClose}>
      <div className={styles.form}>
        <p>{t('It is shown this once and kept nowhere: print it, cut it out, and carry it.')}</p>
        <div className={styles.card}>
          <span
            role="img"
            aria-label={t('Code of the badge')}
            // biome-ignore lint/security/noDangerouslySetInnerHtml: drawn here of squares, no text goes into it
            dangerouslySetInnerHTML={{ __html: renderSVG(text, { ecc: 'M', border: 1 }) }}
          />
          <div>
            <small>{store.name}</small>
            <b>{person.name}</b>
            <span>{person.roleName}</span>
            <small className={styles.found}>{t('Found? Please hand it in at the shop.')}</small>
          </div>
        </div>
      </div>
    </PrintOnceDialog>
  );
}
