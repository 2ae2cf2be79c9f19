import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

interface TransitKey {
  readonly versions: Map<number, Buffer>;
  latest: number;
  least: number;
}

/**
 * The published HTTP API of Vault's transit engine, as far as it is used, with real AES-256-GCM behind it. A stand-in:
 * Vault itself comes from no package registry.
 */
export async function fakeTransit(token: string): Promise<{ address: string; close: () => Promise<void> }> {
  const keys = new Map<string, TransitKey>();
  const answer = (path: string, method: string, body: Record<string, string | number>): [number, object?] => {
    const [verb, name = '', deed] = path.split('/');
    const known = keys.get(name);
    if (verb === 'keys' && deed === undefined && method === 'POST') {
      if (!known) keys.set(name, { versions: new Map([[1, randomBytes(32)]]), latest: 1, least: 1 });
      return [204];
    }
    // As Vault: reading a key that is not there is 404, using one 400.
    if (!known)
      return verb === 'keys' && method === 'GET' ? [404, { errors: [] }] : [400, refused('encryption key not found')];
    if (verb === 'keys' && method === 'GET')
      return [
        200,
        { data: { latest_version: known.latest, min_decryption_version: known.least, type: 'aes256-gcm96' } },
      ];
    if (verb === 'keys') return change(known, deed ?? '', body);
    const aad = Buffer.from(String(body['associated_data'] ?? ''), 'base64');
    return verb === 'encrypt'
      ? encrypt(known, String(body['plaintext']), aad)
      : decrypt(known, String(body['ciphertext']), aad);
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const path = (request.url ?? '').replace(/^\/v1\/transit\//, '');
      const [status, body] =
        request.headers['x-vault-token'] === token
          ? answer(path, request.method ?? '', text === '' ? {} : JSON.parse(text))
          : [403, refused('permission denied')];
      response.writeHead(status, { 'content-type': 'application/json' }).end(body ? JSON.stringify(body) : '');
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

const refused = (reason: string) => ({ errors: [reason] });

function change(key: TransitKey, deed: string, body: Record<string, string | number>): [number, object?] {
  if (deed === 'rotate') {
    key.latest += 1;
    key.versions.set(key.latest, randomBytes(32));
  } else if (deed === 'config') {
    key.least = Number(body['min_decryption_version']);
    if (key.least > key.latest) return [400, refused('cannot set min decryption version above the latest')];
  } else if (deed === 'trim') {
    const least = Number(body['min_available_version']);
    if (least > key.least) return [400, refused('minimum available version cannot exceed min decryption version')];
    for (const version of key.versions.keys()) if (version < least) key.versions.delete(version);
  } else return [404, refused('unsupported path')];
  return [204];
}

function encrypt(key: TransitKey, plaintext: string, aad: Buffer): [number, object] {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key.versions.get(key.latest) as Buffer, nonce).setAAD(aad);
  const body = Buffer.concat([nonce, cipher.update(plaintext, 'base64'), cipher.final(), cipher.getAuthTag()]);
  return [200, { data: { ciphertext: `vault:v${key.latest}:${body.toString('base64')}`, key_version: key.latest } }];
}

function decrypt(key: TransitKey, ciphertext: string, aad: Buffer): [number, object] {
  const [, version, text] = /^vault:v(\d+):(.+)$/.exec(ciphertext) ?? [];
  const secret = key.versions.get(Number(version));
  if (!secret || Number(version) < key.least)
    return [400, refused('ciphertext or signature version is disallowed by policy (too old)')];
  try {
    const body = Buffer.from(text as string, 'base64');
    const decipher = createDecipheriv('aes-256-gcm', secret, body.subarray(0, 12)).setAAD(aad);
    decipher.setAuthTag(body.subarray(-16));
    const plain = Buffer.concat([decipher.update(body.subarray(12, -16)), decipher.final()]);
    return [200, { data: { plaintext: plain.toString('base64') } }];
  } catch {
    return [400, refused('cipher: message authentication failed')];
  }
}
