import { randomBytes } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { KekLost, type Kms, NotUnwrapped } from '../kms.ts';

export interface KmsUnderTest {
  readonly kms: Kms;
  /** The same keys as another process sees them */
  readonly again: () => Kms;
  /** Where the stand-in goes on unwrapping with an ended key, which the service itself refuses: whether it counts as ended. */
  readonly hasEnded?: (kek: string) => Promise<boolean>;
}

/** What every key service has to do, run against each driver. `fresh` gives one that holds no key yet. */
export function kmsContract(fresh: () => Promise<KmsUnderTest>): void {
  let kms: Kms;
  let again: () => Kms;
  let hasEnded: KmsUnderTest['hasEnded'];
  const context = { tenant: 'aaaaaaaa-0000-4000-8000-000000000001', version: '1' };
  const secret = randomBytes(32);
  beforeEach(async () => {
    ({ kms, again, hasEnded } = await fresh());
  });

  test('without a key it wraps nothing and makes none by itself', async () => {
    expect(await kms.current()).toBeUndefined();
    await expect(kms.wrap(secret, context)).rejects.toThrow(KekLost);
    expect(await kms.current()).toBeUndefined();
  });

  test('what it wraps comes back, also to another process, and the secret is not in it', async () => {
    const made = await kms.create();
    const wrapped = await kms.wrap(secret, context);
    expect(wrapped.kek).toBe(made);
    for (const form of ['base64', 'base64url', 'hex', 'latin1'] as const)
      expect(wrapped.text).not.toContain(secret.toString(form));
    expect(await again().unwrap(wrapped, context)).toEqual(secret);
    expect((await kms.wrap(secret, context)).text).not.toBe(wrapped.text);
  });

  test('the key is made once: later and simultaneous calls get the same', async () => {
    const made = await Promise.all([kms.create(), again().create(), again().create()]);
    const wrapped = await kms.wrap(secret, context);
    const ids = [...made, await again().create(), await kms.current()];
    // Of calls that met, all name the one that wraps.
    expect(new Set(ids)).toEqual(new Set([wrapped.kek]));
    expect(await again().unwrap(wrapped, context)).toEqual(secret);
  });

  test('bound to something else, or altered, it does not unwrap', async () => {
    await kms.create();
    const wrapped = await kms.wrap(secret, context);
    await expect(kms.unwrap(wrapped, { ...context, version: '2' })).rejects.toThrow(NotUnwrapped);
    await expect(kms.unwrap(wrapped, { version: '1' })).rejects.toThrow(NotUnwrapped);
    const at = wrapped.text.length - 12;
    const other = wrapped.text[at] === 'A' ? 'B' : 'A';
    const altered = { ...wrapped, text: wrapped.text.slice(0, at) + other + wrapped.text.slice(at + 1) };
    await expect(kms.unwrap(altered, context)).rejects.toThrow(NotUnwrapped);
  });

  test('after a rotation new keys are wrapped by the new one, and old ones still unwrap', async () => {
    const first = await kms.create();
    const old = await kms.wrap(secret, context);
    const second = await kms.rotate();
    expect(second).not.toBe(first);
    expect(await again().current()).toBe(second);
    expect((await again().wrap(secret, context)).kek).toBe(second);
    expect(await again().unwrap(old, context)).toEqual(secret);
  });

  test('a retired key unwraps nothing any more; the one in use is not retired', async () => {
    const first = await kms.create();
    const old = await kms.wrap(secret, context);
    await expect(kms.retire(first)).rejects.toThrow('in use');
    await kms.rotate();
    const fresh = await kms.wrap(secret, context);
    await kms.retire(first);
    if (hasEnded) expect([await hasEnded(first), await hasEnded(fresh.kek)]).toEqual([true, false]);
    else await expect(again().unwrap(old, context)).rejects.toThrow(KekLost);
    expect(await again().unwrap(fresh, context)).toEqual(secret);
  });
}
