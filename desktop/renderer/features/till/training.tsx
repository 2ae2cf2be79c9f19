import { IconSchool } from '@tabler/icons-react';
import { useBridge } from '../../data/bridge.ts';
import { lockOf } from '../../data/may.ts';
import { useSession } from '../../data/session.ts';
import { sayRefused } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { t } from '../../ui/text.ts';
import styles from './training.module.css';

/** Across the top of the till while somebody practises at it, with the way out. */
export function TrainingStrip() {
  const bridge = useBridge();
  const { person } = useSession();
  return (
    <section className={styles.strip} aria-label={t('Training')}>
      <IconSchool size={24} stroke={1.75} aria-hidden="true" />
      <span>
        <strong>{t('TRAINING')}</strong> {t('Nothing is sold: no stock, no money, no number moves.')}
      </span>
      <span className="grow" />
      <Button
        locked={lockOf(person, 'till.training')}
        onClick={() => void bridge.call('session.setTraining', { on: false }).catch(sayRefused)}
      >
        {t('End training')}
      </Button>
    </section>
  );
}

/** Over the whole of the till, so that no look at it takes it for a sale; a picture, whose words the strip says. */
export function TrainingMark() {
  return (
    <div className={styles.mark} aria-hidden="true">
      {[1, 2, 3, 4, 5, 6].map((place) => (
        <span key={place} data-mark={t('TRAINING')} />
      ))}
    </div>
  );
}
