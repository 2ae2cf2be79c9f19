import { beforeEach, expect, test } from 'vitest';
import { KekLost, type Kms, KmsUnavailable } from './kms.ts';
import { type PatientKms, patientKms, SERVES_MS } from './patient-kms.ts';

/** A key service that can be cut, and whoever waits for it. */

let now = 0;
let cut = false;
let asked = 0;
let slow: Promise<void> | undefined;
let said: string[] = [];
let kms: PatientKms;
const secret = Buffer.alloc(32, 7);
const wrapped = (text: string) => ({ kek: 'k1', text });

const service: Pick<Kms, 'provider' | 'unwrap'> = {
  provider: 'file',
  unwrap: async ({ text }) => {
    asked += 1;
    await slow;
    if (text === 'lost') throw new KekLost('It is gone.');
    if (cut) throw new KmsUnavailable('file', 'it is cut');
    return secret;
  },
};

beforeEach(() => {
  [now, cut, asked, slow, said] = [1_000_000, false, 0, undefined, []];
  kms = patientKms(service as Kms, () => now, {
    away: ({ message }) => said.push(message),
    back: () => said.push('back'),
  });
});

test('while it answers it is asked each time', async () => {
  expect(await kms.open(wrapped('a'), {})).toEqual({ secret, fresh: true });
  expect(await kms.open(wrapped('a'), {})).toEqual({ secret, fresh: true });
  expect(asked).toBe(2);
});

test('cut, what it said within the hour serves on, and nothing else does', async () => {
  await kms.unwrap(wrapped('a'), { tenant: '1' });
  cut = true;
  now += SERVES_MS - 1;
  expect(await kms.open(wrapped('a'), { tenant: '1' })).toEqual({ secret, fresh: false });
  await expect(kms.open(wrapped('a'), { tenant: '2' })).rejects.toThrow(KmsUnavailable);
  await expect(kms.open(wrapped('b'), { tenant: '1' })).rejects.toThrow(KmsUnavailable);
  now += 1;
  await expect(kms.open(wrapped('a'), { tenant: '1' })).rejects.toThrow(KmsUnavailable);
});

test('a key that is gone serves at once no more', async () => {
  await expect(kms.open(wrapped('lost'), {})).rejects.toThrow(KekLost);
  expect(said).toEqual([]);
});

test('nobody queues before it: one asks, the others are told, and who is told once hears of its return once', async () => {
  cut = true;
  await expect(kms.unwrap(wrapped('a'), {})).rejects.toThrow(KmsUnavailable);
  await expect(kms.unwrap(wrapped('a'), {})).rejects.toThrow(KmsUnavailable);
  expect(asked).toBe(1);
  now += 5_000;
  let end = () => {};
  slow = new Promise((done) => {
    end = done;
  });
  const one = kms.unwrap(wrapped('a'), {});
  await expect(kms.unwrap(wrapped('b'), {})).rejects.toThrow(KmsUnavailable);
  expect(asked).toBe(2);
  cut = false;
  end();
  expect(await one).toEqual(secret);
  expect(await kms.unwrap(wrapped('b'), {})).toEqual(secret);
  expect(said).toEqual([expect.stringContaining('does not answer: it is cut. Nothing was changed.'), 'back']);
});
