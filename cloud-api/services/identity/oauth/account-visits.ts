import { ownerRole } from '@tillhouse/shared/domains/access/built-in-roles.ts';
import { withTransaction } from '../../../platform/db/transaction.ts';
import type { IdentityContext } from '../context.ts';
import { consentTo, endVisit, type Owner, visitsOf } from '../operator/visits.ts';
import type { AskedVisit } from './pages/account-page.ts';

interface Owned {
  readonly owner: Owner;
  readonly store: string;
}

/** Organisations that this account owns, each as the person it is there. */
async function ownedBy({ pool, store }: IdentityContext, accountId: string): Promise<Owned[]> {
  const rows = await withTransaction(pool, (db) =>
    db.rows<{ tenant_id: string; staff_id: string; name: string }>(
      `SELECT m.tenant_id, m.staff_id, t.name FROM identity.memberships m JOIN identity.tenants t ON t.id = m.tenant_id
        WHERE m.account_id = $1 ORDER BY t.name, t.id LIMIT 100`,
      [accountId],
    ),
  );
  const owned: Owned[] = [];
  for (const { tenant_id: tenantId, staff_id: staffId, name } of rows) {
    const person = await store.staffMember(tenantId, staffId);
    if (person?.roleId === ownerRole.id) owned.push({ owner: { tenantId, staffId, name: person.name }, store: name });
  }
  return owned;
}

/** What somebody of the platform asked of this person as an owner, and what goes on now. */
export async function visitsFor(context: IdentityContext, accountId: string): Promise<AskedVisit[]> {
  const found: AskedVisit[] = [];
  for (const { owner, store } of await ownedBy(context, accountId)) {
    for (const { id, operatorName: operator, reason, minutes, mayWrite, state } of await visitsOf(context, owner))
      if (state !== 'over') found.push({ id, store, operator, reason, minutes, mayWrite, open: state === 'open' });
  }
  return found;
}

/** Does what a form of the account page says: `visit` and `answer`. One that is over meanwhile changes nothing. */
export async function answerVisit(context: IdentityContext, accountId: string, form: URLSearchParams): Promise<void> {
  const id = form.get('visit');
  for (const { owner } of await ownedBy(context, accountId)) {
    const visit = (await visitsOf(context, owner)).find((each) => each.id === id);
    if (!visit || visit.state === 'over') continue;
    const answer = form.get('answer');
    if (answer === 'no')
      await endVisit(context, { id: visit.id, tenantId: owner.tenantId }, { id: owner.staffId, name: owner.name });
    else if (visit.state === 'asked') await consentTo(context, owner, visit.id, answer === 'write');
  }
}
