import { type EventEmitter, once } from 'node:events';
import type { Socket } from 'node:net';
import type pg from 'pg';
import { type Lsn, readLsn, writeLsn } from '../protocol/lsn.ts';
import { createReplicationClient } from '../postgres/connections.ts';
import { quoteIdentifier } from '../postgres/identifiers.ts';

export interface ReplicationOptions {
  readonly databaseUrl: string;
  readonly slotName: string;
  readonly publication: string;
  /** One pgoutput message. The buffer is only valid during the call. */
  onMessage(buffer: Buffer, start: number): void;
  /** The server has sent everything before this position. Only meaningful between transactions. */
  onKeepAlive(walEnd: Lsn): void;
  /** What may be confirmed as kept: asked at each status report. */
  flushedLsn(): Lsn;
  /** Asked after each message: a promise when the sender has to wait. */
  pause(): Promise<void> | null;
  onClosed(error: Error | null): void;
}

export interface ReplicationSession {
  /** Reports the position and asks the server for a keep-alive at once, which tells how far it has come. */
  probe(): void;
  close(): Promise<void>;
}

/** The part of pg's connection that its published types leave out. */
interface CopyConnection extends EventEmitter {
  sendCopyFromChunk(chunk: Buffer): void;
  stream: Socket;
}

// Well below any sensible wal_sender_timeout (60 s by default): a third of it at the very least.
const statusEveryMs = 5_000;

/** Each report asks for an answer, so a server that is silent for this long is gone, whatever the socket believes. */
const silenceMs = 30_000;

/**
 * Opens a TEMPORARY slot and streams from it. The slot lives and dies with the connection, so an abandoned server never
 * pins the disk; the price is that a new session starts at a new position and every shape must be rebuilt.
 */
export async function openReplication(options: ReplicationOptions): Promise<ReplicationSession> {
  const client = createReplicationClient(options.databaseUrl);
  let ended: Error | null | undefined;
  let started = false;
  const close = (error: Error | null) => {
    if (ended !== undefined) return;
    ended = error;
    clearInterval(timer);
    if (started) options.onClosed(error);
  };
  let heardAt = Date.now();
  const timer = setInterval(() => {
    if (started && Date.now() - heardAt > silenceMs) {
      close(new Error('The database has been silent for too long.'));
      client.connection.stream.destroy();
    } else report(true);
  }, statusEveryMs);
  client.on('error', (error) => close(error));
  client.on('end', () => close(null));

  try {
    await client.connect();
    await createSlot(client, options.slotName);
  } catch (error) {
    close(null);
    await client.end().catch(() => {});
    throw error;
  }

  const connection = client.connection as unknown as CopyConnection;
  connection.on('copyData', ({ chunk }: { chunk: Buffer }) => receive(chunk));
  const streaming = once(connection, 'replicationStart');
  const query = client.query(
    `START_REPLICATION SLOT ${quoteIdentifier(options.slotName)} LOGICAL 0/0 ` +
      `(proto_version '1', publication_names '${quoteIdentifier(options.publication).replaceAll("'", "''")}')`,
  );
  // The query resolves only when streaming ends; an error before the start is the one worth telling.
  const failed = query.then(
    () => Promise.reject(new Error('The replication stream ended at its start.')),
    (error) => Promise.reject(error),
  );
  failed.catch((error) => close(error));
  try {
    await Promise.race([streaming, failed]);
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
  started = true;

  function receive(chunk: Buffer): void {
    if (ended !== undefined) return;
    heardAt = Date.now();
    try {
      if (chunk[0] === 0x77) {
        options.onMessage(chunk, 25);
      } else if (chunk[0] === 0x6b) {
        options.onKeepAlive(readLsn(chunk, 1));
        if (chunk[17] === 1) report(false);
      }
      hold();
    } catch (error) {
      // Going on after a message that could not be applied would leave a hole: end, and let the owner start anew.
      close(error instanceof Error ? error : new Error(String(error)));
      connection.stream.destroy();
    }
  }

  function hold(): void {
    const pause = options.pause();
    if (!pause || connection.stream.isPaused()) return;
    connection.stream.pause();
    void pause.then(() => {
      heardAt = Date.now();
      connection.stream.resume();
    });
  }

  function report(wantReply: boolean): void {
    if (!started || ended !== undefined) return;
    const status = Buffer.alloc(34);
    status[0] = 0x72;
    const lsn = options.flushedLsn();
    // The protocol reports the next byte wanted.
    for (const at of [1, 9, 17]) writeLsn(status, lsn === 0 ? 0 : lsn + 1, at);
    const microseconds = BigInt(Date.now() - Date.UTC(2000, 0, 1)) * 1000n;
    status.writeBigInt64BE(microseconds, 25);
    status[33] = wantReply ? 1 : 0;
    connection.sendCopyFromChunk(status);
  }

  return {
    probe: () => report(true),
    close: async () => {
      close(null);
      connection.stream.destroy();
    },
  };
}

/** Waits a little for the name: a session that just died holds its temporary slot for a moment longer. */
async function createSlot(client: pg.Client, slotName: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await client.query(
        `CREATE_REPLICATION_SLOT ${quoteIdentifier(slotName)} TEMPORARY LOGICAL pgoutput NOEXPORT_SNAPSHOT`,
      );
      return;
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === '42710';
      if (!taken || attempt === 20) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}
