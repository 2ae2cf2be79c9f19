import { createHash, randomBytes } from 'node:crypto';
import { type KeySeal, keyText } from '@tillhouse/shared/domains/access/key-seal.ts';
import type { SecurityKey } from '@tillhouse/shared/domains/access/schema.ts';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { KeyPageWords } from '../../bridge/key-sign-in-views.ts';
import type { Reader } from '../database/reader.ts';
import type { Host } from '../host.ts';
import { HostProblem } from '../problem.ts';
import { listenForKey } from './key-page.ts';

/** The same at every desk, so that a key that is known to the shop opens each of them, and none of the cloud's pages. */
const RELYING_PARTY = 'localhost';
const LIFE_MS = 5 * 60_000;
/** COSE: Ed25519, ES256, RS256. What keys have today. */
const algorithms = [-8, -7, -257];

/** Loaded when somebody uses a key: a desk starts without it. */
const webauthn = () => import('@simplewebauthn/server');

const refused = (why: string) =>
  new HostProblem(
    'access.security-key-refused',
    'refused',
    `This security key was not taken: ${why}. Nothing was changed. Try again, or use a PIN or badge.`,
  );

const copied = () =>
  new HostProblem(
    'access.security-key-copied',
    'refused',
    'This security key counts back, so it may have been copied. It is not taken at this desk any more, and nobody was signed in. Use a PIN or badge, remove the key and add it anew.',
  );

type Keeper = Pick<Host, 'desk' | 'now'>;

interface Holder {
  readonly staffId: string;
  readonly key: SecurityKey;
}

/** The keys of everybody who works here. */
function keysHere(reader: Reader): Holder[] {
  return reader
    .all<{ id: string; keys: string }>(
      `SELECT id, security_keys AS keys FROM staff WHERE status <> 'left' AND security_keys <> '[]' ORDER BY id`,
    )
    .flatMap(({ id, keys }) => (JSON.parse(keys) as SecurityKey[]).map((key) => ({ staffId: id, key })));
}

export interface KeyUse<T> {
  readonly url: string;
  /** Rejects with HostProblem where what was signed does not fit; waits until `cancel` where nobody comes. */
  readonly done: Promise<T>;
  cancel(): void;
}

/** A page for one use of a key, and what is made of its answer within five minutes. */
async function onPage<T>(
  host: Keeper,
  kind: 'create' | 'get',
  words: KeyPageWords,
  challenge: string,
  options: (challenge: string) => Promise<unknown>,
  check: (answer: unknown, asked: { challenge: string; origin: string }) => Promise<T>,
): Promise<KeyUse<T>> {
  const until = host.now() + LIFE_MS;
  const page = await listenForKey(kind, () => options(challenge), words);
  const done = page.came.then((answer) => {
    if (host.now() > until) throw refused('it took longer than five minutes');
    return check(answer, { challenge, origin: new URL(page.url).origin });
  });
  // It may fail before anybody waits for it.
  done.catch(() => {});
  return { url: page.url, done, cancel: page.close };
}

/** A new key of a person. */
export function enrolKey(
  host: Keeper,
  person: { readonly id: string; readonly name: string; readonly label: string },
  words: KeyPageWords,
): Promise<KeyUse<Omit<SecurityKey, 'addedAt'>>> {
  const known = keysHere(host.desk.reader).filter(({ staffId }) => staffId === person.id);
  return onPage(
    host,
    'create',
    words,
    randomBytes(32).toString('base64url'),
    async (challenge) =>
      (await webauthn()).generateRegistrationOptions({
        rpName: 'Tillhouse',
        rpID: RELYING_PARTY,
        userName: person.name,
        userDisplayName: person.name,
        userID: new TextEncoder().encode(person.id),
        challenge: Buffer.from(challenge, 'base64url'),
        timeout: LIFE_MS,
        attestationType: 'none',
        supportedAlgorithmIDs: algorithms,
        excludeCredentials: known.map(({ key }) => ({ id: key.id })),
        // A key that anybody may touch would be less than a badge: it asks for its own PIN, a finger or a face.
        authenticatorSelection: { residentKey: 'discouraged', userVerification: 'required' },
      }),
    async (answer, { challenge, origin }) => {
      const { verifyRegistrationResponse } = await webauthn();
      const { verified, registrationInfo } = await verifyRegistrationResponse({
        response: answer as RegistrationResponseJSON,
        expectedChallenge: challenge,
        expectedOrigin: origin,
        expectedRPID: RELYING_PARTY,
        requireUserVerification: true,
        supportedAlgorithmIDs: algorithms,
      }).catch((error: Error) => {
        throw refused(plainReason(error));
      });
      if (!verified) throw refused('its signature does not fit');
      const { id, publicKey } = registrationInfo.credential;
      return { id, publicKey: Buffer.from(publicKey).toString('base64url'), name: person.label };
    },
  );
}

export interface KeyShown {
  readonly staffId: string;
  /** For the cloud, which checks it again */
  readonly seal: KeySeal;
}

/**
 * @param text what is asked: it is in what the key signs, so that its answer is one to nothing else
 * @param may whose key does
 * @returns whose key signed, checked here alone: no network is asked
 */
export function askKey(
  host: Keeper,
  words: KeyPageWords,
  text: string,
  may: (staffId: string) => boolean = () => true,
): Promise<KeyUse<KeyShown>> {
  const known = keysHere(host.desk.reader).filter(({ staffId }) => may(staffId));
  if (known.length === 0)
    throw new HostProblem(
      'access.no-security-key',
      'refused',
      'Nobody who could do this here has a security key yet. Nothing was changed. Show it another way, and add a key on your page under People.',
    );
  const nonce = randomBytes(32).toString('base64url');
  return onPage(
    host,
    'get',
    words,
    createHash('sha256').update(keyText(text, nonce)).digest('base64url'),
    async (challenge) =>
      (await webauthn()).generateAuthenticationOptions({
        rpID: RELYING_PARTY,
        challenge: Buffer.from(challenge, 'base64url'),
        timeout: LIFE_MS,
        userVerification: 'required',
        allowCredentials: known.map(({ key }) => ({ id: key.id })),
      }),
    (answer, asked) => checkUse(host, answer as AuthenticationResponseJSON, { ...asked, nonce, may }),
  );
}

async function checkUse(
  host: Keeper,
  response: AuthenticationResponseJSON,
  { challenge, origin, nonce, may }: { challenge: string; origin: string; nonce: string; may: (id: string) => boolean },
): Promise<KeyShown> {
  // As it stands now: a key that was taken away meanwhile shows nothing.
  const holder = keysHere(host.desk.reader).find(({ key }) => key.id === response?.id);
  if (!holder) throw refused('it is nobody’s here');
  if (!may(holder.staffId)) throw refused('it is somebody else’s');
  const { verifyAuthenticationResponse } = await webauthn();
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: RELYING_PARTY,
    requireUserVerification: true,
    // What it counts is compared below, in the transaction that writes it.
    credential: { id: holder.key.id, publicKey: Buffer.from(holder.key.publicKey, 'base64url'), counter: 0 },
  }).catch((error: Error) => {
    throw refused(plainReason(error));
  });
  if (!verified) throw refused('its signature does not fit');
  if (!(await countOn(host, holder.key.id, authenticationInfo.newCounter))) throw copied();
  const { authenticatorData, clientDataJSON: clientData, signature } = response.response;
  return { staffId: holder.staffId, seal: { keyId: holder.key.id, nonce, authenticatorData, clientData, signature } };
}

/** False for a key that counts back (WebAuthn 3, 6.1.1), now and from then on. One that always says 0 does not count. */
function countOn(host: Keeper, keyId: string, counter: number): Promise<boolean> {
  return host.desk.transaction('foreground', async (connection) => {
    const [row] = connection.allNow('SELECT counter FROM desk_security_keys WHERE key_id = ?', [keyId]);
    const before = Number(row?.counter ?? 0);
    const on = counter > before || (counter === 0 && before === 0);
    connection.runNow(
      `INSERT INTO desk_security_keys (key_id, counter, used_at) VALUES (?, ?, ?)
       ON CONFLICT (key_id) DO UPDATE SET counter = excluded.counter, used_at = excluded.used_at`,
      [keyId, on ? counter : Number.MAX_SAFE_INTEGER, host.now()],
    );
    return on;
  });
}

/** What the library says is for programmers; what people can do something about is said in words. */
function plainReason({ message }: Error): string {
  if (/origin/i.test(message)) return 'it was asked for by another page';
  if (/RP ID/i.test(message)) return 'it belongs to another site';
  if (/user verification|user could not be verified/i.test(message))
    return 'it did not ask who you are (PIN, finger or face)';
  if (/challenge/i.test(message)) return 'it signed something else';
  return 'its signature does not fit';
}
