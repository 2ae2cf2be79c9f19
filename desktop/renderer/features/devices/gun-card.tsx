import { useState } from 'react';
import { useRead } from '../../data/reads.ts';
import { useCall } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/page.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import styles from './devices.module.css';
import { GunLimits } from './gun-limits.tsx';
import { MeasureGun } from './measure-gun-dialog.tsx';

interface CardProps {
  readonly registerId: string;
  readonly locked: string | null;
}

/** The gun of a register: any fast one is heard as it is, a slow one once it was measured here. */
export function GunCard({ registerId, locked }: CardProps) {
  const { data } = useRead('till.devices', { registerId });
  const save = useCall('devices.saveGun');
  const [measuring, setMeasuring] = useState(false);
  if (!data) return null;
  const { gun } = data;
  return (
    <Card aria-label={t('Scanner')}>
      <header>
        <h2>{t('Scanner')}</h2>
        {gun ? (
          <State tone="ok">{t('Measured')}</State>
        ) : (
          <State tone="plain">{t('Fast ones are heard as they are')}</State>
        )}
      </header>
      <GunLimits gun={gun} />
      <div className={styles.foot}>
        <Button locked={locked} onClick={() => setMeasuring(true)}>
          {gun ? t('Measure it again') : t('Measure the scanner')}
        </Button>
        {gun ? (
          <Button locked={locked} disabled={save.isPending} onClick={() => save.mutate({ registerId, settings: null })}>
            {t('Forget it')}
          </Button>
        ) : null}
      </div>
      {measuring ? (
        <MeasureGun
          busy={save.isPending}
          onSave={(settings) => save.mutate({ registerId, settings }, { onSuccess: () => setMeasuring(false) })}
          onClose={() => setMeasuring(false)}
        />
      ) : null}
    </Card>
  );
}
