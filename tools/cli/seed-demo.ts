import { createTenant, addAccount } from '@tillhouse/cloud-api/services/identity/create-tenant.ts';
import { makeApiKey } from '@tillhouse/cloud-api/services/identity/api-keys.ts';
import { applyBatchAsSystem } from '@tillhouse/cloud-api/services/commerce/apply-as-system.ts';
import type { Cloud } from '@tillhouse/cloud-api/boot.ts';
import { keyHash } from '@tillhouse/cloud-api/platform/auth/api-keys.ts';
import { withTransaction } from '@tillhouse/cloud-api/platform/db/transaction.ts';
import { hash } from '@node-rs/argon2';
import { batchesOfOneActor, larkhallMutations, larkhallOwner } from '@tillhouse/shared/samples/larkhall.ts';
import { larkhallStore } from '@tillhouse/shared/samples/larkhall/places.ts';
import { larkhallPeople } from '@tillhouse/shared/samples/larkhall/people.ts';
import { idOf } from '@tillhouse/shared/kernel/source-ids.ts';
import { DEMO_PASSWORD, DEMO_PUBLISHABLE_KEY, DEMO_TENANT } from './demo-names.ts';

export interface DemoShop {
  readonly tenantId: string;
  readonly publishableKey: string;
  readonly email: string;
  readonly password: string;
  /** Six digits of the owner, for enrolled devices */
  readonly pin: string;
  /** Commands that ran now; 0 when the shop was there */
  readonly ran: number;
}

export interface SeedOptions {
  /** Epoch milliseconds; the sample's ten weeks of trade end here. A shop that is there keeps its own. */
  readonly now?: number;
  readonly progress?: (text: string) => void;
}

/**
 * The demo merchant Larkhall through the same commands as everything else. Seeding again does nothing.
 * @throws when a command of the sample is refused: then sample and rules disagree
 */
export async function seedDemo(
  cloud: Pick<Cloud, 'identity' | 'commerce'>,
  options: SeedOptions = {},
): Promise<DemoShop> {
  const { identity, commerce } = cloud;
  const { id: staffId, name, initials } = larkhallOwner;
  const email = larkhallOwner.email ?? 'owner@larkhall.example';
  const pin = larkhallPeople.find((person) => person.id === staffId)?.pin ?? '';
  const shop = { tenantId: DEMO_TENANT, publishableKey: DEMO_PUBLISHABLE_KEY, email, password: DEMO_PASSWORD, pin };
  const before = await known(identity);
  if (before?.whole) return { ...shop, ran: 0 };
  // One that was cut off goes on with the day it began on: another day would be another story under the same ids.
  const now = before?.begunAt ?? options.now ?? identity.now();
  const owner = { staffId, name, initials, email, password: DEMO_PASSWORD };
  await createTenant({ ...identity, now: () => now }, { id: DEMO_TENANT, name: 'Larkhall', owner });

  const mutations = larkhallMutations(now);
  let ran = 0;
  for (const batch of batchesOfOneActor(mutations)) {
    const [first] = batch;
    if (!first) continue;
    const outcomes = await applyBatchAsSystem(commerce, DEMO_TENANT, batch, first.actor);
    for (const [index, outcome] of outcomes.entries()) {
      if (outcome.status === 'applied') continue;
      throw new Error(
        `the sample's ${batch[index]?.name} was refused: ${outcome.code} ${outcome.message} ${JSON.stringify(outcome.details)}`,
      );
    }
    ran += outcomes.filter(({ repeated }) => !repeated).length;
    options.progress?.(`Larkhall: ${ran} of ${mutations.length} commands`);
  }
  await setAccess(cloud, now);
  await showShop(cloud, now);
  const key = { kind: 'publishable', name: 'Demo shop page', origins: ['*'] } as const;
  await makeApiKey(
    identity,
    DEMO_TENANT,
    { id: staffId, name },
    { ...key, origins: [...key.origins] },
    DEMO_PUBLISHABLE_KEY,
  );
  identity.onChanged();
  return { ...shop, ran };
}

/** When the demo shop was begun, and whether it was finished: its key is made last. */
async function known({ pool }: Cloud['identity']): Promise<{ begunAt: number; whole: boolean } | undefined> {
  const [row] = await withTransaction(pool, (db) =>
    db.rows<{ begun: number; whole: boolean }>(
      `SELECT (extract(epoch FROM created_at) * 1000)::bigint AS begun,
              EXISTS (SELECT 1 FROM identity.api_keys k WHERE k.tenant_id = t.id AND k.key_hash = $2) AS whole
         FROM identity.tenants t WHERE id = $1`,
      [DEMO_TENANT, keyHash(DEMO_PUBLISHABLE_KEY)],
    ),
  );
  return row && { begunAt: Number(row.begun), whole: row.whole };
}

/** PINs for the till, and sign-ins with the demo password for everybody who has an e-mail address. */
async function setAccess({ identity, commerce }: Pick<Cloud, 'identity' | 'commerce'>, now: number): Promise<void> {
  const pins = [];
  for (const person of larkhallPeople) {
    if (person.pin !== null) {
      // The same salt for everybody would be a fault; a steady id keeps the command from running twice.
      const pinHash = await hash(person.pin, { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 });
      pins.push({
        id: idOf('demo', 'pin', person.id),
        name: 'access.setPin',
        args: { staffId: person.id, pinHash },
        occurredAt: now,
      });
    }
    if (person.email !== null && person.id !== larkhallOwner.id) {
      await addAccount(identity, {
        tenantId: DEMO_TENANT,
        staffId: person.id,
        name: person.name,
        email: person.email,
        password: DEMO_PASSWORD,
      });
    }
  }
  await applyBatchAsSystem(commerce, DEMO_TENANT, pins);
}

/** Its shop on the web, at `/s/larkhall`. One tenant alone can have that, so the sample that others take too says nothing of it. */
async function showShop({ commerce }: Pick<Cloud, 'commerce'>, now: number): Promise<void> {
  const hosted = {
    ...{ open: true, domain: null, fonts: 'classic', headline: 'The winter table' },
    intro:
      'Stoneware, glass and candlelight from eleven small makers. What you see here stands on our shelves at this moment.',
  };
  const args = { settings: { ...larkhallStore, slug: 'larkhall', hosted } };
  const show = { id: idOf('demo', 'hosted', 'larkhall'), name: 'access.updateStoreSettings', args, occurredAt: now };
  await applyBatchAsSystem(commerce, DEMO_TENANT, [show]);
}
