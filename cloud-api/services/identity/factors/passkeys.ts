import { randomUUID } from 'node:crypto';
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { withTransaction } from '../../../platform/db/transaction.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import type { IdentityContext } from '../context.ts';
import { type ChallengeFor, CHALLENGE_LIFE_MS, newChallenge, takeChallenge } from './challenges.ts';
import { passkeyOf, type Passkey, passkeysOf, storePasskey, suspendPasskey, tellUse } from './stored-passkeys.ts';

/** Whose passkeys these are: a domain, and the pages that may ask for them. */
export interface RelyingParty {
  /** A domain without port: `auth.example.com`, or `localhost` */
  readonly id: string;
  readonly name: string;
  /** `https://auth.example.com` */
  readonly origins: readonly string[];
}

/**
 * @param address where browsers reach this cloud; passkeys belong to its domain. A domain can be no number: this machine is
 * `localhost`, and only pages opened by that name may ask for passkeys.
 */
export function relyingParty(address: string): RelyingParty {
  const url = new URL(address);
  if (/^(127\.0\.0\.1|\[::1\])$/.test(url.hostname)) url.hostname = 'localhost';
  const { hostname, origin } = url;
  return { id: hostname, name: 'Tillhouse', origins: [origin] };
}

/** COSE: Ed25519, ES256, RS256. What authenticators have today. */
const algorithms = [-8, -7, -257];

export const passkeyRefused = (why: string): HttpProblem =>
  new HttpProblem(
    403,
    'auth.passkey-refused',
    `This passkey was not taken: ${why}. Nothing was changed. Try again, or sign in another way.`,
  );

export async function registrationOptions(
  context: IdentityContext,
  account: { readonly id: string; readonly email: string; readonly name: string },
  sessionId: string,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const party = context.relyingParty();
  const { known, challenge } = await withTransaction(context.pool, async (db) => ({
    known: await passkeysOf(db, account.id),
    challenge: await newChallenge(db, { purpose: 'register', accountId: account.id, sessionId }, context.now()),
  }));
  return generateRegistrationOptions({
    rpName: party.name,
    rpID: party.id,
    userName: account.email,
    userDisplayName: account.name,
    // The same for all passkeys of an account, so that an authenticator keeps one and replaces it.
    userID: new TextEncoder().encode(account.id),
    challenge: Buffer.from(challenge, 'base64url'),
    timeout: CHALLENGE_LIFE_MS,
    attestationType: 'none',
    supportedAlgorithmIDs: algorithms,
    excludeCredentials: known.map(({ credentialId, transports }) => ({
      id: credentialId,
      transports: [...transports],
    })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
}

/** @throws HttpProblem when what was signed does not fit, was signed before or for another page or account */
export async function registerPasskey(
  context: IdentityContext,
  accountId: string,
  sessionId: string,
  name: string,
  response: RegistrationResponseJSON,
): Promise<Passkey> {
  const expectedChallenge = await challengeIn(context, response, { purpose: 'register', accountId, sessionId });
  const party = context.relyingParty();
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response,
    expectedChallenge,
    expectedOrigin: [...party.origins],
    expectedRPID: party.id,
    requireUserVerification: true,
    supportedAlgorithmIDs: algorithms,
  }).catch((error: Error) => {
    throw passkeyRefused(plainReason(error));
  });
  if (!verified) throw passkeyRefused('its signature does not fit');
  const { credential, aaguid, credentialBackedUp } = registrationInfo;
  const passkey: Passkey = {
    id: randomUUID(),
    accountId,
    credentialId: credential.id,
    publicKey: credential.publicKey,
    counter: credential.counter,
    transports: credential.transports ?? [],
    aaguid,
    backedUp: credentialBackedUp,
    name,
    createdAt: context.now(),
    lastUsedAt: null,
    cloned: false,
  };
  const stored = await withTransaction(context.pool, (db) => storePasskey(db, passkey));
  if (!stored) throw passkeyRefused('it is set up already');
  return passkey;
}

/** @param use for a sign-in with `accountId` null the browser offers every passkey it has for us (discoverable) */
export async function authenticationOptions(
  context: IdentityContext,
  use: ChallengeFor,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { accountId } = use;
  const { challenge, known } = await withTransaction(context.pool, async (db) => ({
    challenge: await newChallenge(db, use, context.now()),
    known: accountId === null ? [] : await passkeysOf(db, accountId),
  }));
  return generateAuthenticationOptions({
    rpID: context.relyingParty().id,
    challenge: Buffer.from(challenge, 'base64url'),
    timeout: CHALLENGE_LIFE_MS,
    userVerification: 'required',
    ...(accountId === null
      ? {}
      : {
          allowCredentials: known.map(({ credentialId, transports }) => ({
            id: credentialId,
            transports: [...transports],
          })),
        }),
  });
}

/**
 * Checks what a passkey signed: challenge, page, domain, user verified, signature, counter.
 * @returns whose it is
 * @throws HttpProblem; a counter that does not go up suspends the passkey, since two hold it then
 */
export async function usePasskey(
  context: IdentityContext,
  use: ChallengeFor,
  response: AuthenticationResponseJSON,
): Promise<Passkey> {
  const expectedChallenge = await challengeIn(context, response, use);
  const passkey = await withTransaction(context.pool, (db) => passkeyOf(db, response.id));
  if (!passkey || (use.accountId !== null && passkey.accountId !== use.accountId)) {
    throw passkeyRefused('it is not one of yours here');
  }
  if (passkey.cloned) throw cloned();
  const party = context.relyingParty();
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response,
    expectedChallenge,
    expectedOrigin: [...party.origins],
    expectedRPID: party.id,
    requireUserVerification: true,
    // Its counter is compared below, in one statement with writing it.
    credential: {
      id: passkey.credentialId,
      publicKey: new Uint8Array(passkey.publicKey),
      counter: 0,
    },
  }).catch((error: Error) => {
    throw passkeyRefused(plainReason(error));
  });
  if (!verified) throw passkeyRefused('its signature does not fit');
  const { newCounter, credentialBackedUp } = authenticationInfo;
  const went = await withTransaction(context.pool, async (db) => {
    if (await tellUse(db, passkey.id, { counter: newCounter, backedUp: credentialBackedUp, at: context.now() }))
      return true;
    await suspendPasskey(db, passkey.id, context.now());
    return false;
  });
  if (!went) {
    context.onChanged();
    throw cloned();
  }
  return passkey;
}

const cloned = () =>
  new HttpProblem(
    403,
    'auth.passkey-cloned',
    'This passkey was used somewhere else in the meantime, so it may have been copied. It is not taken any more and nothing was changed. Sign in another way, remove it under Security and set up a new one.',
  );

/** What the library says is for programmers; what people can do something about is said in words. */
function plainReason({ message }: Error): string {
  if (/origin/i.test(message)) return 'it was asked for by another page';
  if (/RP ID/i.test(message)) return 'it belongs to another site';
  if (/user verification|user could not be verified/i.test(message))
    return 'it did not ask who you are (PIN, finger or face)';
  if (/challenge/i.test(message)) return 'it signed something else';
  return 'its signature does not fit';
}

async function challengeIn(
  context: IdentityContext,
  response: { response: { clientDataJSON: string } },
  use: ChallengeFor,
): Promise<string> {
  const challenge = challengeOf(response.response.clientDataJSON);
  // On its own, so that it is used up also where what was signed does not fit.
  const good =
    challenge !== undefined &&
    (await withTransaction(context.pool, (db) => takeChallenge(db, challenge, use, context.now())));
  if (!good) throw passkeyRefused('it took longer than five minutes, or was used before');
  return challenge;
}

function challengeOf(clientDataJson: string): string | undefined {
  try {
    const { challenge } = JSON.parse(Buffer.from(clientDataJson, 'base64url').toString()) as { challenge?: unknown };
    return typeof challenge === 'string' ? challenge : undefined;
  } catch {
    return undefined;
  }
}
