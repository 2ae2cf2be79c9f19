import type { Pools } from '../../../platform/db/pools.ts';
import { type Repeating, repeating } from '../../../platform/repeating.ts';
import type { CommerceContext } from '../context.ts';
import { askAboutParcels, takeUpParcels } from './follow-parcels.ts';

const TAKE_UP_MS = 600_000;
const ASK_MS = 60_000;

/** Asks carriers where parcels are that nobody pushed news of. */
export function startFollowing({ system }: Pools, context: CommerceContext): Repeating[] {
  const { log } = context;
  let stopping = false;
  const takeUp = repeating(
    TAKE_UP_MS,
    () => takeUpParcels(system, context),
    (error) => log.warn({ err: error }, 'parcels that nobody asks about were not looked for'),
  );
  const asking = repeating(
    ASK_MS,
    () => askAboutParcels(system, context, () => !stopping),
    (error) => log.warn({ err: error }, 'carriers were not asked about parcels'),
  );
  const stop = (): Promise<void> => {
    stopping = true;
    return asking.stop();
  };
  takeUp.wake();
  return [takeUp, { wake: asking.wake, stop }];
}
