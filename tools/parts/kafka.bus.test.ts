import { Kafka, logLevel } from 'kafkajs';
import { expect, inject, test } from 'vitest';

const broker = inject('kafka');

test.skipIf('reason' in broker)('a message sent to the real broker comes back from it', async () => {
  if ('reason' in broker) return;
  const kafka = new Kafka({ brokers: broker.brokers, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  const consumer = kafka.consumer({ groupId: 'parts' });
  try {
    await producer.connect();
    await producer.send({ topic: 'parts', messages: [{ key: 'a', value: 'sold' }] });
    await consumer.connect();
    await consumer.subscribe({ topic: 'parts', fromBeginning: true });
    const received = new Promise<string>((resolve, reject) => {
      consumer.run({ eachMessage: async ({ message }) => resolve(`${message.key}:${message.value}`) }).catch(reject);
    });
    expect(await received).toBe('a:sold');
  } finally {
    await consumer.disconnect();
    await producer.disconnect();
  }
});
