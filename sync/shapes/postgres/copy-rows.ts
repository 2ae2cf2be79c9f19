import type { Socket } from 'node:net';
import { setImmediate as turnOfLoop } from 'node:timers/promises';
import type { ClientBase } from 'pg';

/** Read without a turn of the loop: some milliseconds. A socket that is always full would be read 2 MB at a time. */
const breathBytes = 128 * 1024;

/** The part of pg's connection that a COPY needs; its published types leave it out. */
interface WireConnection {
  query(text: string): void;
  readonly stream: Socket;
}

export interface CopyOptions {
  /** One row in COPY's text format with its newline. The buffer is only valid during the call. */
  readonly onLine: (line: Buffer) => void;
  /** Asked after each row: a promise when the sender has to wait. */
  readonly pause: () => Promise<void> | null;
}

/**
 * Streams `COPY (…) TO STDOUT` line by line as bytes, which costs the database and this process a fraction of what
 * rows as strings cost. COPY takes no parameters: see `putSettings` for how values get into it.
 */
export function copyRows(client: ClientBase, select: string, options: CopyOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    let failure: Error | null = null;
    let stream: Socket | null = null;
    let unbroken = 0;
    const breath = (): Promise<void> | null => {
      if (unbroken < breathBytes) return null;
      unbroken = 0;
      return turnOfLoop();
    };
    client.query({
      submit(connection: unknown) {
        const wire = connection as WireConnection;
        stream = wire.stream;
        wire.query(`COPY (${select}) TO STDOUT`);
      },
      handleCopyData(message: { chunk: Buffer }) {
        if (failure) return;
        try {
          options.onLine(message.chunk);
          unbroken += message.chunk.length;
          const pause = options.pause() ?? breath();
          if (!pause || !stream || stream.isPaused()) return;
          stream.pause();
          void pause.then(() => stream?.resume());
        } catch (error) {
          failure = error instanceof Error ? error : new Error(String(error));
          // There may be millions of rows to come: cut them off. The client is of no use after that.
          stream?.destroy();
          reject(failure);
        }
      },
      handleReadyForQuery() {
        if (!failure) resolve();
      },
      handleError(error: Error) {
        failure ??= error;
        reject(failure);
      },
      handleCommandComplete() {},
      handleRowDescription() {},
    } as never);
  });
}

/**
 * Puts values where a COPY can read them: in settings that last until the end of the transaction. They travel as
 * parameters, so no value ever becomes part of a statement's text.
 */
export async function putSettings(client: ClientBase, values: readonly string[]): Promise<void> {
  for (const [index, value] of values.entries()) {
    await client.query('SELECT set_config($1, $2, true)', [settingName(index), value]);
  }
}

/** The SQL that reads value number `index`; the planner looks the value up, so indexes are used as for a parameter. */
export function settingSql(index: number): string {
  return `current_setting('${settingName(index)}')`;
}

function settingName(index: number): string {
  return `tillhouse_shape.v${index}`;
}
