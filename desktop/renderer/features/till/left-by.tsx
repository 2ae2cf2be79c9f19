import { IconUserShare } from '@tabler/icons-react';
import type { Basket } from '../../../bridge/views.ts';
import { clockText } from '../../ui/instants.ts';
import { t } from '../../ui/text.ts';
import styles from './exchange-rows.module.css';

/** Somebody else began this basket and the till was locked over it. */
export function LeftBy({ left }: { readonly left: NonNullable<Basket['left']> }) {
  return (
    <p className={styles.left} role="status">
      <IconUserShare size={20} stroke={1.75} aria-hidden="true" />
      {t('Begun by {name}, left at {time}. You go on with it.', { name: left.by, time: clockText(left.at) })}
    </p>
  );
}
