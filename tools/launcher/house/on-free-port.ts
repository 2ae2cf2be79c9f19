import { firstFreePort } from '../../parts/ports.ts';
import { step } from '../progress.mjs';

/** The ports this house has given out. */
export type Ports = { next: number; given: Set<number> };

/**
 * Starts something on the next port of the house, passing over those that are taken, and says so.
 * A port may be taken between the look and the start, by another clone that starts too: then the next one is tried.
 */
export async function onFreePort<T>(ports: Ports, what: string, start: (port: number) => Promise<T>): Promise<T> {
  const wanted = ports.next;
  for (let from = wanted; ; ) {
    const port = await firstFreePort(from, ports.given);
    try {
      const started = await start(port);
      if (port !== wanted) step(`Port ${wanted} is taken; the ${what} uses ${port}.`);
      ports.given.add(port);
      ports.next = port + 1;
      return started;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
      from = port + 1;
    }
  }
}
