import { Dialog } from '../../ui/dialog.tsx';
import { commandKey } from '../../ui/platform.ts';
import { closeSurface } from '../../ui/surfaces.ts';
import { t } from '../../ui/text.ts';
import { placeActions } from './actions.ts';
import styles from './palette.module.css';

type Keys = readonly (readonly [what: string, keys: string])[];

/** Every key there is, by place. */
export function ShortcutSheet() {
  const groups: readonly (readonly [string, Keys])[] = [
    [
      t('Everywhere'),
      [
        [t('Search or run a command'), commandKey('K')],
        [t('This sheet'), '?'],
        ...placeActions()
          .filter((action) => action.keys)
          .map((action) => [action.title, action.keys] as const),
      ],
    ],
    [
      t('Lists'),
      [
        [t('Next, previous row'), 'j  k'],
        [t('Open'), '↵'],
        [t('Tick the row'), 'x'],
        [t('Tick up to here'), 'Shift x'],
        [t('Search in the list'), '/'],
        [t('New product'), 'n'],
        [t('Clear'), 'Esc'],
      ],
    ],
    [
      t('Product'),
      [
        [t('Save'), commandKey('S')],
        [t('Next, previous product'), 'j  k'],
        [t('Down, up in the sheet'), '↓  ↑'],
      ],
    ],
    [
      t('Till'),
      [
        [t('Search'), 'F2'],
        [t('Return'), 'F5'],
        [t('Park or take back'), 'F6'],
        [t('Why this price'), 'F3'],
        [t('Five of the next item'), '5 *'],
        [t('Code for an offer'), 'F7'],
        [t('Discount or another price'), 'F8'],
        [t('Pay'), 'F9'],
        [t('Cash, exact'), 'F10'],
        [t('Weigh again'), 'F12'],
        [t('Split by item, while paying'), 'F7'],
        [t('Tip, while paying'), 'F8'],
        [t('More, fewer of the line'), '+  −'],
        [t('Remove the line'), 'Del'],
        [t('Finish, next sale'), '↵'],
        [t('Back'), 'Esc'],
      ],
    ],
    [
      t('Receiving and sync'),
      [
        [t('Undo the last scan'), commandKey('Z')],
        [t('Save a decision'), commandKey('↵')],
        [t('Adjust stock'), 'a'],
      ],
    ],
  ];
  return (
    <Dialog opened onClose={closeSurface} title={t('Keyboard shortcuts')} closeLabel={t('Close')} width={1040}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: on a low screen it scrolls, which keys must be able to do */}
      <section className={styles.sheet} tabIndex={0} aria-label={t('All shortcuts')}>
        {groups.map(([title, keys]) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {keys.map(([what, key]) => (
                <KeyRow key={what} what={what} keys={key} />
              ))}
            </dl>
          </section>
        ))}
      </section>
    </Dialog>
  );
}

function KeyRow({ what, keys }: { readonly what: string; readonly keys: string }) {
  return (
    <>
      <dt>{what}</dt>
      <dd>
        {keys.split('  ').map((key) => (
          <kbd key={key} style={{ marginInlineStart: 4 }}>
            {key}
          </kbd>
        ))}
      </dd>
    </>
  );
}
