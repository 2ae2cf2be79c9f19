import type { SqlValue } from '@tillhouse/shared/data/connection.ts';
import type { DeskConnection, DeskDatabase } from '../client/desk-database.ts';
import type { Chance } from './seeded-chance.ts';
import type { VirtualTime } from './virtual-time.ts';

/** Thrown into what a desk was doing when its power went; nothing of that process comes after it. */
export class Crash extends Error {}

/** The power of one process. What was asked for after it went is never answered. */
export class Power {
  alive = true;
  /** Statements and awaits until it goes; null: it stays */
  goesIn: number | null = null;
  readonly #onCrash: () => void;
  /** After each COMMIT that is on the disk */
  readonly committed: () => void;

  constructor(onCrash: () => void, committed: () => void) {
    this.#onCrash = onCrash;
    this.committed = committed;
  }

  /** A place where the process may end. @throws Crash */
  point(): void {
    if (!this.alive) throw new Crash('the process is gone');
    if (this.goesIn === null) return;
    this.goesIn -= 1;
    if (this.goesIn <= 0) this.cut();
  }

  /** Ends the process here. @throws Crash */
  cut(): never {
    this.off();
    throw new Crash('the power went');
  }

  /** Ends the process between two of its doings. */
  off(): void {
    if (!this.alive) return;
    this.alive = false;
    this.goesIn = null;
    this.#onCrash();
  }
}

/**
 * Commits of a desk, with the power that may go at each statement and others' turns between two of them. `write` may
 * change what a statement binds, as another version of the program would.
 */
export function onPower(
  database: DeskDatabase,
  power: Power,
  time: VirtualTime,
  chance: Chance,
  write: (sql: string, params: readonly SqlValue[]) => readonly SqlValue[] = (_sql, params) => params,
): DeskDatabase {
  const turn = async (): Promise<void> => {
    power.point();
    if (!chance.often(0.1)) return;
    await new Promise<void>((resolve) => time.after(chance.int(3), resolve));
    power.point();
  };
  const powered = (connection: DeskConnection): DeskConnection => ({
    engine: 'sqlite',
    allNow: (sql, params) => {
      power.point();
      return connection.allNow(sql, write(sql, params));
    },
    runNow: (sql, params) => {
      power.point();
      return connection.runNow(sql, params);
    },
    runEach: (sql, rows) => {
      power.point();
      connection.runEach(sql, rows);
    },
    execute: (sql) => {
      power.point();
      connection.execute(sql);
    },
    all: async (sql, params) => {
      await turn();
      return connection.allNow(sql, params);
    },
    run: async (sql, params) => {
      await turn();
      return connection.runNow(sql, params);
    },
  });
  return {
    transaction: async (priority, work) => {
      power.point();
      const result = await database.transaction(priority, async (connection) => {
        const done = await work(powered(connection));
        power.point();
        return done;
      });
      power.committed();
      // Committed, and the power goes before anybody is told.
      power.point();
      return result;
    },
    repeatable: async (work) => {
      power.point();
      const result = await database.repeatable(async (connection) => {
        const done = await work(powered(connection));
        power.point();
        return done;
      });
      power.point();
      return result;
    },
    foregroundWaits: () => database.foregroundWaits(),
    read: (sql, params) => {
      if (!power.alive) throw new Crash('the process is gone');
      return database.read(sql, params);
    },
  };
}
