import type { SqlValue } from '@tillhouse/shared/data/connection.ts';
import { type DeskFile, openDesk } from '../../desktop/host/database/open-desk.ts';
import type { DeskDatabase } from '../client/desk-database.ts';
import { attentionList } from '../client/attention-list.ts';
import { editedFields } from '../client/send-again.ts';
import type { Platform } from '../client/platform.ts';
import { settleCase } from '../client/settle-case.ts';
import { type Sync, startSync } from '../client/start-sync.ts';
import { committedBytes, copyLog, type DeskFolder } from './desk-folder.ts';
import { Crash, onPower, Power } from './power.ts';
import { type Chance, seededChance } from './seeded-chance.ts';
import type { SimCloud } from './sim-cloud.ts';
import { asBefore, simActor, simStore } from './sim-domain.ts';
import { feedsOver } from './sim-feeds.ts';
import { calm, type Line, pushOver } from './sim-line.ts';
import type { VirtualTime } from './virtual-time.ts';

export interface LiveDeskOptions {
  readonly name: string;
  readonly deviceId: string;
  readonly seed: number;
  readonly time: VirtualTime;
  readonly cloud: SimCloud;
  readonly folder: DeskFolder;
  readonly file: string;
  readonly say: (words: string) => void;
  /** A fault of the simulation or of what it runs, outside of sync's own handling */
  readonly onFailure: (error: unknown) => void;
}

/** What a person was told by a desk. */
export type Told =
  | { readonly kind: 'done'; readonly id: string }
  | { readonly kind: 'refused' | 'gone'; readonly words: string };

const isRefusal = (code: unknown): code is string => typeof code === 'string' && /^(sim|customers)\./.test(code);

/** One desk: the host's own file and writer, the real sync over it, and the power and the line that nature gives it. */
export class LiveDesk {
  readonly name: string;
  readonly deviceId: string;
  readonly line: Line = { weather: calm, cutUntil: 0 };
  /** Milliseconds by which its clock is ahead */
  skew = 0;
  /** Of its program: 1 writes commands in an earlier form */
  version: 1 | 2 = 1;
  path: string;
  file: DeskFile | null = null;
  sync: Sync | null = null;
  power = new Power(
    () => {},
    () => {},
  );
  /** Something was committed since the checks looked. */
  dirty = true;
  readonly faults: unknown[] = [];
  /** How often its power went: what nobody had waited for may be gone then. */
  crashes = 0;
  readonly #options: LiveDeskOptions;
  readonly #chance: Chance;
  #elapsed = 0;
  /** Bytes of the log that are on the disk whatever happens */
  #safe = 0;
  #commits = 0;
  /** The file as this start writes it: any write may be the last. */
  #database: DeskDatabase | null = null;
  #starting: Promise<void> | null = null;
  #stopping: Promise<void> | null = null;
  #retired = false;

  constructor(options: LiveDeskOptions) {
    this.#options = options;
    this.#chance = seededChance(options.seed);
    this.name = options.name;
    this.deviceId = options.deviceId;
    this.path = options.file;
  }

  get running(): boolean {
    return this.sync !== null && this.power.alive;
  }

  /** Opens the file and starts sync; ends by the clock. */
  start(): Promise<void> {
    if (this.#starting) return this.#starting;
    const mine = this.#begin()
      .catch(this.#options.onFailure)
      .finally(() => {
        if (this.#starting === mine) this.#starting = null;
      });
    this.#starting = mine;
    return mine;
  }

  async #begin(): Promise<void> {
    if (this.running || this.#stopping || this.#retired) return;
    await this.#leave();
    const power = new Power(
      () => this.#crashed(),
      () => {
        this.#safe = committedBytes(this.path);
      },
    );
    this.#safe = committedBytes(this.path);
    this.power = power;
    const file = openDesk(
      this.path,
      () => {},
      () => this.#options.time.wall,
    );
    this.file = file;
    file.onCommitted(() => {
      this.dirty = true;
      this.#commits += 1;
    });
    const { time, cloud, say } = this.#options;
    const chance = this.#chance;
    const database = onPower(file, power, time, chance, (sql, params) => this.#asItsProgram(sql, params));
    const over = { line: this.line, cloud, deviceId: this.deviceId, power, time, chance, say };
    this.#database = database;
    const sync = await startSync({
      database,
      transport: pushOver(over),
      openFeed: feedsOver(over),
      platform: this.#platform(power),
      onTablesChanged: () => {},
      onStatus: () => {},
      onBug: (error) => {
        if (!(error instanceof Crash)) this.faults.push(error);
      },
      sales: ['sim.recordSale'],
    }).catch((error: unknown) => {
      if (!(error instanceof Crash)) throw error;
      return null;
    });
    if (power.alive) this.sync = sync;
  }

  /** What the program before the update wrote into its outbox. */
  #asItsProgram(sql: string, params: readonly SqlValue[]): readonly SqlValue[] {
    if (this.version === 2 || !/^\s*INSERT INTO sync_outbox/.test(sql)) return params;
    const [seq, id, name, version, kind, args, ...others] = params;
    const before = asBefore[String(name)];
    if (!before || version !== 2) return params;
    return [seq, id, name, 1, kind, JSON.stringify(before(JSON.parse(String(args)))), ...others] as SqlValue[];
  }

  #platform(power: Power): Platform {
    const { time } = this.#options;
    const wait = (milliseconds: number): Promise<void> =>
      new Promise((resolve) =>
        time.after(milliseconds, () => {
          if (power.alive) resolve();
        }),
      );
    return {
      now: () => time.wall + this.skew,
      elapsed: () => {
        this.#elapsed += this.#chance.int(8);
        return time.now + this.#elapsed;
      },
      random: () => this.#chance.next(),
      newId: () => this.#chance.uuid(),
      sleep: wait,
      breathe: () => wait(this.#chance.int(2)),
    };
  }

  /** What is on the disk is copied as it lies there now; the process that is ending can no longer reach it. */
  #crashed(): void {
    const { folder } = this.#options;
    this.crashes += 1;
    this.path = this.#chance.often(0.5) ? folder.copy(this.path) : folder.tornCopy(this.path, this.#safe, this.#chance);
    this.#options.say('loses power');
    // What was ending or beginning waits for answers that nobody brings any more.
    this.#starting = null;
    this.#stopping = null;
    this.#startAfter(500 + this.#chance.int(20_000));
  }

  /** Copies the log into the file now and then, before the host's own thread would: that one keeps no virtual time. */
  keepLogShort(): void {
    if (this.#commits < 40) return;
    this.#commits = 0;
    copyLog(this.path);
    // Whoever copies it has it on the disk before: else pages of the file would be newer than the log that is torn after it.
    this.#safe = committedBytes(this.path);
  }

  #startAfter(milliseconds: number): void {
    this.#options.time.after(milliseconds, () => {
      void this.start();
    });
  }

  /** Closed by its person and opened again. */
  restart(): void {
    const power = this.power;
    void this.stop()
      .then(() => {
        if (this.power === power) this.#startAfter(this.#chance.int(5_000));
      })
      .catch(this.#options.onFailure);
  }

  /** Closes what a crash or a stop left open. */
  async #leave(): Promise<void> {
    const { file } = this;
    this.sync = null;
    this.file = null;
    await file?.close();
  }

  /** A clean end, such as closing the program. */
  stop(): Promise<void> {
    if (this.#stopping) return this.#stopping;
    const mine = this.#end().finally(() => {
      if (this.#stopping === mine) this.#stopping = null;
    });
    this.#stopping = mine;
    return mine;
  }

  async #end(): Promise<void> {
    if (!this.running) return;
    const { sync, power } = this;
    this.sync = null;
    await sync?.stop();
    if (!power.alive) return;
    power.alive = false;
    await this.#leave();
  }

  /** Another file takes the place of this desk's. */
  replaceFile(path: string): void {
    this.power.off();
    this.path = path;
  }

  async mutate(name: string, args: unknown): Promise<Told> {
    const { sync, power } = this;
    if (!sync || !power.alive) return { kind: 'gone', words: 'is off' };
    try {
      const of = { actor: simActor, deviceId: this.deviceId, store: simStore };
      const done = await sync.mutate({ name, args, ...of });
      return { kind: 'done', id: done.mutationId };
    } catch (error) {
      if (error instanceof Crash) return { kind: 'gone', words: 'loses power' };
      const { code } = error as { code?: string };
      if (isRefusal(code)) return { kind: 'refused', words: code };
      throw error;
    }
  }

  /** A person settles the newest thing that needs attention. */
  async settle(choice: 'mine' | 'theirs' | 'merge'): Promise<string> {
    const { sync, file } = this;
    if (!sync || !file || !this.#database || !this.power.alive) return 'is off';
    const [item] = attentionList(file);
    if (!item) return 'has nothing to settle';
    // Merged: the first of the fields that were edited stays mine, the others theirs.
    const [first] = editedFields(item.args, item.fields);
    const keep = choice !== 'merge' ? choice : first ? [item.fields.indexOf(first)] : 'mine';
    try {
      const as = { actor: simActor, deviceId: this.deviceId, store: simStore };
      const settled = await settleCase(this.#database, this.#platform(this.power), item.mutationId, keep, as);
      if (settled) sync.queued(settled);
      return `settles ${item.name} with ${choice}`;
    } catch (error) {
      if (error instanceof Crash) return 'loses power';
      const { code } = error as { code?: string };
      if (isRefusal(code)) return `is refused ${code} while settling`;
      throw error;
    }
  }

  read(sql: string, params: readonly (string | number)[] = []): Record<string, unknown>[] {
    if (!this.file) throw new Error(`${this.name} is off`);
    return this.file.read(sql, params);
  }

  /** The run is over: it does not start again. */
  retire(): void {
    this.#retired = true;
    this.power.alive = false;
  }

  async close(): Promise<void> {
    await this.#leave().catch(() => {});
  }
}
