import {
  IconCashMinus,
  IconCashPlus,
  IconCashRegister,
  IconChevronDown,
  IconClock,
  IconCoins,
  IconDeviceDesktop,
  IconFileDollar,
  IconLayoutGrid,
  IconLockSquare,
  IconMoonStars,
  IconReportMoney,
  IconSchool,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { RegisterSummary } from '../../../../bridge/views.ts';
import { lockOf } from '../../../data/may.ts';
import { useBridge } from '../../../data/bridge.ts';
import { useSession } from '../../../data/session.ts';
import { sayRefused } from '../../../data/writes.ts';
import { Menu, type MenuItem } from '../../../ui/menu.tsx';
import { t } from '../../../ui/text.ts';
import { toast } from '../../../ui/toast.ts';
import styles from './drawer.module.css';
import { ArrangeDialog } from '../arrange-dialog.tsx';
import { ClockDialog } from '../clock-dialog.tsx';
import { TipsDialog } from './tips-dialog.tsx';
import { CashDialog, type CashMove, ClosingsDialog, XDialog } from './drawer-dialogs.tsx';

type Asking = CashMove | 'x' | 'closings' | 'tips' | 'clock' | 'tiles' | null;

interface Props {
  readonly title: string;
  readonly register: RegisterSummary;
  readonly currency: string;
  /** Why the drawer cannot be closed just now; null where it can */
  readonly notNow: string | null;
  readonly onCloseDay: () => void;
}

/** A second window for the other side of the counter; opened again, it is the same one. */
function openDisplay(): void {
  window.open('#/display', 'tillhouse-display', 'popup,width=1024,height=640');
}

/** What is done with the drawer of a till that is not a sale: cash in and out, X and Z reports, the end of the day. */
export function DrawerMenu({ title, register, currency, notNow, onCloseDay }: Props) {
  const { person, training, store } = useSession();
  const bridge = useBridge();
  const [asking, setAsking] = useState<Asking>(null);
  const noCash = lockOf(person, 'till.cash');
  const noSession = lockOf(person, 'till.session');
  const item = (
    id: string,
    label: string,
    Icon: typeof IconLockSquare,
    lock: string | null,
    onSelect: () => void,
  ): MenuItem => ({
    ...{ id, label },
    icon: <Icon size={18} stroke={1.75} aria-hidden="true" />,
    onSelect: () => (lock === null ? onSelect() : toast({ tone: 'warn', title: label, message: lock })),
  });
  const { session } = register;
  return (
    <>
      <Menu
        label={t('Drawer')}
        width={260}
        trigger={
          <button type="button" className={styles.trigger}>
            {title}
            <IconChevronDown size={18} stroke={1.75} aria-hidden="true" />
            <span className="visually-hidden">{t('drawer and end of day')}</span>
          </button>
        }
        items={[
          ...(session
            ? [
                item('in', t('Put cash in'), IconCashPlus, noCash, () => setAsking('paid-in')),
                item('out', t('Take cash out'), IconCashMinus, noCash, () => setAsking('paid-out')),
                item('drop', t('Drop to the safe'), IconLockSquare, noCash, () => setAsking('drop')),
                ...(store.till.tips
                  ? [item('tips', t('Pay out tips'), IconCoins, noCash, () => setAsking('tips'))]
                  : []),
                item('open', t('Open the drawer'), IconCashRegister, noCash, () => setAsking('no-sale')),
                item('x', t('X report'), IconReportMoney, noSession, () => setAsking('x')),
              ]
            : []),
          item('clock', t('Clock in and out'), IconClock, null, () => setAsking('clock')),
          item('tiles', t('Arrange the tiles'), IconLayoutGrid, lockOf(person, 'till.favourites'), () =>
            setAsking('tiles'),
          ),
          item('display', t('Customer display'), IconDeviceDesktop, null, openDisplay),
          item(
            'training',
            training ? t('End training') : t('Begin training'),
            IconSchool,
            lockOf(person, 'till.training'),
            () => void bridge.call('session.setTraining', { on: !training }).catch(sayRefused),
          ),
          item('z', t('Z reports'), IconFileDollar, noSession, () => setAsking('closings')),
          ...(session ? [item('close', t('Close the day'), IconMoonStars, noSession ?? notNow, onCloseDay)] : []),
        ]}
      />
      {asking === 'x' && session ? <XDialog sessionId={session.id} onClose={() => setAsking(null)} /> : null}
      {asking === 'closings' ? <ClosingsDialog registerId={register.id} onClose={() => setAsking(null)} /> : null}
      {asking === 'clock' ? <ClockDialog onClose={() => setAsking(null)} /> : null}
      {asking === 'tiles' ? <ArrangeDialog onClose={() => setAsking(null)} /> : null}
      {asking === 'tips' ? <TipsDialog {...{ register, currency }} onClose={() => setAsking(null)} /> : null}
      {asking &&
      asking !== 'x' &&
      asking !== 'closings' &&
      asking !== 'tips' &&
      asking !== 'clock' &&
      asking !== 'tiles' ? (
        <CashDialog move={asking} register={register} currency={currency} onClose={() => setAsking(null)} />
      ) : null}
    </>
  );
}
