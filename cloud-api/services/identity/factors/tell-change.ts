import type { Person } from '../../../platform/auth/caller.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import type { IdentityContext } from '../context.ts';
import { writeLetter } from '../letters/letters.ts';
import { recordIdentity } from '../record-identity.ts';
import { actorOf } from './person-of.ts';

/** A change of how somebody signs in: an entry in the audit, and a letter to them, in its transaction. */
export async function tellChange(
  { keyring }: IdentityContext,
  db: Connection,
  person: Pick<Person, 'tenantId' | 'accountId' | 'staffId' | 'name'>,
  change: {
    /** `identity.addPasskey` */
    readonly action: string;
    readonly table: string;
    readonly label: string;
    readonly did: 'added' | 'changed' | 'removed';
    /** “A passkey was added: MacBook.” */
    readonly words: string;
  },
  at: number,
): Promise<void> {
  const { tenantId, accountId, staffId } = person;
  await recordIdentity(db, {
    tenantId,
    actor: actorOf(person),
    action: change.action,
    change: { table: change.table, key: { staffId }, label: change.label, did: change.did },
    at,
  });
  const [account] = await db.rows<{ email: string }>('SELECT email FROM identity.accounts WHERE id = $1', [accountId]);
  if (!account) return;
  const text = [
    change.words,
    'If it was you, there is nothing to do. If it was not, change your password and end all other sign-ins under Security.',
  ].join('\n\n');
  await writeLetter(
    keyring,
    db,
    { to: account.email, kind: 'factors-changed', subject: 'How you sign in was changed', text },
    at,
  );
}
