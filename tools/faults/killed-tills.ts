import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from '@tillhouse/sync/testing/seeded-chance.ts';
import { openLine, type Line } from './line.ts';
import { startTill, type Till, type TillShop } from './till.ts';
import type { Deed, TradeOrder, TradeSaid } from './trade-until-killed.ts';

export const PIN = '246810';

/** One register, its folder, the line it has, and what its tills were asked for so far. */
export interface KilledTill {
  readonly code: string;
  readonly registerId: string;
  readonly dataDir: string;
  readonly line: Line;
  /** All that was asked for, by id; each of them is in the books once at the end. */
  readonly asked: Map<string, Deed>;
  readonly done: Set<string>;
  readonly refused: string[];
  kills: number;
  /** Kills before anything was asked for: in the start, or in the first of its work */
  early: number;
  /** Kills after something was asked for and before it was answered */
  between: number;
  /** What was done at such a kill, and only not told */
  readonly found: Set<string>;
}

/** Enrols a desk of the shop at a register of its own, and ends it again. */
export async function enrolTill(
  shop: TillShop,
  { code, registerId, dataDir }: Pick<KilledTill, 'code' | 'registerId' | 'dataDir'>,
): Promise<KilledTill> {
  const line = await openLine(shop.cloudUrl);
  const till = await startTill({ dataDir, shop: { ...shop, cloudUrl: line.url, registerId } });
  await till.allSent();
  await till.host.close();
  const nothing = {
    asked: new Map(),
    done: new Set<string>(),
    found: new Set<string>(),
    refused: [],
    kills: 0,
    early: 0,
    between: 0,
  };
  return { code, registerId, dataDir, line, ...nothing };
}

/** In the books of the register for good, and all of it sent; the line is whole by then. */
export async function startAgain(till: KilledTill, shop: TillShop): Promise<Till> {
  const { registerId, dataDir } = till;
  return startTill({ dataDir, shop: { ...shop, cloudUrl: till.line.url, registerId } });
}

const lastOpen = ({ asked, done }: KilledTill): Deed | null =>
  [...asked.values()].filter(({ id }) => !done.has(id)).at(-1) ?? null;

/** Runs the till's process until a moment that chance decides, kills it there and keeps what it said. */
export async function tradeUntilKilled(
  till: KilledTill,
  { staffId, variantIds, chance }: { staffId: string; variantIds: readonly string[]; chance: Chance },
): Promise<void> {
  const again = lastOpen(till);
  const { dataDir, line, registerId } = till;
  const order: TradeOrder = {
    ...{ dataDir, cloudUrl: line.url, staffId, pin: PIN, registerId, variantIds },
    ...{ seed: chance.int(2 ** 31), again },
  };
  // One in eight dies while it starts; the others after so many words, and a little.
  const words = chance.often(0.125) ? 0 : 1 + chance.int(24);
  const late = words === 0 ? chance.int(1_500) : chance.int(30);
  const script = join(import.meta.dirname, 'trade-until-killed.ts');
  const child = spawn(process.execPath, ['--no-warnings', script, JSON.stringify(order)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const errors: string[] = [];
  createInterface({ input: child.stderr }).on('line', (text) => errors.push(text));
  let said = 0;
  let asking: string | null = null;
  const ended = new Promise<NodeJS.Signals | null>((resolve) =>
    child.once('close', (_code, signal) => resolve(signal)),
  );
  const enough = new Promise<void>((resolve) => {
    if (words === 0) resolve();
    createInterface({ input: child.stdout }).on('line', (text) => {
      const heard = JSON.parse(text) as TradeSaid;
      said += 1;
      if ('asking' in heard) {
        asking = heard.asking.id;
        till.asked.set(heard.asking.id, heard.asking);
      } else if ('done' in heard) {
        asking = null;
        till.done.add(heard.done);
      } else if ('found' in heard) till.found.add(heard.found);
      else if ('refused' in heard) till.refused.push(`${heard.refused.code}: ${heard.refused.message}`);
      if (said >= words) resolve();
    });
  });
  await Promise.race([enough, ended]);
  await sleep(late);
  child.kill('SIGKILL');
  const signal = await ended;
  if (signal !== 'SIGKILL') throw new Error(`${till.code} ended by itself:\n${errors.slice(-30).join('\n')}`);
  till.kills += 1;
  if (asking !== null) till.between += 1;
  else if (said <= 1) till.early += 1;
}
