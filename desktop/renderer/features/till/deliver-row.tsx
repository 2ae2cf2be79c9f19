import { IconTruckDelivery, IconX } from '@tabler/icons-react';
import type { Basket } from '../../../bridge/views.ts';
import { useSession } from '../../data/session.ts';
import { t } from '../../ui/text.ts';
import styles from './exchange-rows.module.css';

interface Props {
  readonly deliver: NonNullable<Basket['deliver']>;
  readonly locked: boolean;
  readonly onDrop: () => void;
}

/** The basket is paid now and leaves later. */
export function DeliverRow({ deliver: { kind, locationId, recipient, address }, locked, onDrop }: Props) {
  const place = useSession().locations.find(({ id }) => id === locationId)?.name ?? '';
  return (
    <section className={styles.rows} aria-label={t('Leaves later')}>
      <header>
        <IconTruckDelivery size={24} stroke={1.75} aria-hidden="true" />
        <b>
          {kind === 'ship' ? t('Sent to {name}', { name: recipient }) : t('{name} picks it up', { name: recipient })}
        </b>
        {locked ? null : (
          <button type="button" onClick={onDrop} aria-label={t('They take it with them')}>
            <IconX size={20} stroke={1.75} aria-hidden="true" />
          </button>
        )}
      </header>
      <span className="t2">
        {kind === 'ship'
          ? t('{address}, from {place}', { address: address.replaceAll('\n', ', '), place })
          : t('At {place}', { place })}
      </span>
    </section>
  );
}
