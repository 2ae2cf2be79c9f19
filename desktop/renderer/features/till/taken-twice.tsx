import { IconAlertTriangle } from '@tabler/icons-react';
import type { Basket } from '../../../bridge/views.ts';
import { Button } from '../../ui/button.tsx';
import { clockText } from '../../ui/instants.ts';
import { t } from '../../ui/text.ts';
import styles from './taken-twice.module.css';

function saidOf({ ended, by, at, when, number }: NonNullable<Basket['twice']>): string {
  const said = { name: by, register: at, time: clockText(when), number: number ?? '' };
  if (ended === 'discarded') return t('{name} threw this parked sale away at {register}, {time}.', said);
  if (number !== null) return t('Sold already at {register} as {number}, by {name}. Take no money for it again.', said);
  return t('{name} took this parked sale up at {register} first, {time}. Ask there before you take money.', said);
}

/** This till took a parked sale up without a line, and another one did too: it was first. */
export function TakenTwice({
  twice,
  locked,
  onPutAway,
}: {
  readonly twice: NonNullable<Basket['twice']>;
  readonly locked: boolean;
  readonly onPutAway: () => void;
}) {
  return (
    <div className={styles.twice} role="alert">
      <IconAlertTriangle size={24} stroke={1.75} aria-hidden="true" />
      <span>{saidOf(twice)}</span>
      {locked ? null : (
        <Button size="touch" onClick={onPutAway}>
          {t('Put it away')}
        </Button>
      )}
    </div>
  );
}
