import { type Algorithm, hash, verify } from '@node-rs/argon2';

/** OWASP's least cost for Argon2id: 19 MiB, two passes, one lane. */
const cost = { algorithm: 2 as Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), cost);
}

/** `$argon2id$v=19$m=19456,t=2,p=1$…` */
const costs = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$/;

/**
 * @param encoded what a password that fits is kept as
 * @returns it anew, where it cost less than passwords cost now; undefined where it costs as much
 */
export async function asItCostsNow(encoded: string, password: string): Promise<string | undefined> {
  const [, memory, time] = costs.exec(encoded) ?? [];
  const dear = Number(memory) >= cost.memoryCost && Number(time) >= cost.timeCost;
  return dear ? undefined : hashPassword(password);
}

let nobody: Promise<string> | undefined;

/** Takes as long for an account that does not exist (`null`) as for one that does, so that time tells nothing. */
export async function passwordFits(encoded: string | null, password: string): Promise<boolean> {
  nobody ??= hashPassword('no account has this password');
  const fits = await verify(encoded ?? (await nobody), password.normalize('NFKC'));
  return fits && encoded !== null;
}
