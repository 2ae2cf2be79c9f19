import { type Algorithm, hash, verify } from '@node-rs/argon2';

/** OWASP's least cost for Argon2id: 19 MiB, two passes, one lane. */
const cost = { algorithm: 2 as Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), cost);
}

let nobody: Promise<string> | undefined;

/** Takes as long for an account that does not exist (`null`) as for one that does, so that time tells nothing. */
export async function passwordFits(encoded: string | null, password: string): Promise<boolean> {
  nobody ??= hashPassword('no account has this password');
  const fits = await verify(encoded ?? (await nobody), password.normalize('NFKC'));
  return fits && encoded !== null;
}
