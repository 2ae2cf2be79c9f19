import { IconArrowDown, IconArrowUp, IconPackage, IconPencil, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { DeliveryBox } from '../../../bridge/delivery-queries.ts';
import { sizeText, weightText } from '../../data/size-text.ts';
import { useCommands } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Ledger } from '../../ui/ledger.tsx';
import { Card } from '../../ui/page.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { BoxDialog } from './box-dialog.tsx';
import styles from './delivery.module.css';

interface Props {
  readonly boxes: readonly DeliveryBox[];
  readonly locked: string | null;
}

/** What parcels are packed into, in the shop's own order. */
export function BoxesCard({ boxes, locked }: Props) {
  /** `new`: one that is not saved yet */
  const [open, setOpen] = useState<DeliveryBox | 'new' | null>(null);
  const commands = useCommands();
  const begin = () => {
    if (!locked) setOpen('new');
  };
  useKeys({ b: begin });
  function move(at: number, by: -1 | 1): void {
    const ids = boxes.map(({ id }) => id);
    const [moved] = ids.splice(at, 1);
    if (!moved || commands.isPending) return;
    ids.splice(at + by, 0, moved);
    commands.mutate([{ name: 'shipping.arrangeBoxes', args: { boxIds: ids } }]);
  }
  const add = (look: 'primary' | 'plain') => (
    <Button
      {...(look === 'primary' && { look })}
      size="small"
      keys="B"
      locked={locked}
      icon={<IconPlus size={16} stroke={1.75} aria-hidden="true" />}
      onClick={begin}
    >
      {t('Add a box')}
    </Button>
  );
  return (
    <Card aria-label={t('Boxes')}>
      <header>
        <div className={styles.head}>
          <h2>{t('Boxes')}</h2>
          <p>{t('What parcels are packed into; goods of no known size go into the first that carries them')}</p>
        </div>
        {boxes.length > 0 ? add('plain') : null}
      </header>
      {boxes.length === 0 ? (
        <div className={styles.noBoxes}>
          <EmptyState
            icon={<IconPackage size={40} stroke={1.1} aria-hidden="true" />}
            title={t('No boxes yet')}
            actions={add('primary')}
          >
            {t('With two or three of them each order says which it fits into and what its parcel weighs.')}
          </EmptyState>
        </div>
      ) : (
        <Ledger rowHeight={44} widths={[null, 168, 120, 132]} aria-label={t('Boxes')}>
          <tbody>
            {boxes.map((box, at) => (
              <tr key={box.id}>
                <td>
                  <b className="strong">{box.name}</b>
                  <small className={styles.under}>
                    {[
                      t('{weight} empty', { weight: weightText(box.ownGrams) }),
                      box.mostGrams === null ? '' : t('carries {most}', { most: weightText(box.mostGrams) }),
                    ]
                      .filter(Boolean)
                      .join(', ')}
                  </small>
                </td>
                <td className="num">{t('{size} mm', { size: sizeText(box) })}</td>
                <td>{box.active ? null : <State tone="open">{t('Not used')}</State>}</td>
                <td className="num">
                  <span className={styles.rowKeys}>
                    <Button
                      size="small"
                      look="quiet"
                      square
                      locked={locked}
                      disabled={at === 0}
                      aria-label={t('Move {name} up', { name: box.name })}
                      icon={<IconArrowUp size={16} stroke={1.75} aria-hidden="true" />}
                      onClick={() => move(at, -1)}
                    />
                    <Button
                      size="small"
                      look="quiet"
                      square
                      locked={locked}
                      disabled={at === boxes.length - 1}
                      aria-label={t('Move {name} down', { name: box.name })}
                      icon={<IconArrowDown size={16} stroke={1.75} aria-hidden="true" />}
                      onClick={() => move(at, 1)}
                    />
                    <Button
                      size="small"
                      square
                      locked={locked}
                      aria-label={t('Change {name}', { name: box.name })}
                      icon={<IconPencil size={16} stroke={1.75} aria-hidden="true" />}
                      onClick={() => setOpen(box)}
                    />
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </Ledger>
      )}
      {open ? (
        <BoxDialog
          key={open === 'new' ? 'new' : open.id}
          box={open === 'new' ? null : open}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </Card>
  );
}
