import { randomUUID } from 'node:crypto';
import { signedInAnew } from '@tillhouse/shared/domains/access/events.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import { recordEvents } from '../../../platform/outbox/record-events.ts';
import type { Membership } from '../accounts.ts';
import type { IdentityContext } from '../context.ts';
import { writeLetter } from '../letters/letters.ts';

/** Tells a person, and their store, that they signed in where they had not before: an event and a letter. */
export async function tellNewPlace(
  { keyring }: IdentityContext,
  db: Connection,
  signIn: Membership & { readonly sessionId: string; readonly label: string },
  now: number,
): Promise<void> {
  const { tenantId, tenantName, staffId, accountId, sessionId, label } = signIn;
  const payload = { staffId, sessionId, label };
  await recordEvents(db, tenantId, [
    { event: signedInAnew, payload, mutationId: randomUUID(), ordinal: 0, occurredAt: now },
  ]);
  const [account] = await db.rows<{ email: string }>('SELECT email FROM identity.accounts WHERE id = $1', [accountId]);
  if (!account) return;
  const when = new Date(now).toISOString().replace('T', ' ').slice(0, 16);
  await writeLetter(
    keyring,
    db,
    {
      to: account.email,
      kind: 'new-place',
      subject: `New sign-in to ${tenantName}`,
      text: [
        `Somebody signed in to ${tenantName} as you: ${label}, ${when} UTC.`,
        'If it was you, there is nothing to do.',
        'If it was not, open Security in the back office, end that sign-in and change your password.',
      ].join('\n\n'),
    },
    now,
  );
}
