import { IconId, IconUsb } from '@tabler/icons-react';
import type { Factor } from '@tillhouse/shared/domains/access/step-up.ts';
import { useRef, useState } from 'react';
import { useBridge } from '../../data/bridge.ts';
import type { ProofWanted } from '../../data/proving.ts';
import { useSending } from '../../data/sending.ts';
import { isBadge } from '../../scanner/is-badge.ts';
import { useScanner } from '../../scanner/use-scanner.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { PIN_DIGITS, PinPad } from '../../ui/pin-pad.tsx';
import { t } from '../../ui/text.ts';
import { KeyDialog } from '../sign-in/key-dialog.tsx';
import styles from './proof.module.css';
import { ProofDialog } from './proof-dialog.tsx';

export interface DeskProofProps {
  readonly wanted: ProofWanted;
  readonly onClose: () => void;
}

/** Asks who is signed in at this desk to show that it is them: by PIN, badge or security key, or in the cloud where their role asks for more. */
export function DeskProof({ wanted, onClose }: DeskProofProps) {
  const { what, will, signIn } = wanted.problem.details as {
    what?: string;
    will?: readonly Factor[];
    signIn?: boolean;
  };
  const given: readonly Factor[] = will ?? ['pin'];
  const [elsewhere, setElsewhere] = useState(false);
  const close = () => {
    onClose();
    wanted.left();
  };
  const shown = () => {
    onClose();
    wanted.shown();
  };
  const inCloud = given.filter((each) => !atDesk.includes(each));
  if (!elsewhere && inCloud.length < given.length) {
    const other = inCloud.length > 0 ? { onElsewhere: () => setElsewhere(true) } : {};
    return <PinDialog what={what ?? ''} will={given} onClose={close} onShown={shown} {...other} />;
  }
  const asked = signIn ? 'sign-in' : { what: what ?? '', will: inCloud };
  return <ProofDialog asked={asked} onClose={close} onShown={shown} />;
}

const atDesk: readonly Factor[] = ['pin', 'badge', 'key'];

interface PinDialogProps {
  readonly what: string;
  readonly will: readonly Factor[];
  readonly onClose: () => void;
  readonly onShown: () => void;
  /** It can be shown in the cloud as well. */
  readonly onElsewhere?: () => void;
}

function PinDialog({ what, will, onClose, onShown, onElsewhere }: PinDialogProps) {
  const bridge = useBridge();
  const [pin, setPin] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const { busy, refused, send, forget } = useSending();
  const byPin = will.includes('pin');
  const [withKey, setWithKey] = useState(false);
  const type = (text: string) => {
    forget();
    setPin(text);
  };
  async function show(given: { pin: string } | { badge: string }): Promise<void> {
    try {
      await bridge.call('session.prove', given);
      onShown();
    } finally {
      setPin('');
      field.current?.focus();
    }
  }
  useScanner((code) => {
    if (!busy && isBadge(code)) send(show({ badge: code }));
  });
  if (withKey) return <KeyDialog use={{ for: 'prove' }} onDone={onShown} onClose={() => setWithKey(false)} />;
  return (
    <FormDialog
      title={t('Show that it is you')}
      width={byPin ? 340 : 440}
      action={t('Go on')}
      ready={pin.length === PIN_DIGITS}
      busy={busy}
      onSubmit={() => send(show({ pin }))}
      onClose={onClose}
    >
      <p className="t2">
        {t('{what} asks for it when the last time is a while ago. Then it goes on by itself.', { what })}
      </p>
      {byPin ? (
        <div className={styles.pin}>
          <PinPad label={t('Your PIN')} error={refused} locked={busy} first {...{ pin, field }} onPin={type} />
        </div>
      ) : null}
      {will.includes('badge') ? (
        <p className={styles.badge}>
          <IconId size={20} stroke={1.75} aria-hidden="true" />
          {byPin ? t('Or scan your badge now.') : t('Scan your badge now.')}
        </p>
      ) : null}
      {will.includes('key') ? (
        <Button
          look={byPin ? 'plain' : 'primary'}
          icon={<IconUsb size={20} stroke={1.75} aria-hidden="true" />}
          disabled={busy}
          onClick={() => setWithKey(true)}
        >
          {t('Use your security key')}
        </Button>
      ) : null}
      {onElsewhere ? (
        <LinkButton className="meta" onClick={onElsewhere}>
          {t('I do not have it here')}
        </LinkButton>
      ) : null}
      {refused && !byPin ? (
        <p role="alert" className={styles.wrong}>
          {refused}
        </p>
      ) : null}
    </FormDialog>
  );
}
