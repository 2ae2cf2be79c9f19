import { randomUUID } from 'node:crypto';
import { joanna } from '@tillhouse/shared/samples/larkhall/people.ts';
import { addAccount } from '../../services/identity/create-tenant.ts';
import type { TestCloud } from '../test-cloud.ts';

/** Rows of what people lend and approve: somebody asks, a manager says yes, the command uses it. */
export async function lendAndApprove(
  { cloud, call }: TestCloud,
  store: { readonly tenantId: string; readonly token: string; readonly canary: string },
  place: { readonly locationId: string; readonly variantId: string },
): Promise<void> {
  const { tenantId, canary } = store;
  const sign = { email: `joanna@${canary.toLowerCase()}.example`, password: 'the password of their manager' };
  await addAccount(cloud.identity, { tenantId, staffId: joanna.id, name: 'Joanna', ...sign });
  const manager: string = (await call('POST', '/auth/session', { body: sign })).body.access_token;
  const run = async (token: string, name: string, body: unknown, more: Record<string, string> = {}): Promise<void> => {
    const headers = { 'idempotency-key': randomUUID(), ...more };
    const answer = await call('POST', `/v1/commands/${name}`, { token, body, headers });
    if (answer.status !== 200) throw new Error(`${name}: ${JSON.stringify(answer.body)}`);
  };
  const [startsAt, endsAt] = [Date.now(), Date.now() + 3_600_000];
  const lending = { id: randomUUID(), toId: joanna.id, permissions: ['data.import'], locationId: null, reason: canary };
  await run(store.token, 'access.lendRights', { lending: { ...lending, startsAt, endsAt } });
  await run(store.token, 'access.saveApprovalPolicy', {
    policy: { permission: 'till.return', secondPerson: false, pinUpTo: 10_000 },
  });
  const id = randomUUID();
  const args = { lines: [{ ...place, delta: 1 }], reason: 'found', note: canary };
  const asked = { id, command: 'inventory.adjust', args, permission: 'stock.adjust', value: null, locationId: null };
  await run(store.token, 'access.askApproval', { ...asked, summary: canary, minutes: 60 });
  await run(manager, 'access.decideApproval', { id, yes: true, note: canary });
  await run(store.token, 'inventory.adjust', args, { 'approval-id': id });
}
