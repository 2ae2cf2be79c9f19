import type { DeskConnection } from '@tillhouse/sync/client/desk-database.ts';
import type { PrinterSettings, PrintProblem, PrintQueue as Waiting } from '../../../bridge/print-views.ts';
import type { DeskFile } from '../../database/open-desk.ts';
import type { Reader } from '../../database/reader.ts';
import { deviceAt } from '../device-settings.ts';
import { kickOf } from './print-bytes.ts';

export type JobKind = 'receipt' | 'copy' | 'gift' | 'card' | 'layaway' | 'test';

interface Job {
  readonly seq: number;
  readonly registerId: string;
  readonly kind: JobKind;
  readonly orderId: string | null;
  /** Of a bill that was split by item: whose; null: the whole of it */
  readonly part: number | null;
  /** Of a gift card: which */
  readonly creditId: string | null;
}

/** Puts a job at the end of a register's queue; durable with the transaction that it is part of. */
export function enqueue(
  connection: DeskConnection,
  job: Omit<Job, 'seq' | 'part' | 'creditId'> & Partial<Pick<Job, 'part' | 'creditId'>>,
  now: number,
): void {
  connection.runNow(
    "INSERT INTO desk_print_jobs (register_id, kind, order_id, part, credit_id, state, made_at) VALUES (?, ?, ?, ?, ?, 'waiting', ?)",
    [job.registerId, job.kind, job.orderId, job.part ?? null, job.creditId ?? null, now],
  );
}

export function waitingAt(reader: Reader, registerId: string): Waiting {
  const row = reader.get<{ waiting: number; problem: string | null }>(
    `SELECT count(*) AS waiting, (SELECT problem FROM desk_print_jobs WHERE register_id = ? AND state = 'waiting' ORDER BY seq LIMIT 1)
       AS problem FROM desk_print_jobs WHERE register_id = ? AND state = 'waiting'`,
    [registerId, registerId],
  );
  return { waiting: row?.waiting ?? 0, problem: (row?.problem ?? '') as PrintProblem };
}

export interface PrintQueueOptions {
  readonly desk: Pick<DeskFile, 'transaction' | 'reader'>;
  readonly now: () => number;
  readonly log: (line: string) => void;
  /** What a job prints; null where there is nothing to print any more */
  readonly bytesOf: (job: Job, settings: PrinterSettings) => Promise<Uint8Array | null>;
  readonly send: (settings: PrinterSettings, bytes: Uint8Array, signal: AbortSignal) => Promise<PrintProblem>;
  readonly firstWait?: number;
  readonly longestWait?: number;
}

/**
 * Prints what waits, a register at a time and in its order. What cannot be printed now stays and is tried again; a job is
 * done only when its printer has it on paper, so that one which falls in the middle prints it again.
 */
export class PrintQueue {
  readonly #options: PrintQueueOptions;
  readonly #running = new Map<string, Promise<void>>();
  readonly #pauses = new Set<() => void>();
  readonly #ending = new AbortController();

  constructor(options: PrintQueueOptions) {
    this.#options = options;
  }

  /** Tries now what waits at any register. */
  wake(): void {
    for (const end of [...this.#pauses]) end();
    const rows = this.#options.desk.reader.all<{ id: string }>(
      "SELECT DISTINCT register_id AS id FROM desk_print_jobs WHERE state = 'waiting'",
    );
    for (const { id } of rows) this.#run(id);
  }

  /**
   * Opens the drawer now or not at all: one that opens minutes later, when nobody stands there, is worse.
   * @returns whether the printer was reached
   */
  async openDrawer(registerId: string): Promise<boolean> {
    const settings = deviceAt(this.#options.desk.reader, registerId, 'printer');
    if (!settings?.drawer) return false;
    const problem = await this.#options
      .send(settings, kickOf(settings), this.#ending.signal)
      .catch((error: unknown) => {
        this.#options.log(`drawer of ${registerId}: ${String(error)}`);
        return 'unreached' as const;
      });
    return problem !== 'unreached';
  }

  async settled(): Promise<void> {
    await Promise.all(this.#running.values());
  }

  async stop(): Promise<void> {
    this.#ending.abort();
    for (const end of [...this.#pauses]) end();
    await this.settled();
  }

  #run(registerId: string): void {
    if (this.#running.has(registerId) || this.#ending.signal.aborted) return;
    const run = this.#drain(registerId)
      .catch((error: unknown) => this.#options.log(`printing at ${registerId}: ${String(error)}`))
      .finally(() => this.#running.delete(registerId));
    this.#running.set(registerId, run);
  }

  async #drain(registerId: string): Promise<void> {
    const { desk, bytesOf, send, firstWait = 2_000, longestWait = 20_000 } = this.#options;
    let wait = firstWait;
    while (!this.#ending.signal.aborted) {
      const job = desk.reader.get<Job & object>(
        `SELECT seq, register_id AS registerId, kind, order_id AS orderId, part, credit_id AS creditId FROM desk_print_jobs
         WHERE register_id = ? AND state = 'waiting' ORDER BY seq LIMIT 1`,
        [registerId],
      );
      if (!job) return;
      const settings = deviceAt(desk.reader, registerId, 'printer');
      const bytes = settings && (await bytesOf(job, settings));
      // Without a printer, or without what it was about, nothing will ever come of it.
      if (!settings || !bytes) {
        await this.#end(job, 'dropped');
        continue;
      }
      const problem = await send(settings, bytes, this.#ending.signal);
      if (this.#ending.signal.aborted) return;
      if (problem === '') {
        await this.#end(job, 'printed');
        wait = firstWait;
        continue;
      }
      await this.#note(job, problem);
      await this.#pause(wait);
      wait = Math.min(wait * 2, longestWait);
    }
  }

  #end({ seq }: Job, state: 'printed' | 'dropped'): Promise<void> {
    const { desk, now } = this.#options;
    return desk.transaction('background', async (connection) => {
      const sql = "UPDATE desk_print_jobs SET state = ?, problem = '', done_at = ? WHERE seq = ? AND state = 'waiting'";
      connection.runNow(sql, [state, now(), seq]);
    });
  }

  async #note({ seq }: Job, problem: PrintProblem): Promise<void> {
    await this.#options.desk.transaction('background', async (connection) => {
      connection.runNow('UPDATE desk_print_jobs SET problem = ? WHERE seq = ?', [problem, seq]);
    });
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        this.#pauses.delete(end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.#pauses.add(end);
      if (this.#ending.signal.aborted) end();
    });
  }
}
