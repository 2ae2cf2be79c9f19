import { randomUUID } from 'node:crypto';
import '@tillhouse/shared/domains/tables.ts';
import { newDataKey } from '@tillhouse/shared/sealing/seal.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cloudFields, ERASED } from '../keys/cloud-fields.ts';
import { type PersonKey, personKeyId } from '../keys/person-keys.ts';
import type { Change } from './changes.ts';
import { openBodies, readyToSealBodies, type SaidBody, sealBody, sealOldBody } from './seal-bodies.ts';

const tenantId = randomUUID();

/** Keys in memory, and everything that does not open. */
function ring() {
  const kept = new Map<string, PersonKey>();
  const known = (_tenant: string, ids: readonly string[]) =>
    new Map(ids.flatMap((id) => (kept.has(id) ? [[id, kept.get(id) as PersonKey] as const] : [])));
  const persons = {
    known,
    read: async (tenant: string, ids: readonly string[]) => known(tenant, ids),
    ensure: async (tenant: string, ids: readonly string[]) => {
      for (const id of ids) if (!kept.has(id)) kept.set(id, newDataKey(personKeyId(id)));
      return known(tenant, ids);
    },
    destroy: async (_tenant: string, id: string) => Boolean(kept.set(id, null)),
    forget: () => {},
  };
  const unreadable: unknown[] = [];
  const fieldsOf = cloudFields({ persons }, (error) => unreadable.push(error));
  return { kept, unreadable, fields: () => fieldsOf(tenantId) };
}

async function sealed(of: ReturnType<typeof ring>, mutationId: string, body: SaidBody): Promise<string> {
  const fields = of.fields();
  await readyToSealBodies(fields, tenantId, [body]);
  return sealBody(fields, tenantId, mutationId, body);
}

const person = fc.constantFrom('a1', 'b2', 'c3').map((id) => `00000000-0000-4000-8000-0000000000${id}`);
const text = fc.string({ minLength: 1 });
const change: fc.Arbitrary<Change> = fc.record({
  table: fc.constantFrom('customers', 'orders', 'products', 'nowhere'),
  key: person.map((id) => ({ id })),
  label: fc.string(),
  did: fc.constant('changed' as const),
  before: fc.record({ name: text, customerName: text, status: text, note: fc.option(text) }),
  after: fc.record({ name: text, customerName: text, status: text, note: fc.option(text) }),
});
const said: fc.Arbitrary<SaidBody> = fc.record({
  changes: fc.array(change, { maxLength: 5 }),
  added: fc.constant({ stock_movements: 2 }),
  more: fc.nat(3),
  reason: fc.string(),
});

test('any body comes together again as the very text that it was', async () => {
  await fc.assert(
    fc.asyncProperty(said, async (body) => {
      const of = ring();
      const mutationId = randomUUID();
      const kept = await sealed(of, mutationId, body);
      const [opened] = await openBodies(of.fields(), tenantId, [{ mutationId, body: kept }]);
      expect(opened).toEqual({ body, text: JSON.stringify(body), erased: false });
    }),
  );
});

test('who is erased is gone from each body, and nobody and nothing else', async () => {
  const of = ring();
  const [mutationId, ada, bo] = [randomUUID(), randomUUID(), randomUUID()];
  const about = (id: string, name: string): Change => ({
    ...{ table: 'customers', key: { id }, label: name, did: 'changed' },
    ...{ before: { name, status: 'active' }, after: { name: `${name} II`, status: 'active' } },
  });
  const order: Change = {
    ...{ table: 'orders', key: { id: randomUUID() }, label: '#1', did: 'changed', about: ada },
    ...{ before: { customerName: 'Ada', total: 1 }, after: { customerName: 'Ada II', total: 2 } },
  };
  const body = { changes: [about(ada, 'Ada'), about(bo, 'Bo'), order], added: {}, more: 0, reason: 'asked' };
  const kept = await sealed(of, mutationId, body);
  of.kept.set(ada, null);
  const [opened] = await openBodies(of.fields(), tenantId, [{ mutationId, body: kept }]);
  expect(JSON.stringify(opened)).not.toContain('Ada');
  expect(opened).toMatchObject({ erased: true, text: null, body: { reason: 'asked' } });
  const { about: _ada, ...shown } = order;
  expect(opened?.body?.changes).toEqual([
    { ...about(ada, ERASED), before: { name: ERASED, status: 'active' }, after: { name: ERASED, status: 'active' } },
    about(bo, 'Bo'),
    { ...shown, before: { customerName: ERASED, total: 1 }, after: { customerName: ERASED, total: 2 } },
  ]);
  // Of one alone, why it was done went with them.
  const alone = await sealed(of, mutationId, { ...body, changes: [about(bo, 'Bo')] });
  of.kept.set(bo, null);
  const [gone] = await openBodies(of.fields(), tenantId, [{ mutationId, body: alone }]);
  expect(gone?.body).toMatchObject({ reason: ERASED, changes: [{ label: ERASED, key: { id: bo } }] });
});

test('a body that was moved or altered says so, and tells nothing', async () => {
  const of = ring();
  const body = { changes: [], added: {}, more: 0, reason: 'why' };
  const kept = await sealed(of, randomUUID(), body);
  const [moved] = await openBodies(of.fields(), tenantId, [{ mutationId: randomUUID(), body: kept }]);
  expect(moved?.body).toEqual({ ...body, reason: '⟨unreadable⟩' });
  expect(of.unreadable).toHaveLength(1);
});

test('a text from before that is not as we write it is kept to the letter', async () => {
  const of = ring();
  const mutationId = randomUUID();
  await of.fields().readyFor([tenantId], true);
  const fields = of.fields();
  await fields.readyFor([tenantId], false);
  const text = '{ "changes": [], "added": {}, "more": 0, "reason": "spaced" }';
  const kept = sealOldBody(fields, tenantId, mutationId, text);
  const [opened] = await openBodies(of.fields(), tenantId, [{ mutationId, body: kept }]);
  expect(opened?.text).toBe(text);
});

test('without keys a body is read as it stands', async () => {
  const body = '{"changes":[],"added":{},"more":0,"reason":"plain"}';
  const [opened, none] = await openBodies(undefined, tenantId, [
    { mutationId: randomUUID(), body },
    { mutationId: randomUUID(), body: null },
  ]);
  expect([opened?.text, none?.erased]).toEqual([body, true]);
  const kept = await sealed(ring(), randomUUID(), { changes: [], added: {}, more: 0, reason: 'why' });
  const [closed] = await openBodies(undefined, tenantId, [{ mutationId: randomUUID(), body: kept }]);
  expect(closed?.body?.reason).toBe('⟨unreadable⟩');
});
