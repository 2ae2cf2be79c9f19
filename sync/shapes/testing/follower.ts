import type { Answer, Message } from './shape-fixture.ts';

type Row = Record<string, string | null>;

/** The server would not serve the shape: what it said. */
export class Refused extends Error {}

/**
 * A client as simple as the protocol allows, and stricter than one: it fails on whatever a right server never sends.
 * Its state is the rows and a position, so it can stop and go on at any time.
 */
export class Follower {
  readonly definition: Readonly<Record<string, string>>;
  readonly rows = new Map<string, Row>();
  /** How often it was told to begin again. */
  refetches = 0;
  private handle: string | null = null;
  private offset = '-1';

  constructor(definition: Readonly<Record<string, string>>) {
    this.definition = definition;
  }

  /** Reads until an answer is up to date. @throws Refused for a 400, an error for anything out of order */
  async catchUp(ask: (query: Record<string, string>) => Promise<Answer>): Promise<void> {
    for (let requests = 0; requests < 1_000; requests++) {
      const at: Record<string, string> = {
        offset: this.offset,
        ...(this.handle === null ? {} : { handle: this.handle }),
      };
      const answer = await ask({ ...this.definition, ...at });
      if (answer.status === 400) throw new Refused(answer.text);
      if (answer.status === 503) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        continue;
      }
      if (answer.status === 409) {
        this.startAgain();
        this.refetches += 1;
        continue;
      }
      if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
      for (const change of answer.changes) this.apply(change);
      this.handle = answer.handle;
      this.offset = answer.offset;
      if ('electric-up-to-date' in answer.headers) return;
    }
    throw new Error('It never came up to date.');
  }

  startAgain(): void {
    this.rows.clear();
    this.handle = null;
    this.offset = '-1';
  }

  private apply({ key, value, old_value: old, headers }: Message): void {
    const present = this.rows.get(key!);
    if (headers.operation === 'insert') {
      if (present) throw new Error(`inserted twice: ${key}`);
      this.rows.set(key!, { ...value });
      return;
    }
    if (!present) throw new Error(`${headers.operation} of a row that is not there: ${key}`);
    for (const [name, before] of Object.entries(old ?? {})) {
      if (present[name] !== before) throw new Error(`an old value that the row never had: ${key} ${name}`);
    }
    if (headers.operation === 'delete') this.rows.delete(key!);
    else Object.assign(present, value);
  }
}
