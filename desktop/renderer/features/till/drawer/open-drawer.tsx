import { IconCashRegister } from '@tabler/icons-react';
import { useState } from 'react';
import type { RegisterSummary } from '../../../../bridge/views.ts';
import { lockOf } from '../../../data/may.ts';
import { useSession } from '../../../data/session.ts';
import { useCommands } from '../../../data/writes.ts';
import { Button } from '../../../ui/button.tsx';
import { Keypad } from '../../../ui/keypad.tsx';
import { Money, minorDigits } from '../../../ui/money.tsx';
import { t } from '../../../ui/text.ts';
import { typedAmount, typeKey } from '../cash-notes.ts';
import styles from './open-drawer.module.css';

const keys = [...'123456789'].map((value) => ({ value }));

/** Nothing is sold from a drawer nobody counted: the float comes first. */
export function OpenDrawer({
  register,
  currency,
  onDone,
}: {
  readonly register: RegisterSummary;
  readonly currency: string;
  readonly onDone: () => void;
}) {
  const [typed, setTyped] = useState('');
  const commands = useCommands();
  const noOpen = lockOf(useSession().person, 'till.session');
  const digits = minorDigits(currency);
  const float = typedAmount(typed, digits);
  const open = () =>
    commands.mutate(
      [{ name: 'register.openSession', args: { sessionId: crypto.randomUUID(), registerId: register.id, float } }],
      { onSuccess: onDone },
    );
  return (
    <section className={styles.open} aria-label={t('Open the drawer')}>
      <div className={styles.said}>
        <IconCashRegister size={48} stroke={1.1} aria-hidden="true" />
        <h2>{t('Open {name}', { name: register.name })}</h2>
        <p>{t('Count what lies in the drawer and write it down. Closing compares against it.')}</p>
        <div className={styles.float}>
          <span>{t('Float')}</span>
          <Money amount={float} currency={currency} />
        </div>
        <Button look="primary" size="big" onClick={open} disabled={commands.isPending} locked={noOpen}>
          {float === 0 ? t('Open with an empty drawer') : t('Open the drawer')}
        </Button>
      </div>
      <Keypad
        columns={3}
        label={t('Float')}
        keys={[
          ...keys,
          { value: '.', label: t('Decimal point'), soft: true },
          { value: '0' },
          { value: 'back', label: t('Delete'), soft: true },
        ]}
        onPress={(key) => setTyped((old) => typeKey(old, key, digits))}
      />
    </section>
  );
}
