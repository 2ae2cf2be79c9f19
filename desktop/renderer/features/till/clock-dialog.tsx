import { IconId } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { PersonHere, PunchKind, Shown } from '../../../bridge/hours-views.ts';
import { useBridge } from '../../data/bridge.ts';
import { useRead } from '../../data/reads.ts';
import { useSending } from '../../data/sending.ts';
import { useSession } from '../../data/session.ts';
import { isBadge } from '../../scanner/is-badge.ts';
import { useScanner } from '../../scanner/use-scanner.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { clockText } from '../../ui/instants.ts';
import { PIN_DIGITS, PinPad } from '../../ui/pin-pad.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import styles from '../hours/hours.module.css';

const says: Readonly<Record<PunchKind, { readonly does: string; readonly done: string }>> = {
  in: { does: 'Clock in', done: '{name} is in' },
  break: { does: 'Begin a break', done: '{name} is on a break' },
  back: { does: 'End the break', done: '{name} is back' },
  out: { does: 'Clock out', done: '{name} has gone' },
};
/** What may be said next. A shift that was forgotten waits for a manager, and the next one begins. */
const next: Readonly<Record<PersonHere['state'], readonly PunchKind[]>> = {
  gone: ['in'],
  forgotten: ['in'],
  in: ['break', 'out'],
  break: ['back', 'out'],
};

function hereText({ state, since }: PersonHere): string {
  const time = since === null ? '' : clockText(since);
  if (state === 'in') return t('in since {time}', { time });
  if (state === 'break') return t('on a break since {time}', { time });
  return state === 'forgotten' ? t('forgot to clock out') : t('not in');
}

/** Who is in, and coming and going by PIN or badge, whoever is signed in at this window. */
export function ClockDialog({ onClose }: { readonly onClose: () => void }) {
  const bridge = useBridge();
  const { person } = useSession();
  const people = useRead('hours.here', {}).data ?? [];
  const { busy, refused, send, forget } = useSending();
  const [chosenId, setChosenId] = useState(person.id);
  const [pin, setPin] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const chosen = people.find(({ staffId }) => staffId === chosenId);
  const own = chosenId === person.id;
  // Whose PIN it is was just said: it is typed next.
  // biome-ignore lint/correctness/useExhaustiveDependencies: with each other person
  useEffect(() => field.current?.focus(), [chosenId]);
  const kinds = chosen ? next[chosen.state] : [];
  const type = (text: string) => {
    forget();
    setPin(text);
  };
  async function say(kind: PunchKind | 'turn', shown?: Shown): Promise<void> {
    try {
      const { name } = await bridge.call('hours.punch', {
        ...{ kind, mutationId: crypto.randomUUID() },
        ...(shown && { shown }),
      });
      toast({
        tone: 'ok',
        title: kind === 'turn' ? t('Written down for {name}', { name }) : t(says[kind].done, { name }),
      });
    } finally {
      setPin('');
    }
  }
  const go = (kind: PunchKind) => send(say(kind, own ? undefined : { staffId: chosenId, pin }));
  useScanner((badge) => {
    if (busy || !isBadge(badge)) return;
    send(say('turn', { badge }));
  });
  return (
    <Dialog opened onClose={onClose} title={t('Clock in and out')} closeLabel={t('Close')} width={680}>
      <div className={styles.two}>
        <fieldset className={styles.who}>
          <legend>{t('Who')}</legend>
          {people.map((one) => (
            <label key={one.staffId}>
              <input
                type="radio"
                name="who"
                checked={one.staffId === chosenId}
                onChange={() => {
                  setChosenId(one.staffId);
                  type('');
                }}
              />
              <span className={styles.person}>
                <b>{one.name}</b>
                <State
                  tone={one.state === 'in' ? 'ok' : one.state === 'gone' ? 'plain' : 'warn'}
                  calm={one.state === 'gone'}
                >
                  {hereText(one)}
                </State>
              </span>
            </label>
          ))}
          <p className="t2">
            <IconId size={18} stroke={1.75} aria-hidden="true" />{' '}
            {t('Or scan a badge: who is in goes, else they come.')}
          </p>
        </fieldset>
        <div className={styles.pin}>
          {own ? null : <PinPad label={t('Their PIN')} locked={busy} {...{ pin, field }} onPin={type} />}
          {refused ? (
            <p role="alert" className="bad">
              {refused}
            </p>
          ) : null}
          <div className={styles.says}>
            {kinds.map((kind, index) => (
              <Button
                key={kind}
                size="touch"
                {...(index === kinds.length - 1 && { look: 'primary' })}
                disabled={busy || (!own && pin.length < PIN_DIGITS)}
                onClick={() => go(kind)}
              >
                {t(says[kind].does)}
              </Button>
            ))}
          </div>
        </div>
      </div>
    </Dialog>
  );
}
