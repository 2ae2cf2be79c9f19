import { errors, importJWK, jwtVerify, decodeJwt } from 'jose';
import { deviceRevoked } from '../../platform/auth/authorise.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { TtlMap } from '../../platform/ttl-map.ts';
import type { IdentityContext } from './context.ts';

/** RFC 7523 `aud` of a device's assertion. */
export const ASSERTION_AUDIENCE = 'tillhouse-identity';
const LONGEST_LIFE_SECONDS = 300;
const SKEW_SECONDS = 300;
/** An assertion is taken once; it lives no longer than this remembers it. */
const seen = new TtlMap<string, true>((LONGEST_LIFE_SECONDS + 2 * SKEW_SECONDS) * 1_000, 100_000);

const invalid = (why: string) =>
  new HttpProblem(
    400,
    'invalid_grant',
    `The device’s assertion was not taken: ${why}. What the device holds is safe. Enrol it again if this goes on.`,
  );

/** Checks what a device signed with its own key. @returns whose device it is */
export async function checkAssertion(
  context: IdentityContext,
  assertion: string,
): Promise<{ tenantId: string; deviceId: string }> {
  const deviceId = subjectOf(assertion);
  const [device] = await withTransaction(context.pool, (db) =>
    db.rows<{ tenant_id: string; public_key: string; status: string }>(
      `SELECT d.tenant_id, d.public_key, d.status FROM identity.devices d
         JOIN identity.tenants t ON t.id = d.tenant_id WHERE d.id = $1`,
      [deviceId],
    ),
  );
  if (!device) throw invalid('it is of an unknown device');
  const key = await importJWK({ kty: 'OKP', crv: 'Ed25519', x: device.public_key }, 'EdDSA');
  try {
    const { payload } = await jwtVerify(assertion, key, {
      audience: ASSERTION_AUDIENCE,
      issuer: deviceId,
      algorithms: ['EdDSA'],
      clockTolerance: SKEW_SECONDS,
      // One of tomorrow would be good again when it is forgotten that it was used.
      maxTokenAge: LONGEST_LIFE_SECONDS,
      currentDate: new Date(context.now()),
      requiredClaims: ['exp', 'iat', 'jti'],
    });
    if (payload.exp! - payload.iat! > LONGEST_LIFE_SECONDS) throw invalid('it lives longer than five minutes');
    const id = `${deviceId}/${payload.jti}`;
    if (seen.get(id)) throw invalid('it was used before');
    seen.set(id, true);
  } catch (error) {
    const ofTime = error instanceof errors.JWTClaimValidationFailed && error.claim === 'iat';
    if (error instanceof errors.JWTExpired || ofTime)
      throw invalid('it is of another time; check the clock of the device');
    if (error instanceof errors.JOSEError) throw invalid('its signature or its claims are wrong');
    throw error;
  }
  if (device.status !== 'enrolled') throw deviceRevoked();
  return { tenantId: device.tenant_id, deviceId };
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function subjectOf(assertion: string): string {
  try {
    const { sub } = decodeJwt(assertion);
    if (typeof sub === 'string' && uuid.test(sub)) return sub;
  } catch {
    throw invalid('it is not a JWT');
  }
  throw invalid('it names no device');
}
