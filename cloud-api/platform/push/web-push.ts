import { type RequestOptions, request as plain } from 'node:http';
import { request as encrypted } from 'node:https';
import { isIP } from 'node:net';
import { SignJWT } from 'jose';
import { encryptPush, type PushKeys } from './encrypt-push.ts';
import { isPublicAddress, NotPublic, publicLookup } from './public-address.ts';
import type { PushPair } from './push-keys.ts';

/**
 * `sent`: the push service took it. `gone`: there is no such browser any more. `later`: it is busy or away, another try may do.
 * `refused`: the same again would be refused again.
 */
export type PushOutcome = 'sent' | 'gone' | 'later' | 'refused';

export interface PushMessage {
  readonly to: PushKeys & { readonly endpoint: string };
  readonly text: string;
  /** How long the push service holds it for a browser that is off, seconds */
  readonly ttl: number;
  readonly urgency: 'low' | 'normal' | 'high';
  /** Of what waits there only the newest of one topic is shown: up to 32 letters of base64url */
  readonly topic: string;
}

export interface WebPush {
  publicKey(): Promise<string>;
  /** Whether it may be a push service's address: one that is not is never asked. */
  mayBe(endpoint: string): boolean;
  send(message: PushMessage): Promise<PushOutcome>;
}

export interface WebPushOptions {
  readonly pair: () => Promise<PushPair>;
  /** `mailto:…` or `https://…`: whom a push service writes to about us */
  readonly contact: () => string;
  readonly now: () => number;
  /** Lets a push service be on this machine, without TLS: for tests */
  readonly toLoopback: boolean;
}

const ASKED_MS = 10_000;
const SIGNED_S = 12 * 3_600;

/** Sends to the push services of browsers (RFC 8030), signed as this cloud (RFC 8292), readable by the browser alone. */
export function webPush({ pair, contact, now, toLoopback }: WebPushOptions): WebPush {
  let kept: Promise<PushPair> | undefined;
  const known = (): Promise<PushPair> => {
    kept ??= pair();
    kept.catch(() => {
      kept = undefined;
    });
    return kept;
  };
  const isOwn = (url: URL): boolean => toLoopback && url.hostname === '127.0.0.1';
  const mayBe = (endpoint: string): boolean => {
    const url = URL.parse(endpoint);
    if (url?.username !== '' || url.password !== '') return false;
    if (isOwn(url)) return true;
    if (url.protocol !== 'https:' || url.port !== '') return false;
    const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
    return isIP(host) === 0 ? host.includes('.') : isPublicAddress(host);
  };
  return {
    publicKey: async () => (await known()).publicKey,
    mayBe,
    send: async ({ to, text, ttl, urgency, topic }) => {
      if (!mayBe(to.endpoint)) return 'refused';
      const url = new URL(to.endpoint);
      const { publicKey, privateKey } = await known();
      const token = await new SignJWT({ sub: contact() })
        .setProtectedHeader({ typ: 'JWT', alg: 'ES256' })
        .setAudience(url.origin)
        .setExpirationTime(Math.floor(now() / 1000) + SIGNED_S)
        .sign(privateKey);
      const body = encryptPush(text, to);
      const options: RequestOptions = {
        method: 'POST',
        signal: AbortSignal.timeout(ASKED_MS),
        ...(isOwn(url) ? {} : { lookup: publicLookup }),
        headers: {
          authorization: `vapid t=${token}, k=${publicKey}`,
          'content-encoding': 'aes128gcm',
          'content-type': 'application/octet-stream',
          'content-length': body.length,
          ...{ ttl: String(ttl), urgency, topic },
        },
      };
      return ask(url, options, body);
    },
  };
}

/** What it says beyond its status is not read, and where it points elsewhere nobody follows. */
function ask(url: URL, options: RequestOptions, body: Buffer): Promise<PushOutcome> {
  return new Promise((resolve) => {
    const asked = (url.protocol === 'https:' ? encrypted : plain)(url, options, (answer) => {
      resolve(outcomeOf(answer.statusCode ?? 0));
      answer.destroy();
    });
    asked.on('error', (error) => resolve(error instanceof NotPublic ? 'refused' : 'later'));
    asked.end(body);
  });
}

function outcomeOf(status: number): PushOutcome {
  if (status >= 200 && status < 300) return 'sent';
  if (status === 404 || status === 410) return 'gone';
  return status === 429 || status >= 500 ? 'later' : 'refused';
}
