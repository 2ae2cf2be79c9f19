import type { Host } from '../../host.ts';
import { addressOf } from '../terminals/simulated-adapter.ts';
import { FiscalSilent } from './port.ts';
import { simulatedTse } from './simulated-tse.ts';
import { FiscalUnits } from './units.ts';

const known = new WeakMap<object, FiscalUnits>();

/** Those of this desk. @param limitMs counts where they are asked for the first time */
export function fiscalUnits(
  { desk, now, log, changed }: Pick<Host, 'desk' | 'now' | 'log' | 'changed'>,
  limitMs?: number,
): FiscalUnits {
  let units = known.get(desk);
  if (!units) {
    units = new FiscalUnits({
      ...{ desk, now, log, ...(limitMs === undefined ? {} : { limitMs }) },
      onState: () => changed('devices'),
      portAt: ({ address: text, client }, signal) => {
        const address = addressOf(text);
        if (!address) throw new FiscalSilent(`${text} is no address`);
        return simulatedTse(address, client, signal);
      },
    });
    known.set(desk, units);
  }
  return units;
}
