import { randomUUID } from 'node:crypto';
import { inject, test } from 'vitest';
import { busContract } from './bus-contract.ts';
import { kafkaBus } from './kafka-bus.ts';

const kafka = inject('kafka');

if ('brokers' in kafka) {
  busContract('the bus over Kafka', async () => {
    const topic = `contract-${randomUUID()}`;
    const open = () => kafkaBus({ brokers: kafka.brokers, topic });
    return { bus: await open(), again: open };
  });
} else {
  test.skip(`the bus over Kafka: ${kafka.reason}`, () => {});
}
