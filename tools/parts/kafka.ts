import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { findJava } from './java.ts';
import { kafkaJars } from './kafka-jars.ts';
import { freePort } from './ports.ts';

const run = promisify(execFile);

export type RunningKafka = { brokers: string[]; stop(): Promise<void> };

/** Why there is no broker, and the command that would change it. */
export type NoKafka = { reason: string };

const noJava =
  'no Java 17 or newer was found, so the bus is not tested against a real Kafka broker. ' +
  'To run it: npm test -- --install (installs openjdk-17-jre-headless and maven by apt-get)';

/** What a broker would need and does not have here; undefined when one can be started. Fetches the jars on first use. */
export function whyNoKafka(): string | undefined {
  if (!findJava()) return noJava;
  const jars = kafkaJars();
  return 'reason' in jars ? `${jars.reason}. To run it: npm test -- --install, with the network reachable` : undefined;
}

/**
 * Starts one Kafka broker (KRaft, a single JVM, replication factor 1) on 127.0.0.1, ready in about 7 s.
 * @param folder its own, for data, configuration and log; removed by nobody
 * @returns the broker, or the reason why there is none; throws only when an installed Kafka does not start
 */
export async function startKafka(folder: string): Promise<RunningKafka | NoKafka> {
  const java = findJava();
  if (!java) return { reason: noJava };
  const jars = kafkaJars();
  if ('reason' in jars)
    return { reason: `${jars.reason}. To run it: npm test -- --install, with the network reachable` };

  const [port, controller] = [await freePort(), await freePort()];
  mkdirSync(folder, { recursive: true });
  const config = join(folder, 'server.properties');
  writeFileSync(config, properties(port, controller, join(folder, 'data')));
  const base = ['-cp', `${join(jars.folder, '*')}`, '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn'];
  // One that begins with a dash would be read as an option.
  const clusterId = randomBytes(16).toString('base64url').replace(/^-/, 'A');
  await run(java, [...base, 'kafka.tools.StorageTool', 'format', '--cluster-id', clusterId, '--config', config]);

  const logFile = join(folder, 'kafka.log');
  const log = openSync(logFile, 'a');
  const child = spawn(java, ['-Xmx512m', '-Xms128m', ...base, 'kafka.Kafka', config], {
    stdio: ['ignore', log, log],
    env: { ...process.env, CLASSPATH: process.env['CLASSPATH'] ?? `.${delimiter}` },
  });
  const onExit = (): void => void child.kill('SIGKILL');
  process.once('exit', onExit);
  await ready(child, port, logFile);
  return {
    brokers: [`127.0.0.1:${port}`],
    stop: async () => {
      process.off('exit', onExit);
      if (child.exitCode === null && child.signalCode === null) {
        const gone = once(child, 'exit');
        child.kill('SIGTERM');
        const hard = setTimeout(() => child.kill('SIGKILL'), 15_000);
        await gone;
        clearTimeout(hard);
      }
      rmSync(join(folder, 'data'), { recursive: true, force: true });
    },
  };
}

function properties(port: number, controller: number, data: string): string {
  return `${[
    'process.roles=broker,controller',
    'node.id=1',
    `controller.quorum.voters=1@127.0.0.1:${controller}`,
    `listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controller}`,
    `advertised.listeners=PLAINTEXT://127.0.0.1:${port}`,
    'controller.listener.names=CONTROLLER',
    `log.dirs=${data.replaceAll('\\', '/')}`,
    'offsets.topic.replication.factor=1',
    'offsets.topic.num.partitions=4',
    'transaction.state.log.replication.factor=1',
    'transaction.state.log.min.isr=1',
    'group.initial.rebalance.delay.ms=0',
  ].join('\n')}\n`;
}

async function ready(child: ChildProcess, port: number, logFile: string): Promise<void> {
  for (let waited = 0; waited < 60_000; waited += 100) {
    if (child.exitCode !== null)
      throw new Error(`Kafka ended while starting:\n${readFileSync(logFile, 'utf8').slice(-2000)}`);
    if (await listens(port)) return;
    await sleep(100);
  }
  child.kill('SIGKILL');
  throw new Error(`Kafka did not come up within 60 s. Its log: ${logFile}`);
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
