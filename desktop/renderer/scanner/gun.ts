import type { GunSettings } from '../../bridge/gun-views.ts';
import { profileOf } from './measure-gun.ts';
import type { ScannerProfile } from './scan-detector.ts';

/** Kept with the window, so that a badge is heard at a locked till that was loaded again, where nobody may ask yet. */
const KEY = 'tillhouse.gun';

function kept(): GunSettings | null {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as GunSettings | null;
  } catch {
    return null;
  }
}

let current: ScannerProfile = profileOf(kept());

/** What the gun of this window's register was measured as; that of any fast one where it never was. */
export const gunProfile = (): ScannerProfile => current;

export function setGun(gun: GunSettings | null): void {
  current = profileOf(gun);
  if (gun) sessionStorage.setItem(KEY, JSON.stringify(gun));
  else sessionStorage.removeItem(KEY);
}
