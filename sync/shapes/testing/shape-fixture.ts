import pg from 'pg';
import { createTestDatabase } from '../../../tools/testing/database.ts';
import type { ShapeResponse } from '../http/exchange.ts';
import { type ShapeServer, type ShapeServerOptions, startShapeServer } from '../server.ts';
import { until } from './until.ts';

export interface Message {
  readonly key?: string;
  readonly value?: Record<string, string | null>;
  readonly old_value?: Record<string, string | null>;
  readonly headers: {
    readonly operation?: 'insert' | 'update' | 'delete';
    readonly control?: string;
    readonly global_last_seen_lsn?: string;
    readonly lsn?: string;
    readonly txids?: number[];
    readonly op_position?: number;
    readonly last?: true;
    readonly key_change_to?: string;
    readonly key_change_from?: string;
  };
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly messages: readonly Message[];
  /** Rows and changes only. */
  readonly changes: readonly Message[];
  readonly handle: string;
  readonly offset: string;
}

export interface ShapeFixture {
  readonly databaseUrl: string;
  readonly db: pg.Client;
  server: ShapeServer;
  ask(
    query: Record<string, string>,
    options?: { signal?: AbortSignal; headers?: Record<string, string> },
  ): Promise<Answer>;
  /** Reads from -1 until an answer is up to date. */
  readAll(definition: Record<string, string>): Promise<Followed>;
  /** Waits until the server has applied everything committed so far. */
  settle(): Promise<void>;
  /** Continues until an answer is up to date, with everything committed so far. */
  follow(from: Followed): Promise<Followed>;
  connect(): Promise<pg.Client>;
  /** A new server process in all but name: everything the old one knew is gone. */
  restart(): Promise<void>;
  /** Ends the replication connection, as a database does that loses the slot. */
  breakStream(): Promise<void>;
  close(): Promise<void>;
}

export interface Followed {
  readonly definition: Record<string, string>;
  readonly handle: string;
  readonly offset: string;
  readonly changes: readonly Message[];
  readonly answers: readonly Answer[];
}

/** A database of its own with a shape server over it, asked in process. */
export async function shapeFixture(options: Partial<ShapeServerOptions> = {}): Promise<ShapeFixture> {
  const database = await createTestDatabase({ empty: true });
  const clients: pg.Client[] = [];
  const connect = async (): Promise<pg.Client> => {
    const client = new pg.Client(database.url);
    client.on('error', () => {});
    await client.connect();
    // Logical decoding reads what is flushed; without waiting for that, each test would wait for the background writer.
    await client.query('set synchronous_commit = on');
    clients.push(client);
    return client;
  };
  const db = await connect();
  await db.query('create table beacon (n int)');
  const tables = ['public.beacon'];
  const start = () =>
    startShapeServer({ databaseUrl: database.url, longPollMs: 5_000, testMode: true, tables, ...options });
  const server = await start();
  const fixture: ShapeFixture = {
    databaseUrl: database.url,
    db,
    server,
    ask: async (query, { signal, headers } = {}) => {
      const request = { method: 'GET', query: new URLSearchParams(query), headers: headers ?? {} };
      return answerOf(await fixture.server.handle(signal ? { ...request, signal } : request));
    },
    readAll: async (definition) => {
      const first = await fixture.ask({ ...definition, offset: '-1' });
      if (first.status !== 200) throw new Error(`${first.status} ${first.text}`);
      const start = {
        definition,
        handle: first.handle,
        offset: first.offset,
        changes: first.changes,
        answers: [first],
      };
      const rest = await fixture.follow(start);
      return { ...rest, changes: [...first.changes, ...rest.changes], answers: [first, ...rest.answers] };
    },
    settle: async () => {
      const { rows } = await db.query<{ lsn: string }>(`select pg_current_wal_insert_lsn() - '0/0' as lsn`);
      await db.query('insert into beacon values (1)');
      await until('the stream passes the beacon', () => BigInt(fixture.server.currentLsn()) >= BigInt(rows[0]!.lsn));
    },
    follow: async ({ definition, handle, offset }) => {
      await fixture.settle();
      const answers: Answer[] = [];
      let at = offset;
      for (;;) {
        const answer = await fixture.ask({ ...definition, handle, offset: at });
        if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
        answers.push(answer);
        at = answer.offset;
        if ('electric-up-to-date' in answer.headers) break;
      }
      return { definition, handle, offset: at, changes: answers.flatMap((answer) => answer.changes), answers };
    },
    connect,
    restart: async () => {
      await fixture.server.close();
      fixture.server = await start();
    },
    breakStream: async () => {
      await db.query(`select pg_terminate_backend(active_pid) from pg_replication_slots
        where database = current_database() and active`);
    },
    close: async () => {
      await fixture.server.close();
      for (const client of clients) await client.end().catch(() => {});
      await database.drop();
    },
  };
  return fixture;
}

async function answerOf(response: ShapeResponse): Promise<Answer> {
  const text = await bodyText(response.body);
  const parsed: unknown = text.startsWith('[') ? JSON.parse(text) : [];
  const messages = parsed as Message[];
  return {
    status: response.status,
    headers: response.headers,
    text,
    messages,
    changes: messages.filter((message) => message.headers.operation !== undefined),
    handle: response.headers['electric-handle'] ?? '',
    offset: response.headers['electric-offset'] ?? '',
  };
}

async function bodyText(body: ShapeResponse['body']): Promise<string> {
  if (typeof body === 'string') return body;
  if (Buffer.isBuffer(body)) return body.toString('utf8');
  const parts: Buffer[] = [];
  for await (const part of body) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString('utf8');
}

/** The rows a client has after applying messages in order. Fails on what a right server never sends. */
export function materialise(changes: readonly Message[]): Map<string, Record<string, string | null>> {
  const rows = new Map<string, Record<string, string | null>>();
  for (const { key, value, headers } of changes) {
    const present = rows.has(key!);
    if (headers.operation === 'insert') {
      if (present) throw new Error(`inserted twice: ${key}`);
      rows.set(key!, { ...value });
    } else {
      if (!present) throw new Error(`${headers.operation} of a row that is not there: ${key}`);
      if (headers.operation === 'delete') rows.delete(key!);
      else Object.assign(rows.get(key!)!, value);
    }
  }
  return rows;
}
