import type { ShapeMessage, ShapeValues } from './shape-feed.ts';

/**
 * Answers of the shape endpoint, read for the Electric client. The client reads JSON by a reviver that it calls for each
 * value, which takes ten times as long as reading it plainly and is not needed: values stay Postgres' own text here. So
 * rows are read here and kept aside, and the client is given one message for each run of them; it goes on deciding all
 * else (handles, offsets, retries, what is up to date).
 */
export interface AnswerReader {
  /**
   * The answer with its rows put aside, once it is read.
   * @param turn awaited before its text, of so many characters, becomes rows
   */
  read(answer: unknown, turn?: (length: number) => Promise<void>): unknown;
  /** An answer that came by another way, as the client would have had it; with a cursor to a live request */
  told(url: string, handle: string, told: ToldAnswer): unknown;
  /** What the client told, with the rows put back. @throws where they are not there any more */
  restore(messages: readonly unknown[]): ShapeMessage[];
}

export interface ToldAnswer {
  readonly messages: readonly unknown[];
  readonly offset: string;
  readonly cursor?: string;
}

/** The parts of a `Response` that the client uses. */
interface Answer {
  readonly ok: boolean;
  readonly status: number;
  readonly statusText: string;
  readonly url: string;
  readonly headers: unknown;
  text(): Promise<string>;
}

interface Told {
  readonly headers: Record<string, unknown>;
  readonly value?: ShapeValues;
}

/** No column is called so. */
const ASIDE = 'tillhouse:rows';

export function answerReader(): AnswerReader {
  let aside = new Map<string, ShapeMessage[]>();
  let next = 1;

  const putAside = (text: string): string => {
    let messages: Told[];
    try {
      messages = JSON.parse(text || '[]') as Told[];
    } catch {
      // The client says what is wrong with it.
      return text;
    }
    if (!Array.isArray(messages)) return text;
    return JSON.stringify(withRowsAside(messages));
  };
  const withRowsAside = (messages: readonly Told[]): unknown[] => {
    // Of the answer before nothing is left to tell: the client reads one after the other.
    aside = new Map();
    const left: unknown[] = [];
    let rows: ShapeMessage[] | undefined;
    for (const message of messages) {
      if ('control' in message.headers || message.value === undefined) {
        left.push(message);
        rows = undefined;
        continue;
      }
      if (!rows) {
        const name = String(next++);
        rows = [];
        aside.set(name, rows);
        left.push({ key: name, value: { [ASIDE]: name }, headers: { operation: 'insert' } });
      }
      rows.push(readRow(message.headers, message.value));
    }
    return left;
  };

  return {
    read: (answer, turn) => {
      const { ok, status, statusText, url, headers, text } = answer as Answer;
      if (!ok || status === 204) return answer;
      const read = async () => {
        const body = await text.call(answer);
        await turn?.(body.length);
        return putAside(body);
      };
      return { ok, status, statusText, url, headers, text: read } satisfies Answer;
    },
    told: (url, handle, { messages, offset, cursor }) => {
      const headers = headersOf({
        'electric-handle': handle,
        'electric-offset': offset,
        // The client asks for one or the other to be there. Values stay text, so of the columns it need not know.
        ...(cursor === undefined ? { 'electric-schema': '{}' } : { 'electric-cursor': cursor }),
        'electric-up-to-date': '',
      });
      const text = async () => JSON.stringify(withRowsAside(messages as readonly Told[]));
      return { ok: true, status: 200, statusText: 'OK', url, headers, text } satisfies Answer;
    },
    restore: (messages) =>
      (messages as readonly Told[]).flatMap((message): ShapeMessage[] => {
        const { headers, value } = message;
        if ('control' in headers) return readControl(headers);
        if (value === undefined) return [];
        const name = value[ASIDE];
        if (name === undefined || name === null) return [readRow(headers, value)];
        const rows = aside.get(name);
        if (!rows) throw new Error('rows of a shape were told twice');
        aside.delete(name);
        return rows;
      }),
  };
}

function headersOf(values: Record<string, string>): unknown {
  const { Headers } = globalThis as unknown as { Headers: new (values: Record<string, string>) => unknown };
  return new Headers(values);
}

function readControl(headers: Record<string, unknown>): ShapeMessage[] {
  if (headers.control === 'must-refetch') return [{ t: 'refetch' }];
  if (headers.control === 'up-to-date') return [{ t: 'up-to-date', lsn: lsnOf(headers.global_last_seen_lsn) }];
  return [];
}

function readRow(headers: Record<string, unknown>, values: ShapeValues): ShapeMessage {
  return {
    t: 'row',
    op: headers.operation === 'delete' ? 'delete' : 'upsert',
    values,
    lsn: headers.lsn === undefined ? null : lsnOf(headers.lsn),
    position: Number(headers.op_position ?? 0),
  };
}

/** Positions in the write-ahead log stay far below 2^53 (8 PiB); beyond it nothing would be comparable any more. */
function lsnOf(value: unknown): number {
  const lsn = Number(value);
  if (!Number.isSafeInteger(lsn)) throw new RangeError(`not a WAL position: ${String(value)}`);
  return lsn;
}
