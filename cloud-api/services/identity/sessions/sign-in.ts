import type { StaffMember } from '../../../platform/access/directory.ts';
import type { Shown } from '../../../platform/auth/token-claims.ts';
import { withTransaction } from '../../../platform/db/transaction.ts';
import type { Membership } from '../accounts.ts';
import type { IdentityContext } from '../context.ts';
import { acrOf } from '../oauth/second-factors.ts';
import { ACCESS_TOKEN_LIFE, accessToken, storeRefreshToken } from '../tokens.ts';
import { tellNewPlace } from './new-place.ts';
import { isNewPlace, openSession } from './sessions.ts';

export interface SignedIn {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly token_type: 'Bearer';
  /** Seconds */
  readonly expires_in: number;
}

/** Where somebody signs in: what the list of sign-ins shows, and the enrolled device that asked, where one did. */
export interface Place {
  readonly label: string;
  readonly deviceId: string | null;
}

/** What was shown, RFC 8176, and when: now, when left out. */
export interface Proof {
  readonly amr: readonly string[];
  readonly at?: number;
}

/** As tokens tell it. */
export const shownBy = ({ amr, at }: { readonly amr: readonly string[]; readonly at: number }): Shown => ({
  acr: acrOf(amr),
  amr,
  authTime: Math.floor(at / 1_000),
});

/** Opens a session for somebody who has shown what is asked for, and tells them when it is at a place they have not been. */
export async function openSignIn(
  context: IdentityContext,
  who: Membership & { readonly person: StaffMember },
  place: Place,
  { amr, at }: Proof,
): Promise<SignedIn> {
  const { tenantId, accountId, staffId } = who;
  const now = context.now();
  const { sessionId, refresh, isNew } = await withTransaction(context.pool, async (db) => {
    const isNew = await isNewPlace(db, accountId, place.label, place.deviceId);
    const sessionId = await openSession(db, { tenantId, accountId, staffId, ...place, amr, provenAt: at ?? now }, now);
    const refresh = await storeRefreshToken(db, { tenantId, accountId, family: sessionId }, now);
    if (isNew) await tellNewPlace(context, db, { ...who, sessionId, label: place.label }, now);
    return { sessionId, refresh, isNew };
  });
  if (isNew) context.onNotice();
  return {
    access_token: await accessToken(context, {
      kind: 'person',
      tenantId,
      accountId,
      staffId,
      sessionId,
      shown: shownBy({ amr, at: at ?? now }),
    }),
    refresh_token: refresh,
    token_type: 'Bearer',
    expires_in: ACCESS_TOKEN_LIFE,
  };
}
