import { IconCashRegister } from '@tabler/icons-react';
import { useBridge } from '../../data/bridge.ts';
import { useSession } from '../../data/session.ts';
import { sayRefused } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { t } from '../../ui/text.ts';

/** A window sells on one register; the first time somebody says which. */
export function ChooseRegister() {
  const { registers, location } = useSession();
  const bridge = useBridge();
  const here = registers.filter((register) => !location || register.locationId === location.id);
  return (
    <EmptyState
      icon={<IconCashRegister size={48} stroke={1.1} aria-hidden="true" />}
      title={t('Which till is this?')}
      actions={(here.length ? here : registers).map((register) => (
        <Button
          key={register.id}
          size="touch"
          onClick={() => void bridge.call('session.setRegister', { registerId: register.id }).catch(sayRefused)}
        >
          {register.name}
        </Button>
      ))}
    >
      {t('Receipts are numbered by till, so each window sells on exactly one.')}
    </EmptyState>
  );
}
