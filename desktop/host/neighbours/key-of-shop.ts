import * as z from 'zod';
import { askCloud } from '../cloud/ask-cloud.ts';
import type { Host } from '../host.ts';
import { keepKey, lanKeys, readSettings } from './settings.ts';

/** The cloud makes a new one when a device is revoked, which the row of that device tells too; this is for whoever missed it. */
const HOUR = 3_600_000;

const answer = z.object({ id: z.string().min(1).max(100), key: z.string().regex(/^[A-Za-z0-9_-]{43}$/) });

export interface KeyKeeper {
  /** Somebody turned sharing on. */
  wanted(): void;
  /** There is a line to the cloud. */
  online(): void;
  stale(): void;
  quiet(): Promise<void>;
}

/** Fetches the shop's key from the cloud while there is a line, so that it is here when there is none. */
export function keepKeyFresh(host: Omit<Host, 'neighbours'>, onKey: () => void): KeyKeeper {
  let [line, stale] = [false, false];
  let asking: Promise<void> | null = null;

  const due = (): boolean => {
    const [newest] = lanKeys(host.desk.reader);
    return stale || newest === undefined || host.now() - newest.heardAt > HOUR;
  };
  const ask = async (): Promise<void> => {
    const { id, key } = await askCloud(host, '/sync/v1/neighbour-key', {}, answer);
    stale = false;
    await keepKey(host.desk, id, key, host.now());
    onKey();
  };
  const go = (): void => {
    if (asking || !line || !readSettings(host.desk.reader).on || !due()) return;
    asking = ask()
      // Asked for again when the line is next heard of.
      .catch(() => {
        line = false;
      })
      .finally(() => {
        asking = null;
      });
  };
  return {
    wanted: () => {
      line = true;
      go();
    },
    online: () => {
      line = true;
      go();
    },
    stale: () => {
      stale = true;
      go();
    },
    quiet: async () => {
      await asking;
    },
  };
}
