import { addDays, localDayAndHour } from '@tillhouse/shared/kernel/instant.ts';
import type { DeskFile } from '../database/open-desk.ts';
import type { ReportReader } from '../database/report-reader.ts';
import { storeAt } from '../session/store-at.ts';

const DAYS = 28;
const EVERY_MS = 30 * 60_000;
const SOON_MS = 5_000;
/** Rows of one transaction */
const CHUNK = 500;

/** Brings variant_pace to what was sold in the last 28 days. Only rows that changed are written. */
export async function renewPace(desk: DeskFile, reports: ReportReader, now: number): Promise<void> {
  const zone = storeAt(desk.reader, null)?.timeZone;
  if (!zone) return;
  const since = addDays(localDayAndHour(now, zone).date, 1 - DAYS);
  const fresh = new Map(await reports.job('pace', { since }));
  const known = new Map(
    desk.reader
      .all<{ id: string; sold: number }>('SELECT variant_id AS id, sold_28 AS sold FROM variant_pace')
      .map((row) => [row.id, row.sold]),
  );
  const changed = [...fresh].filter(([id, sold]) => known.get(id) !== sold);
  const gone = [...known.keys()].filter((id) => !fresh.has(id)).map((id): [string, number] => [id, 0]);
  const all = [...changed, ...gone];
  for (let start = 0; start < all.length; start += CHUNK) {
    const rows = JSON.stringify(all.slice(start, start + CHUNK));
    await desk.transaction('background', async (connection) => {
      connection.runNow(
        `INSERT OR REPLACE INTO variant_pace (variant_id, sold_28) SELECT value ->> 0, value ->> 1 FROM json_each(?)`,
        [rows],
      );
      connection.runNow(
        `INSERT OR IGNORE INTO product_stale_facts
         SELECT DISTINCT v.product_id FROM json_each(?) j JOIN variants v ON v.id = j.value ->> 0`,
        [rows],
      );
    });
  }
}

export interface PaceKeeper {
  /** Renews it soon; asked again meanwhile, once. */
  soon(): void;
  stop(): void;
}

/** Renews the pace some seconds after the start, when it is asked to, and every half hour. */
export function keepPace(
  desk: DeskFile,
  reports: ReportReader,
  now: () => number,
  log: (line: string) => void,
): PaceKeeper {
  const renew = () =>
    renewPace(desk, reports, now()).catch((error) => log(`the pace of sales was not renewed: ${String(error)}`));
  let waiting: NodeJS.Timeout | undefined;
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(renew, SOON_MS);
  };
  soon();
  const later = setInterval(renew, EVERY_MS);
  return {
    soon,
    stop: () => {
      clearTimeout(waiting);
      clearInterval(later);
    },
  };
}
