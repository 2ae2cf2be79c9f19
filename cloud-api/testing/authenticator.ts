import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

type Options = Readonly<Record<string, unknown>> & { readonly challenge: string };

/** What a test may bend. */
export interface Bent {
  readonly origin?: string;
  readonly rpId?: string;
  readonly userVerified?: boolean;
  readonly counter?: number;
  readonly challenge?: string;
  readonly userHandle?: string;
}

const sha256 = (data: Buffer | string): Buffer => createHash('sha256').update(data).digest();

/** As much of CBOR (RFC 8949) as an attestation of format `none` is made of. */
function cbor(value: unknown): Buffer {
  const head = (major: number, size: number): Buffer => {
    if (size < 24) return Buffer.from([(major << 5) | size]);
    if (size < 256) return Buffer.from([(major << 5) | 24, size]);
    return Buffer.from([(major << 5) | 25, size >> 8, size & 0xff]);
  };
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  const entries = [...(value as Map<unknown, unknown>)];
  return Buffer.concat([head(5, entries.length), ...entries.flatMap(([key, of]) => [cbor(key), cbor(of)])]);
}

/** A security key in software, for one page: it signs what it is asked to, and what a test bends. */
export class Authenticator {
  readonly id = randomBytes(16);
  counter = 0;
  readonly #pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  readonly #origin: string;
  readonly #rpId: string;

  constructor(origin: string) {
    this.#origin = origin;
    this.#rpId = new URL(origin).hostname;
  }

  /** COSE_Key (RFC 9052) */
  get publicKey(): Buffer {
    const { x = '', y = '' } = this.#pair.publicKey.export({ format: 'jwk' });
    return cbor(
      new Map<number, unknown>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Buffer.from(x, 'base64url')],
        [-3, Buffer.from(y, 'base64url')],
      ]),
    );
  }

  #data(bent: Bent, credential: Buffer = Buffer.alloc(0)): Buffer {
    this.counter += 1;
    const flags = 0x01 | (bent.userVerified === false ? 0 : 0x04) | (credential.length > 0 ? 0x40 : 0);
    const count = Buffer.alloc(4);
    count.writeUInt32BE(bent.counter ?? this.counter);
    return Buffer.concat([sha256(bent.rpId ?? this.#rpId), Buffer.from([flags]), count, credential]);
  }

  #client(type: string, options: Options, bent: Bent): Buffer {
    const challenge = bent.challenge ?? options.challenge;
    return Buffer.from(JSON.stringify({ type, challenge, origin: bent.origin ?? this.#origin, crossOrigin: false }));
  }

  /** As `navigator.credentials.create` answers. */
  create(options: Options, bent: Bent = {}): Record<string, unknown> {
    const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([0, this.id.length]), this.id, this.publicKey]);
    const attestation = cbor(
      new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', this.#data(bent, credential)],
      ]),
    );
    return this.#answer({
      clientDataJSON: this.#client('webauthn.create', options, bent).toString('base64url'),
      attestationObject: attestation.toString('base64url'),
      transports: ['internal'],
    });
  }

  /** As `navigator.credentials.get` answers. */
  get(options: Options, bent: Bent = {}): Record<string, unknown> {
    const client = this.#client('webauthn.get', options, bent);
    const data = this.#data(bent);
    const signature = sign('sha256', Buffer.concat([data, sha256(client)]), this.#pair.privateKey);
    return this.#answer({
      clientDataJSON: client.toString('base64url'),
      authenticatorData: data.toString('base64url'),
      signature: signature.toString('base64url'),
      ...(bent.userHandle === undefined ? {} : { userHandle: bent.userHandle }),
    });
  }

  #answer(response: Record<string, unknown>): Record<string, unknown> {
    const id = this.id.toString('base64url');
    return { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} };
  }
}
