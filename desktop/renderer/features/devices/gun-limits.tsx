import type { GunSettings } from '../../../bridge/gun-views.ts';
import { profileOf, thresholdsOf } from '../../scanner/measure-gun.ts';
import { SILENCE } from '../../scanner/scan-detector.ts';
import { t } from '../../ui/text.ts';
import styles from './devices.module.css';

/** The limits that keys of a gun are told from typing by, in words. */
export function GunLimits({ gun }: { readonly gun: GunSettings | null }) {
  const { from, to, longestPause } = thresholdsOf(profileOf(gun));
  const rows = [
    [
      t('From one key to the next'),
      gun
        ? t('{median} ms, at most {longest} ms', { median: gun.medianGap, longest: gun.longestGap })
        : t('not measured'),
    ],
    [t('It is the gun'), from === 0 ? t('up to {to} ms a key', { to }) : t('{from} to {to} ms a key', { from, to })],
    [t('The code is over'), t('Enter, Tab or {silence} ms of silence', { silence: SILENCE })],
    [t('A new code begins'), t('after a pause of {pause} ms', { pause: longestPause })],
    [t('Before each code'), gun?.prefix ? `“${gun.prefix}”` : t('nothing')],
    [t('Keyboard'), gun?.usPositions ? t('US positions, whatever this system types') : t('as this system types')],
  ] as const;
  return (
    <dl className={styles.limits}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
