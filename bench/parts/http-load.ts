import { connect, type Socket } from 'node:net';

export interface LoadOptions {
  readonly url: string;
  /** The next path to ask for */
  readonly paths: () => string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly connections: number;
  readonly seconds: number;
  /** One of so many answers is looked at: reading each would measure the reader */
  readonly look?: { readonly oneOf: number; readonly at: (body: Buffer, sentAt: number) => void };
}

export interface LoadResult {
  readonly perSecond: number;
  readonly answers: number;
  readonly failed: number;
  readonly bytes: number;
  readonly samples: number[];
}

/**
 * Keeps so many connections busy, each with the next request as soon as its answer is read. It speaks over bare sockets and reads of an
 * answer its status and length alone: a client that costs as much as the server would be what is measured.
 * @throws where an answer does not say its length, or a connection breaks
 */
export async function load(options: LoadOptions): Promise<LoadResult> {
  const { hostname, port } = new URL(options.url);
  const until = performance.now() + options.seconds * 1000;
  const lines = Object.entries(options.headers ?? {}).map(([name, value]) => `${name}: ${value}\r\n`);
  const rest = ` HTTP/1.1\r\nhost: ${hostname}:${port}\r\n${lines.join('')}\r\n`;
  const result = { answers: 0, failed: 0, bytes: 0, samples: [] as number[] };
  let asked = 0;
  const since = performance.now();
  await Promise.all(
    Array.from({ length: options.connections }, async () => {
      const line = await Line.open(hostname, Number(port));
      while (performance.now() < until) {
        const sentAt = performance.now();
        const looks = options.look !== undefined && asked++ % options.look.oneOf === 0;
        const { status, length, body } = await line.ask(`GET ${options.paths()}${rest}`, looks);
        if (status === 200) result.answers += 1;
        else result.failed += 1;
        result.bytes += length;
        result.samples.push(performance.now() - sentAt);
        if (body) options.look?.at(body, sentAt);
      }
      line.close();
    }),
  );
  return { ...result, perSecond: result.answers / ((performance.now() - since) / 1000) };
}

interface Answered {
  readonly status: number;
  /** Bytes of its body */
  readonly length: number;
  /** Where it was asked for */
  readonly body: Buffer | undefined;
}

const nothing = Buffer.alloc(0);
const READ = 256 * 1024;

/** One connection, one request at a time. */
class Line {
  readonly #socket: Socket;
  #keeps = false;
  #told: { resolve: (answer: Answered) => void; reject: (error: Error) => void } | undefined;
  /** Of an answer whose head is not whole yet */
  #head: Buffer = nothing;
  #status = 0;
  #length = -1;
  #read = 0;
  #chunks: Buffer[] = [];

  private constructor(host: string, port: number) {
    // Read into one buffer: a new one for each answer would cost more than all the rest.
    const callback = (length: number, buffer: Uint8Array): boolean => {
      this.#on(Buffer.from(buffer.buffer, buffer.byteOffset, length));
      return true;
    };
    this.#socket = connect({ host, port, noDelay: true, onread: { buffer: Buffer.allocUnsafe(READ), callback } });
    const broken = (error?: Error) => this.#told?.reject(error ?? new Error('the connection ended under an answer'));
    this.#socket.on('error', broken).on('close', () => broken());
  }

  static open(host: string, port: number): Promise<Line> {
    const line = new Line(host, port);
    return new Promise((resolve, reject) => {
      line.#socket.once('connect', () => resolve(line)).once('error', reject);
    });
  }

  ask(request: string, keeps: boolean): Promise<Answered> {
    this.#keeps = keeps;
    return new Promise((resolve, reject) => {
      this.#told = { resolve, reject };
      this.#socket.write(request, 'latin1');
    });
  }

  close(): void {
    this.#told = undefined;
    this.#socket.destroy();
  }

  #on(chunk: Buffer): void {
    if (this.#length < 0) {
      const bytes = this.#head.length > 0 ? Buffer.concat([this.#head, chunk]) : chunk;
      const end = bytes.indexOf('\r\n\r\n');
      if (end < 0) {
        this.#head = Buffer.from(bytes);
        return;
      }
      this.#head = nothing;
      const head = bytes.toString('latin1', 0, end);
      const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
      if (length === undefined) {
        this.#told?.reject(new Error(`an answer that does not say its length: ${head.slice(0, 200)}`));
        return;
      }
      this.#status = Number(head.slice(9, 12));
      this.#length = Number(length);
      this.#take(bytes.subarray(end + 4));
    } else this.#take(chunk);
  }

  #take(chunk: Buffer): void {
    this.#read += chunk.length;
    if (this.#keeps) this.#chunks.push(Buffer.from(chunk));
    if (this.#read < this.#length) return;
    const answered = {
      ...{ status: this.#status, length: this.#length },
      body: this.#keeps ? Buffer.concat(this.#chunks) : undefined,
    };
    this.#length = -1;
    this.#read = 0;
    this.#chunks = [];
    this.#told?.resolve(answered);
  }
}
