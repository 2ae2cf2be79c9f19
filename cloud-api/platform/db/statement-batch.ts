import type pg from 'pg';
import { valueTypes } from './value-types.ts';

export interface Answer {
  readonly rows: Record<string, unknown>[];
  /** How many rows were changed, or found */
  readonly count: number;
}

/** A statement on its way, with whoever waits for its answer. */
export interface Statement {
  readonly text: string;
  /** As they are written on the wire */
  readonly values: readonly unknown[];
  /** Under which it is prepared once a connection; undefined: for this time only */
  readonly name: string | undefined;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

interface Column {
  readonly name: string;
  readonly parse: (text: string) => unknown;
}

/** What a connection has prepared by name, with the columns it answers with: `null` until it has said which. */
interface Prepared {
  readonly columns: Map<string, readonly Column[] | null>;
  /** Sent in a batch that failed: they may be prepared there or not. */
  readonly unsure: Set<string>;
}
const preparedOn = new WeakMap<Wire, Prepared>();

/** What of pg's connection a batch speaks through, as `pg-cursor` does; its own types leave half of it out. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void };
  parse(query: { name: string; text: string; types: undefined }): void;
  bind(config: { statement: string; values: readonly unknown[] }): void;
  describe(what: { type: 'P'; name: string }): void;
  execute(config: { portal: string; rows: number }): void;
  close(what: { type: 'S'; name: string }): void;
  sync(): void;
}

interface Described {
  readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[];
}

/**
 * Statements that go to Postgres in one write and are answered in one: the extended protocol with one Sync at their end.
 * They run in their order. Where one fails, those behind it do not run, and fail for the same reason.
 */
export class StatementBatch implements pg.Submittable {
  readonly #statements: readonly Statement[];
  readonly #onEnd: () => void;
  /** Told when the connection is free for the next */
  readonly #answers: (() => void)[] = [];
  /** Those that this batch asked to prepare, by their place */
  readonly #parsed = new Set<number>();
  #prepared: Prepared | undefined;
  /** Which one is being answered */
  #at = 0;
  #columns: readonly Column[] | undefined;
  #rows: Record<string, unknown>[] = [];
  /** An answer of its current statement that could not be read */
  #unread: unknown;

  /** @param onEnd it is answered, as a whole or up to where it failed */
  constructor(statements: readonly Statement[], onEnd: () => void = () => {}) {
    this.#statements = statements;
    this.#onEnd = onEnd;
  }

  get texts(): readonly string[] {
    return this.#statements.map(({ text }) => text);
  }

  submit(connection: pg.Connection): void {
    const wire = connection as unknown as Wire;
    const prepared = preparedOn.get(wire) ?? { columns: new Map(), unsure: new Set() };
    preparedOn.set(wire, prepared);
    this.#prepared = prepared;
    wire.stream.cork();
    try {
      for (const [at, { name = '', text, values }] of this.#statements.entries()) {
        const known = name !== '' && prepared.columns.has(name);
        if (!known) {
          if (prepared.unsure.delete(name)) wire.close({ type: 'S', name });
          wire.parse({ name, text, types: undefined });
          this.#parsed.add(at);
          if (name !== '') prepared.columns.set(name, null);
        }
        wire.bind({ statement: name, values });
        if (!known) wire.describe({ type: 'P', name: '' });
        wire.execute({ portal: '', rows: 0 });
      }
    } finally {
      wire.sync();
      wire.stream.uncork();
    }
  }

  handleRowDescription({ fields }: Described): void {
    this.#columns = fields.map(({ name, dataTypeID }) => ({
      name,
      parse: valueTypes.getTypeParser(dataTypeID, 'text') as Column['parse'],
    }));
  }

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    if (this.#unread !== undefined) return;
    try {
      this.#rows.push(this.#read(fields));
    } catch (error) {
      this.#unread = error;
    }
  }

  #read(fields: readonly (string | null)[]): Record<string, unknown> {
    const columns = this.#columns ?? this.#prepared?.columns.get(this.#current.name ?? '');
    if (!columns) throw new Error('a row came before its columns were told');
    const row: Record<string, unknown> = {};
    for (const [at, { name, parse }] of columns.entries()) {
      const value = fields[at] as string | null;
      row[name] = value === null ? null : parse(value);
    }
    return row;
  }

  get #current(): Statement {
    return this.#statements[this.#at] as Statement;
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    const { name, resolve, reject } = this.#current;
    if (name !== undefined && this.#parsed.has(this.#at)) this.#prepared?.columns.set(name, this.#columns ?? []);
    const [answer, unread] = [{ rows: this.#rows, count: countOf(text) }, this.#unread];
    this.#answers.push(() => (unread === undefined ? resolve(answer) : reject(unread)));
    this.#next();
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete({ text: '' });
  }

  #next(): void {
    this.#at += 1;
    this.#columns = undefined;
    this.#rows = [];
    this.#unread = undefined;
  }

  /** Of a statement, or of the whole connection: nothing behind it is answered. */
  handleError(error: unknown): void {
    for (const [at, { name, reject }] of this.#statements.entries()) {
      if (at < this.#at) continue;
      if (name !== undefined && this.#parsed.has(at)) {
        this.#prepared?.columns.delete(name);
        this.#prepared?.unsure.add(name);
      }
      this.#answers.push(() => reject(error));
    }
    this.#at = this.#statements.length;
    this.handleReadyForQuery();
  }

  handleReadyForQuery(): void {
    for (const answer of this.#answers.splice(0)) answer();
    this.#onEnd();
  }
}

/** `INSERT 0 3`, `SELECT 2`, `UPDATE 1`; `BEGIN` tells none. */
const countOf = (text: string): number => Number(/ (\d+)$/.exec(text)?.[1] ?? 0);
