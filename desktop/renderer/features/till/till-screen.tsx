import { IconBarcode } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useSession } from '../../data/session.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { t } from '../../ui/text.ts';
import { DevicesBanner } from './devices-banner.tsx';
import { ChooseRegister } from './choose-register.tsx';
import { CloseDay } from './drawer/close-day.tsx';
import { DrawerMenu } from './drawer/drawer-menu.tsx';
import { OpenDrawer } from './drawer/open-drawer.tsx';
import { IdleLock } from './idle-lock.tsx';
import { useMailWish } from './use-mail-wish.ts';
import { Selling } from './selling.tsx';
import styles from './till.module.css';
import { useBasket } from './till-data.ts';
import { OfflineBanner, shortName, TillTop } from './till-top.tsx';
import { TrainingMark, TrainingStrip } from './training.tsx';

/** The till: sell, pay, receipt. Touch density, full keyboard, scans from any focus. */
export function TillScreen() {
  const { register, location, store, training } = useSession();
  const client = useQueryClient();
  const basket = useBasket();
  const [closing, setClosing] = useState(false);
  useMailWish();
  const title = [location?.name, shortName(register?.name, location?.name)].filter(Boolean).join(' · ');
  const reread = () => void client.invalidateQueries({ queryKey: ['session.state'] });
  let page = (
    <EmptyState icon={<IconBarcode size={48} stroke={1.1} aria-hidden="true" />} title={t('Opening the till')} />
  );
  if (!register || register.takenBy) page = <ChooseRegister />;
  else if (closing)
    page = (
      <CloseDay
        register={register}
        currency={store.currency}
        parked={basket?.parked ?? []}
        foreign={(basket?.foreign ?? []).map((one) => one.currency)}
        store={{ name: store.name, street: location?.street ?? '' }}
        onBack={() => setClosing(false)}
        onDone={() => {
          setClosing(false);
          reread();
        }}
      />
    );
  else if (!register.session) page = <OpenDrawer register={register} currency={store.currency} onDone={reread} />;
  else if (basket) page = <Selling basket={basket} />;
  return (
    <div className={styles.till} data-density="touch">
      <TillTop
        title={
          register && !closing && !register.takenBy ? (
            <DrawerMenu
              title={title}
              register={register}
              currency={store.currency}
              notNow={
                basket && basket.lines.length > 0 ? t('Finish this sale or park it first; the basket is kept.') : null
              }
              onCloseDay={() => setClosing(true)}
            />
          ) : (
            <span className={styles.title}>{closing ? t('{title} · close the day', { title }) : title}</span>
          )
        }
      />
      <div>
        <OfflineBanner />
        <IdleLock />
        {training ? <TrainingStrip /> : null}
        {register ? <DevicesBanner /> : null}
      </div>
      <main className={styles.wrap}>
        <h1 className="visually-hidden">{t('Till')}</h1>
        {page}
        {training ? <TrainingMark /> : null}
      </main>
    </div>
  );
}
