import { IconDevices } from '@tabler/icons-react';
import { useState } from 'react';
import { lockOf } from '../../data/may.ts';
import { useSession } from '../../data/session.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page, PageHead } from '../../ui/page.tsx';
import { t } from '../../ui/text.ts';
import styles from './devices.module.css';
import { TerminalCard } from './terminal-card.tsx';
import { DisplayCard } from './display-card.tsx';
import { GunCard } from './gun-card.tsx';
import { FiscalCard } from './fiscal-card.tsx';
import { PrinterCard } from './printer-card.tsx';
import { ScaleCard } from './scale-card.tsx';
import { UnsettledCard } from './unsettled-card.tsx';
import { VirtualCard } from './virtual-card.tsx';

/** What stands at each register and how this desk reaches it. Kept at this desk: addresses are of the shop's network. */
export function DevicesScreen() {
  const { person, registers, locations, register } = useSession();
  const [chosen, setChosen] = useState(register?.id ?? registers[0]?.id ?? '');
  const locked = lockOf(person, 'till.manage');
  return (
    <Page>
      <PageHead>
        <h1>{t('Devices')}</h1>
        <span className="sub cut">{t('What stands at a register; kept at this desk')}</span>
      </PageHead>
      {registers.length === 0 ? (
        <EmptyState icon={<IconDevices size={48} stroke={1.1} aria-hidden="true" />} title={t('No register yet')}>
          {t('A register is set up with its location.')}
        </EmptyState>
      ) : (
        <div className={styles.frame}>
          <nav className={styles.list} aria-label={t('Registers')}>
            {registers.map((one) => (
              <button
                key={one.id}
                type="button"
                className={styles.item}
                aria-current={one.id === chosen ? 'true' : undefined}
                onClick={() => setChosen(one.id)}
              >
                <b>{one.name}</b>
                <span className="sub">
                  {one.code} · {locations.find(({ id }) => id === one.locationId)?.name ?? ''}
                </span>
              </button>
            ))}
          </nav>
          <div className={styles.cards} key={chosen}>
            <TerminalCard registerId={chosen} locked={locked} />
            <UnsettledCard registerId={chosen} />
            <PrinterCard registerId={chosen} locked={locked} />
            <VirtualCard registerId={chosen} />
            <ScaleCard registerId={chosen} locked={locked} />
            <DisplayCard registerId={chosen} locked={locked} />
            <GunCard registerId={chosen} locked={locked} />
            <FiscalCard
              registerId={chosen}
              locked={locked}
              code={registers.find(({ id }) => id === chosen)?.code ?? ''}
            />
          </div>
        </div>
      )}
    </Page>
  );
}
