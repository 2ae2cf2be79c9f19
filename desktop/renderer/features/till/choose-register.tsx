import { IconCashRegister } from '@tabler/icons-react';
import { useState } from 'react';
import type { RegisterSummary } from '../../../bridge/views.ts';
import { useBridge } from '../../data/bridge.ts';
import { lockOf } from '../../data/may.ts';
import { useSending } from '../../data/sending.ts';
import { useSession } from '../../data/session.ts';
import { sayRefused } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { t } from '../../ui/text.ts';
import styles from './till-dialogs.module.css';

/** A window sells on one register; the first time, and when another device took its own over, somebody says which. */
export function ChooseRegister() {
  const { register: lost, registers, location } = useSession();
  const bridge = useBridge();
  const [wanted, setWanted] = useState<RegisterSummary | null>(null);
  const here = registers.filter((register) => !location || register.locationId === location.id);
  const choose = ({ id }: RegisterSummary) =>
    void bridge.call('session.setRegister', { registerId: id }).catch(sayRefused);
  const title = lost?.takenBy
    ? t('{device} sells on {register} now', { device: lost.takenBy, register: lost.name })
    : t('Which till is this?');
  return (
    <>
      <EmptyState
        icon={<IconCashRegister size={48} stroke={1.1} aria-hidden="true" />}
        title={title}
        actions={(here.length ? here : registers).map((register) => (
          <Button
            key={register.id}
            size="touch"
            onClick={() => (register.soldBy ? setWanted(register) : choose(register))}
          >
            {register.soldBy
              ? t('{register}, on {device}', { register: register.name, device: register.soldBy })
              : register.name}
          </Button>
        ))}
      >
        {lost?.takenBy
          ? t(
              'What was sold here before is kept and sent under its own numbers, and the basket is parked. Choose where this device sells from now on.',
            )
          : t('Receipts are numbered by till, so each window sells on exactly one.')}
      </EmptyState>
      {wanted ? <TakeOver register={wanted} onTaken={choose} onClose={() => setWanted(null)} /> : null}
    </>
  );
}

interface TakeOverProps {
  readonly register: RegisterSummary;
  readonly onTaken: (register: RegisterSummary) => void;
  readonly onClose: () => void;
}

/** Two devices on one register would give the same numbers out twice, so the one that takes it begins a series of its own. */
function TakeOver({ register, onTaken, onClose }: TakeOverProps) {
  const bridge = useBridge();
  const { person } = useSession();
  const { busy, refused, send } = useSending();
  const [mutationId] = useState(() => crypto.randomUUID());
  const { id: registerId, generation, code, name, soldBy = '' } = register;
  async function take(): Promise<void> {
    await bridge.mutate('register.takeOver', { registerId, generation }, mutationId);
    onTaken(register);
    onClose();
  }
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('Take over {register}?', { register: name })}
      closeLabel={t('Close')}
      foot={
        <>
          <Button size="touch" onClick={onClose}>
            {t('Cancel')}
          </Button>
          <Button
            size="touch"
            look="primary"
            data-autofocus
            disabled={busy}
            locked={lockOf(person, 'till.manage')}
            onClick={() => send(take())}
          >
            {t('Take it over')}
          </Button>
        </>
      }
    >
      <div className={styles.said}>
        <p>
          {t(
            '{device} sells on it so far. It stops as soon as it hears of this; what it still has to send keeps its numbers.',
            { device: soldBy },
          )}
        </p>
        <p>
          {t('Receipts of this device begin with {number}, and its drawer goes along.', {
            number: `${code}-${generation + 1}-1`,
          })}
        </p>
        {refused ? <p role="alert">{refused}</p> : null}
      </div>
    </Dialog>
  );
}
