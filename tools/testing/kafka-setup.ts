import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { type NoKafka, startKafka } from '../parts/kafka.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The broker of this run, or why there is none. */
    kafka: { brokers: string[] } | NoKafka;
  }
}

/** One real Kafka broker for a whole vitest run, where Java and Maven are there. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'tillhouse-kafka-'));
  const kafka = await startKafka(folder);
  if ('reason' in kafka) {
    process.stderr.write(`Skipped: ${kafka.reason}\n`);
    project.provide('kafka', kafka);
    return async () => rmSync(folder, { recursive: true, force: true });
  }
  project.provide('kafka', { brokers: kafka.brokers });
  return async () => {
    await kafka.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
