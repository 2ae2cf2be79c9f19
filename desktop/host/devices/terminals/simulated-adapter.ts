import { connect, type Socket } from 'node:net';
import {
  type CardOutcome,
  type CardProgress,
  type TerminalAdapter,
  TerminalSilent,
  TerminalUnreached,
} from './adapter.ts';
import { frameOf, frameReader } from './frames.ts';
import { type Answer, answer, type Request } from './simulated-messages.ts';

export interface SimulatedAddress {
  readonly host: string;
  readonly port: number;
}

/** `192.168.1.40:7777` or `[fe80::1]:7777`. @returns null where it is no address with a port */
export function addressOf(text: string): SimulatedAddress | null {
  const found = /^(?:\[([0-9a-fA-F:.]+)\]|([A-Za-z0-9.-]+)):(\d{1,5})$/.exec(text.trim());
  const port = Number(found?.[3]);
  const host = found?.[1] ?? found?.[2];
  return host && port > 0 && port < 65_536 ? { host, port } : null;
}

export interface Patience {
  /** Until a line stands */
  readonly connectMs: number;
  /** Between two signs of life of a terminal that works on a payment */
  readonly silentMs: number;
}

const patience: Patience = { connectMs: 3_000, silentMs: 30_000 };

type Asked = Request extends infer R ? (R extends Request ? Omit<R, 'n'> : never) : never;

/** The simulated semi-integrated terminal over TCP: a line for each request, so that a lost one loses nothing else. */
export function simulatedTerminal(
  address: SimulatedAddress,
  signal?: AbortSignal,
  { connectMs, silentMs }: Patience = patience,
): TerminalAdapter {
  let last = 0;

  /** Sends one request and hears its answers until one of them ends it. */
  function talk<T>(asked: Asked, ends: (said: Answer) => T | undefined): Promise<T> {
    last += 1;
    const n = last;
    return new Promise<T>((resolve, reject) => {
      const socket: Socket = connect({ ...address, noDelay: true });
      let reached = false;
      const end = (settle: () => void) => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', stopped);
        socket.destroy();
        settle();
      };
      const lost = (why: string) => end(() => reject(reached ? new TerminalSilent(why) : new TerminalUnreached(why)));
      const stopped = () => lost('this till stopped waiting');
      signal?.addEventListener('abort', stopped, { once: true });
      let timer = setTimeout(() => lost(`no line within ${connectMs} ms`), connectMs);
      const alive = () => {
        clearTimeout(timer);
        timer = setTimeout(() => lost(`nothing came for ${silentMs} ms`), silentMs);
      };
      const read = frameReader((message) => {
        const said = answer.safeParse(message);
        // What is not understood is no sign that anything ended.
        if (!said.success || said.data.n !== n) return;
        const done = ends(said.data);
        if (done !== undefined) end(() => resolve(done));
      });
      socket.on('connect', () => {
        reached = true;
        alive();
        socket.write(frameOf({ ...asked, n }));
      });
      socket.on('data', (piece) => {
        alive();
        try {
          read(piece);
        } catch (error) {
          lost(String(error));
        }
      });
      socket.on('error', (error) => lost(error.message));
      socket.on('close', () => lost('the line was closed'));
    });
  }

  return {
    hello: () =>
      talk({ ask: 'hello' }, (said) =>
        said.say === 'terminal' ? { name: said.name, serial: said.serial, says: said.says } : undefined,
      ),
    start: ({ orderId: _orderId, by: _by, ...request }, onProgress: (step: CardProgress) => void) =>
      talk({ ask: 'start', ...request }, (said): CardOutcome | undefined => {
        if (said.say === 'progress') onProgress(said.step);
        if (said.say !== 'state' || said.key !== request.key) return undefined;
        return said.of.state === 'running' || said.of.state === 'never' ? undefined : said.of;
      }),
    ask: (key) =>
      talk({ ask: 'state', key }, (said) => (said.say === 'state' && said.key === key ? said.of : undefined)),
    cancel: (key) => talk({ ask: 'cancel', key }, (said) => (said.say === 'heard' ? true : undefined)).then(() => {}),
    reverse: (key) =>
      talk({ ask: 'reverse', key }, (said) => {
        if (said.say !== 'reverse' || said.key !== key) return undefined;
        return said.done ? { done: true as const } : { done: false as const, reason: said.reason };
      }),
  };
}
