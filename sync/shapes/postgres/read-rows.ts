import type { ClientBase } from 'pg';

/** One row in Postgres text form, in the order of the select list. */
export type TextRow = (string | null)[];

/** The part of pg's connection that the extended protocol needs; its published types are incomplete. */
interface WireConnection {
  parse(query: { text: string; name?: string }): void;
  bind(config: { values: readonly (string | null)[] }): void;
  execute(config: { rows: number }): void;
  flush(): void;
  sync(): void;
}

const rowsPerFetch = 1000;

/**
 * Streams a parameterised query row by row as text, in bounded memory: the server is asked for the next thousand rows
 * only after the last thousand was taken. Nothing is parsed into numbers or dates, which is what makes it fast and what
 * keeps the text equal to the replication stream's.
 */
export function readRows(
  client: ClientBase,
  text: string,
  values: readonly (string | null)[],
  onRow: (row: TextRow) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let failure: Error | null = null;
    const fail = (error: unknown) => {
      failure ??= error instanceof Error ? error : new Error(String(error));
    };
    client.query({
      submit(connection: unknown) {
        const wire = connection as WireConnection;
        wire.parse({ text });
        wire.bind({ values });
        wire.execute({ rows: rowsPerFetch });
        wire.flush();
      },
      handleDataRow(message: { fields: TextRow }) {
        if (failure) return;
        try {
          onRow(message.fields);
        } catch (error) {
          fail(error);
        }
      },
      handlePortalSuspended(connection: WireConnection) {
        if (failure) {
          connection.sync();
          return;
        }
        connection.execute({ rows: rowsPerFetch });
        connection.flush();
      },
      handleCommandComplete(_message: unknown, connection: WireConnection) {
        connection.sync();
      },
      handleReadyForQuery() {
        if (failure) reject(failure);
        else resolve();
      },
      handleError(error: Error, connection: WireConnection) {
        fail(error);
        connection.sync();
        // pg has already let go of this query, so ReadyForQuery goes elsewhere.
        reject(error);
      },
      handleRowDescription() {},
      handleParseComplete() {},
      handleBindComplete() {},
      handleEmptyQuery() {},
    } as never);
  });
}
