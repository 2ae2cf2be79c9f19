import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Bus, BusMessage } from './bus.ts';

const tenantId = randomUUID();

function messages(count: number, aggregate: (at: number) => string, name = 'catalog.product-changed'): BusMessage[] {
  return Array.from({ length: count }, (_, at) => ({
    tenantId,
    id: at + 1,
    name,
    version: 1,
    aggregate: aggregate(at),
    payload: { at },
    mutationId: randomUUID(),
    occurredAt: 1_700_000_000_000 + at,
  }));
}

const places = (heard: readonly BusMessage[]) => heard.map(({ payload }) => (payload as { at: number }).at);

async function until(done: () => boolean): Promise<void> {
  for (let waited = 0; !done(); waited += 20) {
    if (waited > 60_000) throw new Error('nothing came for a minute');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** What both buses promise. `open` gives a bus of its own; `again` another process of the same cloud. */
export function busContract(title: string, open: () => Promise<{ bus: Bus; again: () => Promise<Bus> }>): void {
  describe(title, () => {
    let bus: Bus;
    let again: () => Promise<Bus>;
    beforeAll(async () => {
      ({ bus, again } = await open());
    });
    afterAll(() => bus?.close());

    test('every consumer gets every message whole, those of an aggregate in order', async () => {
      const heard: Record<'one' | 'two', BusMessage[]> = { one: [], two: [] };
      for (const consumer of ['one', 'two'] as const) {
        const handle = async (message: BusMessage) => void heard[consumer].push(message);
        await bus.subscribe({ consumer: `contract-${consumer}`, names: ['contract.ordered'], handle });
      }
      const sent = messages(60, (at) => `aggregate-${at % 5}`, 'contract.ordered');
      await bus.publish(sent.slice(0, 25));
      await bus.publish(sent.slice(25));
      await until(() => heard.one.length >= 60 && heard.two.length >= 60);
      for (const list of [heard.one, heard.two]) {
        expect([...list].sort((a, b) => a.id - b.id)).toEqual(sent);
        for (const lane of Map.groupBy(list, ({ aggregate }) => aggregate).values()) {
          expect(places(lane)).toEqual(places(lane).sort((a, b) => a - b));
        }
      }
    });

    test('a consumer hears only the names it asked for', async () => {
      const heard: BusMessage[] = [];
      await bus.subscribe({
        consumer: 'contract-names',
        names: ['contract.wanted'],
        handle: async (m) => void heard.push(m),
      });
      await bus.publish(messages(1, () => 'a', 'contract.unwanted'));
      await bus.publish(messages(1, () => 'a', 'contract.wanted'));
      await until(() => heard.length > 0);
      expect(heard.map(({ name }) => name)).toEqual(['contract.wanted']);
    });

    test('a handler that fails gets the message again, before the next of its aggregate', async () => {
      const heard: number[] = [];
      let failures = 2;
      await bus.subscribe({
        consumer: 'contract-retry',
        names: ['contract.retry'],
        handle: async (message) => {
          const [at] = places([message]);
          if (at === 1 && failures > 0) {
            failures -= 1;
            throw new Error('not yet');
          }
          heard.push(at as number);
        },
      });
      await bus.publish(messages(3, () => 'same', 'contract.retry'));
      await until(() => heard.includes(2));
      // At least once: what came before the failure may come again.
      expect([...new Set(heard)]).toEqual([0, 1, 2]);
      expect(failures).toBe(0);
    });

    test('a consumer that listens in every process hears all in each', async () => {
      const second = await again();
      const heard: BusMessage[][] = [[], []];
      for (const [at, each] of [bus, second].entries()) {
        const handle = async (message: BusMessage) => void heard[at]?.push(message);
        await each.subscribe({ consumer: 'contract-every', everyProcess: true, names: ['contract.every'], handle });
      }
      const sent = messages(4, (at) => `a${at}`, 'contract.every');
      await bus.publish(sent);
      // The in-process bus has one process only.
      if (second !== bus) await until(() => (heard[1]?.length ?? 0) >= 4);
      await until(() => (heard[0]?.length ?? 0) >= 4);
      expect(new Set(places(heard[0] ?? []))).toEqual(new Set([0, 1, 2, 3]));
      if (second !== bus) await second.close();
    });
  });
}
