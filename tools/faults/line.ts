import { connect, createServer, type Socket } from 'node:net';

/**
 * - `whole`: it carries
 * - `cut`: nobody is there, and who was there is gone
 * - `stalls`: it takes what is sent and brings nothing, without a word
 * - `truncates`: an answer breaks off after some bytes, and the line with it
 * - `crawls`: a few bytes at a time
 */
export type LineMood = 'whole' | 'cut' | 'stalls' | 'truncates' | 'crawls';

/** A line to a server of this machine that can be cut and mended, or made to behave as bad lines do. */
export interface Line {
  readonly url: string;
  become(mood: LineMood): void;
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

/** Bytes of an answer that come through before it breaks off: more than its head, less than most bodies. */
const TRUNCATED_AT = 700;
const CRAWL_BYTES = 160;
const CRAWL_MS = 5;

export async function openLine(to: string): Promise<Line> {
  const port = Number(new URL(to).port);
  const open = new Set<Socket>();
  let mood: LineMood = 'whole';
  const keep = (socket: Socket) => {
    open.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => open.delete(socket));
  };
  const carry = (near: Socket, far: Socket) => {
    let carried = 0;
    far.on('data', (bytes: Buffer) => {
      if (mood === 'stalls') return;
      if (mood === 'truncates') {
        near.write(bytes.subarray(0, Math.max(0, TRUNCATED_AT - carried)));
        carried += bytes.length;
        if (carried > TRUNCATED_AT) near.destroySoon();
      } else if (mood === 'crawls') {
        far.pause();
        crawl(near, bytes, () => far.resume());
      } else near.write(bytes);
    });
    near.pipe(far);
  };
  const server = createServer((near) => {
    keep(near);
    if (mood === 'cut') return void near.destroy();
    const far = connect({ port, host: '127.0.0.1' });
    keep(far);
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroySoon());
    carry(near, far);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port: own } = server.address() as { port: number };
  const become = (next: LineMood) => {
    mood = next;
    if (next === 'cut') for (const socket of open) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${own}`,
    become,
    cut: () => become('cut'),
    mend: () => become('whole'),
    close: () => {
      become('cut');
      return new Promise((done) => server.close(() => done()));
    },
  };
}

function crawl(near: Socket, bytes: Buffer, done: () => void): void {
  if (bytes.length === 0 || near.destroyed) {
    done();
    return;
  }
  near.write(bytes.subarray(0, CRAWL_BYTES));
  setTimeout(() => crawl(near, bytes.subarray(CRAWL_BYTES), done), CRAWL_MS);
}
