import { DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningMoto, startMoto, whyNoMoto } from '../../../tools/parts/moto.ts';
import { awsKms } from './aws-kms.ts';
import { KmsUnavailable } from './kms.ts';
import { kmsContract } from './testing/kms-contract.ts';

const leftOut = await whyNoMoto();

describe.skipIf(leftOut)(`AWS KMS, by moto’s server${leftOut ? ` (left out: ${leftOut})` : ''}`, () => {
  let moto: RunningMoto;
  let made = 0;
  beforeAll(async () => {
    // Any will do there; without one the client looks for some on the network.
    process.env['AWS_ACCESS_KEY_ID'] = 'test';
    process.env['AWS_SECRET_ACCESS_KEY'] = 'test';
    moto = await startMoto();
  });
  afterAll(() => moto?.stop());

  kmsContract(async () => {
    made += 1;
    const alias = `alias/tillhouse-${made}`;
    const kms = () => awsKms({ region: 'eu-west-1', alias, endpoint: moto.url });
    const client = new KMSClient({ region: 'eu-west-1', endpoint: moto.url });
    // moto decrypts with a disabled key, which AWS refuses (DisabledException, KMSInvalidStateException).
    const hasEnded = async (KeyId: string) => {
      const { KeyMetadata: key } = await client.send(new DescribeKeyCommand({ KeyId }));
      return key?.Enabled === false && key.KeyState === 'PendingDeletion';
    };
    return { kms: kms(), again: kms, hasEnded };
  });

  test('a service that is away changes nothing and says so', async () => {
    const away = awsKms({ region: 'eu-west-1', alias: 'alias/a', endpoint: 'http://127.0.0.1:1' });
    await expect(away.wrap(Buffer.alloc(32), {})).rejects.toThrow(KmsUnavailable);
  });
});
