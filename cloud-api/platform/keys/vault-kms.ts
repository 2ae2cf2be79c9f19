import * as z from 'zod';
import { KekLost, type Kms, type KeyContext, KmsUnavailable, NotUnwrapped } from './kms.ts';

export interface VaultKmsOptions {
  /** `https://vault.example:8200` */
  readonly address: string;
  readonly token: string;
  /** Where the transit engine is mounted: `transit` */
  readonly mount: string;
  /** The transit key: `tillhouse` */
  readonly key: string;
}

const keyAnswer = z.object({ data: z.object({ latest_version: z.number(), min_decryption_version: z.number() }) });
const sealedAnswer = z.object({ data: z.object({ ciphertext: z.string() }) });
const openedAnswer = z.object({ data: z.object({ plaintext: z.string() }) });
const refusal = z.object({ errors: z.array(z.string()) });

/** Transactions wait for it. */
const TIMEOUT_MS = 5_000;

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const versionOf = (kek: string): number => {
  const version = Number(/^v(\d+)$/.exec(kek)?.[1]);
  if (!Number.isSafeInteger(version)) throw new KekLost(`Vault numbers its keys v1, v2, …; this one is called ${kek}.`);
  return version;
};

/** Bound as additional authenticated data, which transit checks for aes256-gcm96 keys. */
const bound = (context: KeyContext): string =>
  Buffer.from(JSON.stringify(Object.entries(context).sort(([one], [other]) => (one < other ? -1 : 1)))).toString(
    'base64',
  );

/** HashiCorp Vault's transit engine (its HTTP API, version 1.16): one aes256-gcm96 key whose versions are the KEKs. */
export function vaultKms({ address, token, mount, key }: VaultKmsOptions): Kms {
  const ask = async (method: 'GET' | 'POST', path: string, body?: object): Promise<Answer> => {
    const response = await fetch(`${address.replace(/\/$/, '')}/v1/${mount}/${path}`, {
      method,
      headers: { 'x-vault-token': token, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).catch((error: unknown) => {
      throw new KmsUnavailable('vault', error);
    });
    try {
      const text = await response.text();
      return { status: response.status, body: text === '' ? null : JSON.parse(text) };
    } catch (error) {
      // Cut in the middle, or what stands before Vault answers in its place.
      throw new KmsUnavailable('vault', error);
    }
  };
  const said = ({ body }: Answer): string => refusal.safeParse(body).data?.errors.join('; ') ?? '';
  const wanted = (answer: Answer): Answer => {
    if (answer.status < 300) return answer;
    throw new KmsUnavailable('vault', `it answered ${answer.status}: ${said(answer) || 'without a reason'}`);
  };
  const versions = async (): Promise<z.infer<typeof keyAnswer>['data'] | undefined> => {
    const answer = await ask('GET', `keys/${key}`);
    return answer.status === 404 ? undefined : keyAnswer.parse(wanted(answer).body).data;
  };
  const current = async (): Promise<string | undefined> => {
    const known = await versions();
    return known && `v${known.latest_version}`;
  };
  return {
    provider: 'vault',
    current,
    create: async () => {
      const known = await current();
      if (known) return known;
      // Vault leaves a key that is there as it is.
      wanted(await ask('POST', `keys/${key}`, { type: 'aes256-gcm96' }));
      return (await current()) as string;
    },
    wrap: async (secret, context) => {
      if (!(await versions())) throw new KekLost(`Vault has no transit key ${key}.`);
      const request = { plaintext: secret.toString('base64'), associated_data: bound(context) };
      const { data } = sealedAnswer.parse(wanted(await ask('POST', `encrypt/${key}`, request)).body);
      const kek = data.ciphertext.split(':')[1];
      if (!kek) throw new KmsUnavailable('vault', 'its ciphertext names no version');
      return { kek, text: data.ciphertext };
    },
    unwrap: async ({ kek, text }, context) => {
      const version = versionOf(kek);
      const answer = await ask('POST', `decrypt/${key}`, { ciphertext: text, associated_data: bound(context) });
      if (answer.status < 300) return Buffer.from(openedAnswer.parse(answer.body).data.plaintext, 'base64');
      // 400 stands for an altered text and for a version that may not be used any more.
      const known = await versions();
      if (!known || version < known.min_decryption_version || version > known.latest_version)
        throw new KekLost(`Vault's transit key ${key} has no version ${version} any more.`);
      if (answer.status === 400) throw new NotUnwrapped('vault');
      throw new KmsUnavailable('vault', `it answered ${answer.status}: ${said(answer)}`);
    },
    rotate: async () => {
      if (!(await versions())) throw new KekLost(`Vault has no transit key ${key}.`);
      wanted(await ask('POST', `keys/${key}/rotate`, {}));
      return (await current()) as string;
    },
    retire: async (kek) => {
      const least = versionOf(kek) + 1;
      const known = await versions();
      if (known && least > known.latest_version) throw new Error(`The key ${kek} is the one in use. Rotate first.`);
      const config = { min_decryption_version: least, min_encryption_version: least };
      wanted(await ask('POST', `keys/${key}/config`, config));
      wanted(await ask('POST', `keys/${key}/trim`, { min_available_version: least }));
    },
  };
}
