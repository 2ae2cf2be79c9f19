/** A committed event, as consumers get it. */
export interface BusMessage {
  readonly tenantId: string;
  /** Of the outbox row: the key of a consumer's inbox */
  readonly id: number;
  /** `inventory.stock-moved` */
  readonly name: string;
  readonly version: number;
  readonly aggregate: string;
  readonly payload: unknown;
  readonly mutationId: string;
  /** Epoch milliseconds */
  readonly occurredAt: number;
}

export interface Subscription {
  /**
   * Processes of one consumer share its messages; a consumer named alike in every process with `everyProcess` gets
   * all of them in each, from now on (caches, open streams).
   */
  readonly consumer: string;
  readonly everyProcess?: boolean;
  /** Left out: all events. */
  readonly names?: readonly string[];
  /** A throw is tried again; messages of the same aggregate wait. */
  readonly handle: (message: BusMessage) => Promise<void>;
}

/**
 * Carries events to consumers: each at least once, those of one aggregate in order. Consumers with an effect keep an
 * inbox row (`onceOnly`).
 */
export interface Bus {
  /** Resolves when the messages can no longer be lost. @throws when they may be: publish them again */
  publish(messages: readonly BusMessage[]): Promise<void>;
  subscribe(subscription: Subscription): Promise<void>;
  close(): Promise<void>;
}

export const wants = (subscription: Subscription, message: BusMessage): boolean =>
  subscription.names === undefined || subscription.names.includes(message.name);

/** Events of one aggregate share it, and so their order. */
export const orderKey = (message: BusMessage): string => `${message.tenantId}/${message.aggregate}`;
