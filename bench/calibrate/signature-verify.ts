import { generateKeyPairSync, sign, verify } from 'node:crypto';
import type { BenchContext } from '../bench.ts';

/** Median milliseconds to check one RS256 signature of 600 bytes with node:crypto: the least that any token costs. */
export async function signatureVerify({ quick }: BenchContext) {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const text = Buffer.alloc(600, 'x');
  const signature = sign('sha256', text, privateKey);
  const samples: number[] = [];
  for (let round = 0; round < (quick ? 300 : 2_000); round += 1) {
    const since = performance.now();
    if (!verify('sha256', text, publicKey, signature)) throw new Error('its own signature is not taken');
    samples.push(performance.now() - since);
  }
  samples.sort((a, b) => a - b);
  const median = samples[samples.length >> 1] ?? Number.NaN;
  return { name: 'one RS256 signature checked', unit: 'ms', value: Math.round(median * 1000) / 1000 };
}
