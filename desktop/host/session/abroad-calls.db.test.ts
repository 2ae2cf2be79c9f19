import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Bridge } from '../../bridge/contract.ts';
import type { SignInAbroad } from '../../bridge/views.ts';
import { bootHost, type RunningHost } from '../boot.ts';
import { openBridge } from '../testing/open-bridge.ts';

let dataDir = '';
let host: RunningHost;
let bridge: Bridge;
/** Who asked the cloud where to sign in, and was not answered yet */
const asking: ServerResponse[] = [];
const cloud = createServer((_request, response) => {
  asking.push(response);
});

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'tillhouse-abroad-'));
  await new Promise<void>((done) => cloud.listen(0, '127.0.0.1', done));
  host = await bootHost({ dataDir, cloudUrl: address(), log: () => {} });
  bridge = openBridge(host);
});
afterEach(async () => {
  await host.close();
  cloud.closeAllConnections();
  await new Promise((done) => cloud.close(done));
  rmSync(dataDir, { recursive: true, force: true });
});

const address = () => `http://127.0.0.1:${(cloud.address() as AddressInfo).port}`;
const begin = (): Promise<SignInAbroad> =>
  bridge.call('session.beginAbroad', { way: 'browser', deviceName: 'Office desk' });

async function answer(at: number): Promise<void> {
  await expect.poll(() => asking.length).toBeGreaterThan(at);
  const issuer = `${address()}/auth`;
  const found = {
    issuer,
    authorization_endpoint: `${issuer}/oauth/authorize`,
    token_endpoint: `${issuer}/oauth/token`,
  };
  asking[at]?.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(found));
}

/** Where the browser would come back to: 404 to who does not carry the state, and nobody there when it is over. */
const waits = (begun: SignInAbroad): Promise<number> =>
  fetch(new URL(begun.way === 'browser' ? begun.url : '').searchParams.get('redirect_uri') ?? '').then(
    ({ status }) => status,
    () => 0,
  );

test('of two that are begun at once the later one counts, whichever the cloud answers first', async () => {
  const older = begin();
  const olderSaid = expect(older).rejects.toMatchObject({ code: 'desk.sign-in-gone' });
  await expect.poll(() => asking.length).toBe(1);
  const later = begin();
  await answer(1);
  const begun = await later;
  await answer(0);
  await olderSaid;
  expect(await waits(begun)).toBe(404);
  const finished = bridge.call('session.finishAbroad', { id: begun.id, deviceName: 'Office desk' });
  const finishedSaid = expect(finished).rejects.toMatchObject({ message: expect.stringContaining('called off') });
  await bridge.call('session.cancelAbroad', { id: begun.id });
  await finishedSaid;
  expect(await waits(begun)).toBe(0);
});
