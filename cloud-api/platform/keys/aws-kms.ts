import {
  CreateAliasCommand,
  CreateKeyCommand,
  DecryptCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EncryptCommand,
  KMSClient,
  KMSServiceException,
  ScheduleKeyDeletionCommand,
  UpdateAliasCommand,
} from '@aws-sdk/client-kms';
import { KekLost, type Kms, type KeyContext, KmsUnavailable, NotUnwrapped } from './kms.ts';

export interface AwsKmsOptions {
  readonly region: string;
  /** `alias/tillhouse`: names the key that wraps now, so that a rotation is one change of the alias. */
  readonly alias: string;
  /** Another address than the region's own; for tests. */
  readonly endpoint?: string;
}

/** The least AWS allows. Until then a person may cancel; the key wraps and unwraps nothing from the first moment on. */
const DELETED_AFTER_DAYS = 7;

const named = (error: unknown, ...names: string[]): boolean =>
  error instanceof KMSServiceException && names.includes(error.name);

/** Milliseconds; without them a service that swallows everything is waited for without end. */
const TIMEOUTS = { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true };

/** AWS KMS: symmetric keys behind one alias. Credentials are found as AWS' own tools find them. */
export function awsKms({ region, alias, endpoint }: AwsKmsOptions): Kms {
  const client = new KMSClient({
    region,
    maxAttempts: 2,
    requestHandler: TIMEOUTS,
    ...(endpoint === undefined ? {} : { endpoint }),
  });
  const lost = (kek: string) => new KekLost(`AWS KMS has no usable key ${kek} in ${region}.`);

  const asked = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof KekLost || error instanceof NotUnwrapped) throw error;
      throw new KmsUnavailable('aws', error);
    }
  };
  const current = async (): Promise<string | undefined> => {
    try {
      return (await client.send(new DescribeKeyCommand({ KeyId: alias }))).KeyMetadata?.KeyId;
    } catch (error) {
      if (named(error, 'NotFoundException')) return undefined;
      throw error;
    }
  };
  const newKey = async (): Promise<string> => {
    const { KeyMetadata: made } = await client.send(
      new CreateKeyCommand({ Description: 'Tillhouse key-encryption key', KeyUsage: 'ENCRYPT_DECRYPT' }),
    );
    if (!made?.KeyId) throw new Error('AWS KMS made a key without an id');
    return made.KeyId;
  };
  return {
    provider: 'aws',
    current: () => asked(current),
    create: () =>
      asked(async () => {
        const known = await current();
        if (known) return known;
        const made = await newKey();
        try {
          await client.send(new CreateAliasCommand({ AliasName: alias, TargetKeyId: made }));
          return made;
        } catch (error) {
          if (!named(error, 'AlreadyExistsException')) throw error;
          // Another start was quicker; its key counts, and this one must not be found and used by mistake.
          await client.send(new ScheduleKeyDeletionCommand({ KeyId: made, PendingWindowInDays: DELETED_AFTER_DAYS }));
          return (await current()) as string;
        }
      }),
    wrap: (secret, context) =>
      asked(async () => {
        const KeyId = await current();
        if (!KeyId) throw lost(alias);
        const { CiphertextBlob: blob } = await client.send(
          new EncryptCommand({ KeyId, Plaintext: secret, EncryptionContext: { ...context } }),
        );
        if (!blob) throw new Error('AWS KMS answered without a ciphertext');
        return { kek: KeyId, text: Buffer.from(blob).toString('base64') };
      }),
    unwrap: ({ kek, text }, context: KeyContext) =>
      asked(async () => {
        try {
          const { Plaintext: plain } = await client.send(
            new DecryptCommand({
              KeyId: kek,
              CiphertextBlob: Buffer.from(text, 'base64'),
              EncryptionContext: { ...context },
            }),
          );
          if (!plain) throw new Error('AWS KMS answered without a plaintext');
          return Buffer.from(plain);
        } catch (error) {
          if (named(error, 'InvalidCiphertextException', 'IncorrectKeyException')) throw new NotUnwrapped('aws');
          if (named(error, 'NotFoundException', 'DisabledException', 'KMSInvalidStateException')) throw lost(kek);
          throw error;
        }
      }),
    rotate: () =>
      asked(async () => {
        const made = await newKey();
        await client.send(new UpdateAliasCommand({ AliasName: alias, TargetKeyId: made }));
        return made;
      }),
    retire: async (kek) => {
      if ((await asked(current)) === kek) throw new Error(`The key ${kek} is the one in use. Rotate first.`);
      await asked(async () => {
        await client.send(new DisableKeyCommand({ KeyId: kek }));
        await client.send(new ScheduleKeyDeletionCommand({ KeyId: kek, PendingWindowInDays: DELETED_AFTER_DAYS }));
      });
    },
  };
}
