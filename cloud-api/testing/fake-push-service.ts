import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { importJWK, jwtVerify } from 'jose';

export interface Pushed {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** What the browser reads */
  readonly said: { readonly title: string; readonly body: string; readonly lang: string; readonly order: string };
  readonly length: number;
  /** Whom the sender says may be written to */
  readonly contact: string | undefined;
}

/** A browser of the push service: its keys, and what it opens with them. */
export function newBrowser() {
  const pair = createECDH('prime256v1');
  pair.generateKeys();
  const auth = randomBytes(16);
  const derived = (key: Buffer, salt: Buffer, info: Buffer | string, size: number) =>
    Buffer.from(hkdfSync('sha256', key, salt, info, size));
  return {
    keys: { p256dh: pair.getPublicKey('base64url'), auth: auth.toString('base64url') },
    open(body: Buffer): string {
      const salt = body.subarray(0, 16);
      const theirs = body.subarray(21, 21 + (body[20] ?? 0));
      const sealed = body.subarray(21 + theirs.length);
      const about = Buffer.concat([Buffer.from('WebPush: info\0'), pair.getPublicKey(), theirs]);
      const key = derived(pair.computeSecret(theirs), auth, about, 32);
      const decipher = createDecipheriv(
        'aes-128-gcm',
        derived(key, salt, 'Content-Encoding: aes128gcm\0', 16),
        derived(key, salt, 'Content-Encoding: nonce\0', 12),
      );
      decipher.setAuthTag(sealed.subarray(-16));
      const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
      if (plain.at(-1) !== 2) throw new Error('not the last record');
      return plain.subarray(0, -1).toString();
    },
  };
}
export type PushBrowser = ReturnType<typeof newBrowser>;

/** A push service on this machine: it takes what is signed for it and opens what its browser could. */
export async function openPushService(browser: PushBrowser) {
  const pushed: Pushed[] = [];
  const wrong: unknown[] = [];
  const statuses: number[] = [];
  let origin = '';
  const server = createServer(async (request, answer) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const status = statuses.shift() ?? 201;
    try {
      const { t = '', k = '' } =
        /^vapid t=(?<t>[^,]+), k=(?<k>.+)$/.exec(request.headers.authorization ?? '')?.groups ?? {};
      const point = Buffer.from(k, 'base64url');
      const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'));
      const key = await importJWK({ kty: 'EC', crv: 'P-256', x: x as string, y: y as string }, 'ES256');
      const { payload } = await jwtVerify(t, key, { audience: origin, algorithms: ['ES256'] });
      if ((payload.exp ?? Infinity) > Date.now() / 1000 + 24 * 3_600) throw new Error('signed for too long');
      const said = JSON.parse(browser.open(body));
      const told = { path: request.url ?? '', headers: request.headers, said, length: body.length };
      if (status < 300) pushed.push({ ...told, contact: payload.sub });
    } catch (error) {
      wrong.push(error);
    }
    answer.writeHead(status).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    pushed,
    /** What was not signed or not encrypted as it should be */
    wrong,
    /** Answered next, one after the other; then 201 */
    statuses,
    close: () => new Promise<void>((done) => server.close(() => done())),
  };
}
export type PushService = Awaited<ReturnType<typeof openPushService>>;
