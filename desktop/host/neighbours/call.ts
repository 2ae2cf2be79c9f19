import { createSocket, type Socket } from 'node:dgram';
import * as z from 'zod';

/** Within the network of the shop: site-local, and routers do not pass it on (TTL 1). */
const GROUP = '239.255.47.115';
const PORT = 47_116;

const call = z.object({
  v: z.literal(1),
  /** Of which shop, to whoever holds its key */
  tag: z.string().max(64),
  deviceId: z.uuid(),
  port: z.number().int().min(1).max(65_535),
});
export type Call = z.infer<typeof call>;

export interface Calling {
  /** Says that this desk is here */
  call(said: Call): void;
  stop(): void;
}

/**
 * Desks of a network call out that they are here. Whoever hears it knows where to ask, and no more: who they are they show on the
 * encrypted line.
 */
export function callOut(
  onCall: (said: Call, host: string) => void,
  onProblem: (error: unknown) => void,
): Promise<Calling | null> {
  return new Promise((resolve) => {
    const socket: Socket = createSocket({ type: 'udp4', reuseAddr: true });
    const failed = (error: unknown) => {
      socket.close();
      onProblem(error);
      resolve(null);
    };
    socket.once('error', failed);
    socket.on('message', (bytes, { address }) => {
      const said = read(bytes);
      if (said) onCall(said, address);
    });
    socket.bind(PORT, () => {
      try {
        socket.addMembership(GROUP);
        socket.setMulticastTTL(1);
      } catch (error) {
        return failed(error);
      }
      socket.off('error', failed);
      socket.on('error', onProblem);
      socket.unref();
      resolve({
        call: (said) => socket.send(JSON.stringify(said), PORT, GROUP, () => {}),
        stop: () => socket.close(),
      });
    });
  });
}

function read(bytes: Buffer): Call | undefined {
  if (bytes.length > 1_000) return undefined;
  try {
    return call.safeParse(JSON.parse(bytes.toString('utf8'))).data;
  } catch {
    return undefined;
  }
}
