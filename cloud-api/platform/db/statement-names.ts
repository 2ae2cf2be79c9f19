const MOST = 500;
/** Texts without a name of which it is known how often they were asked for */
const MOST_COUNTED = 1_000;
const MAX_LENGTH = 4_000;
const AGAIN = 2;
/** With half of the names given, one more is for what is asked for all the time. */
const OFTEN = 50;

/**
 * Statements of one text are prepared once a connection, by a name. There are only so many names, since each holds a plan in every
 * connection: they go to texts that come again, so that lists of changing length and what is asked for once a day take none from what
 * every request asks for, however long the process runs.
 */
export class StatementNames {
  readonly #names = new Map<string, string>();
  readonly #asked = new Map<string, number>();

  /** Undefined: it is planned when it is asked for. */
  of(sql: string): string | undefined {
    const known = this.#names.get(sql);
    if (known !== undefined || this.#names.size >= MOST || sql.length > MAX_LENGTH) return known;
    const times = (this.#asked.get(sql) ?? 0) + 1;
    if (times < (this.#names.size < MOST / 2 ? AGAIN : OFTEN)) {
      if (this.#asked.size >= MOST_COUNTED) this.#asked.clear();
      this.#asked.set(sql, times);
      return undefined;
    }
    this.#asked.delete(sql);
    const name = `s${this.#names.size}`;
    this.#names.set(sql, name);
    return name;
  }
}
