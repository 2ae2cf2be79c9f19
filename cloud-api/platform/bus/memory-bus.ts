import { setTimeout as sleep } from 'node:timers/promises';
import { type Bus, type BusMessage, orderKey, type Subscription, wants } from './bus.ts';

export interface MemoryBusOptions {
  /** Tries of a handler before `publish` gives the batch back to its caller. */
  readonly tries?: number;
  readonly retryMs?: number;
}

/**
 * Within one process, without a store of its own: `publish` resolves when every consumer has worked the messages off,
 * so what a crash interrupts is still unpublished in the outbox and comes again.
 */
export function memoryBus(options: MemoryBusOptions = {}): Bus {
  const { tries = 5, retryMs = 20 } = options;
  const subscriptions: Subscription[] = [];
  let closed = false;

  async function deliver(subscription: Subscription, messages: readonly BusMessage[]): Promise<void> {
    for (const message of messages) {
      for (let tried = 1; ; tried += 1) {
        try {
          await subscription.handle(message);
          break;
        } catch (error) {
          if (tried >= tries || closed) throw error;
          await sleep(retryMs * 2 ** (tried - 1));
        }
      }
    }
  }

  return {
    publish: async (messages) => {
      if (closed) throw new Error('the bus is closed');
      const work = subscriptions.flatMap((subscription) => {
        const wanted = messages.filter((message) => wants(subscription, message));
        const lanes = Map.groupBy(wanted, orderKey);
        return [...lanes.values()].map((lane) => deliver(subscription, lane));
      });
      const failed = (await Promise.allSettled(work)).find((result) => result.status === 'rejected');
      if (failed) throw failed.reason;
    },
    subscribe: async (subscription) => {
      subscriptions.push(subscription);
    },
    close: async () => {
      closed = true;
      subscriptions.length = 0;
    },
  };
}
