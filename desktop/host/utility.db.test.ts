import { EventEmitter } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FromMain, type HostPort, type KeyName, serveUtility, type ToMain } from './utility.ts';

/** The main process as the host sees it; it keeps the keys in memory. */
class Main extends EventEmitter {
  readonly secrets: Record<KeyName, string | null> = { device: null, data: null };
  postMessage(message: ToMain): void {
    if (message.t === 'key-write') this.secrets[message.key] = message.secret;
    if (message.t === 'key-read') this.tell({ t: 'key', id: message.id, secret: this.secrets[message.key] });
    if (message.t === 'key-write') this.tell({ t: 'key-kept', id: message.id });
  }
  tell(data: FromMain, ports: HostPort[] = []): void {
    setImmediate(() => this.emit('message', { data, ports }));
  }
}

/** A port as Electron gives it: events carry `data`. */
function hostPort(port: import('node:worker_threads').MessagePort): HostPort {
  return {
    postMessage: (message) => port.postMessage(message),
    on: (event: string, hear: (event: { data: unknown }) => void) => port.on(event, (data: unknown) => hear({ data })),
    start: () => port.start(),
    close: () => port.close(),
  } as HostPort;
}

let dataDir = '';
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'tillhouse-utility-'));
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

test('a window that asks before the start is served after it, the key stays with the main process, and stop ends it', async () => {
  const main = new Main();
  const ended = new Promise<number>((end) => serveUtility(main as never, end));
  const { port1, port2 } = new MessageChannel();
  const heard: { t: string }[] = [];
  const answer = new Promise<{ ok: boolean; value: { enrolled: boolean; keyWarning: string | null } }>((done) => {
    port1.on('message', (text: string) => {
      const message = JSON.parse(text);
      heard.push(message);
      if (message.t === 'welcome')
        port1.postMessage(JSON.stringify({ t: 'query', id: 1, name: 'session.state', params: {} }));
      if (message.t === 'answer') done(message);
    });
  });
  main.tell({ t: 'bridge' }, [hostPort(port2)]);
  main.tell({ t: 'start', dataDir, cloudUrl: 'http://127.0.0.1:9', keyWarning: 'kept in a file' });
  port1.postMessage(JSON.stringify({ t: 'hello' }));

  const { ok, value } = await answer;
  expect(ok).toBe(true);
  expect(value).toMatchObject({ enrolled: false, keyWarning: 'kept in a file' });
  expect(main.secrets.device?.length).toBeGreaterThan(20);
  expect(main.secrets.data).toMatch(/^1 [\w-]{43}$/);
  expect(readdirSync(dataDir).filter((name) => name.endsWith('.key'))).toEqual([]);
  main.tell({ t: 'stop' });
  expect(await ended).toBe(0);
  port1.close();
});
