import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Consumer, Kafka, logLevel } from 'kafkajs';
import type { Log } from '../http/log.ts';
import { type Bus, type BusMessage, orderKey, type Subscription, wants } from './bus.ts';

export interface KafkaBusOptions {
  /** `host:port`, or `ssl://host:port` to be reached over TLS by the certificates that the system trusts */
  readonly brokers: readonly string[];
  /** One for all events: order holds within a partition, and an aggregate's events share one by their key. */
  readonly topic?: string;
  readonly onProblem?: (message: string, details: unknown) => void;
}

/** @throws where no broker is named */
export function kafkaOptions(brokers: readonly string[] | undefined, log: Log): KafkaBusOptions {
  if (!brokers || brokers.length === 0) throw new Error('BUS=kafka needs the addresses of its brokers');
  return { brokers, onProblem: (message, details) => log.warn({ details }, message) };
}

const PARTITIONS = 12;

/** Over Kafka: acknowledged by all in-sync replicas before `publish` resolves; offsets move after the handler. */
export async function kafkaBus(options: KafkaBusOptions): Promise<Bus> {
  const topic = options.topic ?? 'tillhouse.events';
  const kafka = new Kafka({
    clientId: 'tillhouse',
    brokers: options.brokers.map((broker) => broker.replace(/^ssl:\/\//, '')),
    ssl: options.brokers.some((broker) => broker.startsWith('ssl://')),
    logLevel: logLevel.ERROR,
    logCreator:
      () =>
      ({ log }) =>
        options.onProblem?.(log.message, log),
    retry: { retries: 8, initialRetryTime: 200 },
  });
  await createTopic(kafka, topic);
  const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1, allowAutoTopicCreation: false });
  await producer.connect();
  const consumers: Consumer[] = [];

  return {
    publish: async (messages) => {
      if (messages.length === 0) return;
      await producer.send({
        topic,
        acks: -1,
        messages: messages.map((message) => ({ key: orderKey(message), value: JSON.stringify(message) })),
      });
    },
    subscribe: async (subscription) => {
      const groupId = groupOf(topic, subscription);
      const ends = subscription.everyProcess ? await endsOf(kafka, topic) : [];
      const consumer = kafka.consumer({
        groupId,
        retry: { retries: 1_000_000 },
        // What comes is given at once; only an idle wait ends sooner, and with it a process that is to stop.
        maxWaitTimeInMs: 1_000,
      });
      consumers.push(consumer);
      await consumer.connect();
      await consumer.subscribe({ topic, fromBeginning: true });
      const joined = new Promise<void>((resolve) => {
        consumer.on(consumer.events.GROUP_JOIN, () => resolve());
      });
      await consumer.run({
        partitionsConsumedConcurrently: 4,
        eachMessage: async ({ message }) => {
          const event = readMessage(message.value);
          if (event && wants(subscription, event)) await subscription.handle(event);
        },
      });
      await joined;
      // Its first fetch may bring what is older; of that nothing is handled from here on, and from the ends on all is.
      for (const end of ends) consumer.seek(end);
    },
    close: async () => {
      await Promise.allSettled(consumers.map((consumer) => consumer.disconnect()));
      await producer.disconnect();
    },
  };
}

function groupOf(topic: string, { consumer, everyProcess }: Subscription): string {
  return everyProcess ? `${topic}.${consumer}.${randomUUID()}` : `${topic}.${consumer}`;
}

/**
 * Where a group of its own begins. "Latest" would be decided at its first fetch, too late, and to commit these for it
 * beforehand takes the library a consumer and five seconds.
 */
async function endsOf(kafka: Kafka, topic: string): Promise<{ topic: string; partition: number; offset: string }[]> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const partitions = await whenLed(() => admin.fetchTopicOffsets(topic));
    return partitions.map(({ partition, high }) => ({ topic, partition, offset: high }));
  } finally {
    await admin.disconnect();
  }
}

const LED_WITHIN = 40;
const LED_LOOK_MS = 250;

/** Asks a topic that may have been made a moment ago: its leaders are named some time before they answer as such. */
async function whenLed<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      if (tries === LED_WITHIN || (error as { retriable?: boolean }).retriable !== true) throw error;
      await sleep(LED_LOOK_MS);
    }
  }
}

/** What is not ours on the topic is left alone: stopping at it would stop everything behind it. */
function readMessage(value: Buffer | null): BusMessage | undefined {
  try {
    const message = JSON.parse(value?.toString('utf8') ?? 'null') as BusMessage | null;
    return message && typeof message.tenantId === 'string' && typeof message.name === 'string' ? message : undefined;
  } catch {
    return undefined;
  }
}

async function createTopic(kafka: Kafka, topic: string): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    await admin.createTopics({ topics: [{ topic, numPartitions: PARTITIONS }], waitForLeaders: true });
  } finally {
    await admin.disconnect();
  }
}
