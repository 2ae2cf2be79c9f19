import { beforeEach, describe, expect, test } from 'vitest';
import { createBridge } from './client.ts';
import type { Bridge, FromHost, ToHost } from './contract.ts';
import type { LinkState } from './transport.ts';

let sent: ToHost[];
let state: (now: LinkState) => void;
let say: (message: FromHost) => void;
let closed: boolean;
let session: string | null;
let bridge: Bridge;

beforeEach(() => {
  sent = [];
  closed = false;
  session = null;
  let ids = 0;
  bridge = createBridge({
    transport: {
      send: (message) => sent.push(message),
      onState: (listener) => {
        state = listener;
      },
      onMessage: (listener) => {
        say = listener;
      },
      close: () => {
        closed = true;
      },
    },
    code: 'once',
    keep: {
      get: () => session,
      set: (next) => {
        session = next;
      },
    },
    newId: () => `id-${++ids}`,
  });
});

const open = () => {
  state('open');
  say({ t: 'welcome', session: 'secret' });
};

describe('the bridge', () => {
  test('greets with its code first and with its session from then on', () => {
    open();
    state('lost');
    open();
    expect(sent.filter((message) => message.t === 'hello')).toEqual([
      { t: 'hello', code: 'once' },
      { t: 'hello', session: 'secret', code: 'once' },
    ]);
  });

  test('what is asked before the host is there waits for it', async () => {
    const asked = bridge.query('session.state', {});
    expect(sent).toEqual([]);
    open();
    expect(sent[1]).toMatchObject({ t: 'query', id: 1, name: 'session.state' });
    say({ t: 'answer', id: 1, ok: true, value: { enrolled: true } });
    await expect(asked).resolves.toEqual({ enrolled: true });
  });

  test('a call that waits when the host dies is refused in words, and a new one at once', async () => {
    open();
    const adding = bridge.call('basket.add', { variantId: 'a' });
    state('lost');
    await expect(adding).rejects.toMatchObject({ code: 'bridge.lost', kind: 'unavailable' });
    await expect(bridge.call('basket.clear', {})).rejects.toMatchObject({ code: 'bridge.lost' });
    open();
    expect(sent.filter((message) => message.t === 'call')).toHaveLength(1);
  });

  test('a payment that waits is asked again for the same basket, and a new one is refused at once', async () => {
    open();
    const paid = bridge.call('basket.payCash', { basketId: 'b', due: 1, given: 1 });
    state('lost');
    await expect(bridge.call('basket.payCash', { basketId: 'c', due: 1, given: 1 })).rejects.toMatchObject({
      code: 'bridge.lost',
    });
    open();
    const asked = sent.filter((message) => message.t === 'call');
    expect(asked).toHaveLength(2);
    expect(asked[1]).toEqual(asked[0]);
    say({ t: 'answer', id: 1, ok: true, value: { number: 'B1-7' } });
    await expect(paid).resolves.toEqual({ number: 'B1-7' });
  });

  test('a command that waits is asked again under its own id, so that it is done once', async () => {
    open();
    const done = bridge.mutate('register.moveCash', { amount: 1 });
    state('lost');
    open();
    const asked = sent.filter((message) => message.t === 'mutate');
    expect(asked).toHaveLength(2);
    expect(asked[1]).toEqual(asked[0]);
    expect(asked[0]).toMatchObject({ mutationId: 'id-1' });
    say({ t: 'answer', id: 1, ok: true, value: { mutationId: 'id-1' } });
    await expect(done).resolves.toEqual({ mutationId: 'id-1' });
  });

  test('a problem rejects with all that it says', async () => {
    open();
    const problem = { code: 'a.b', kind: 'refused', message: 'No.', details: { n: 1 } } as const;
    const asked = bridge.query('till.basket', {});
    say({ t: 'answer', id: 1, ok: false, problem });
    await expect(asked).rejects.toEqual(problem);
  });

  test('refused at the door, everything is refused with the reason and nothing is tried again', async () => {
    const asked = bridge.query('session.state', {});
    state('open');
    say({ t: 'refused', reason: 'Used already.' });
    await expect(asked).rejects.toMatchObject({ code: 'bridge.refused', message: 'Used already.' });
    await expect(bridge.query('till.basket', {})).rejects.toMatchObject({ code: 'bridge.refused' });
    expect({ closed, session, connection: bridge.connection }).toEqual({
      closed: true,
      session: null,
      connection: 'lost',
    });
  });

  test('tells of tables, of the line and of sync, the last sync also to who comes late', () => {
    const heard: unknown[] = [];
    bridge.onConnection((now) => heard.push(now));
    const stop = bridge.onChanged((tables) => heard.push(tables));
    open();
    say({ t: 'changed', tables: ['orders'] });
    stop();
    say({ t: 'changed', tables: ['prices'] });
    const status = { state: 'synced' } as never;
    say({ t: 'sync', status });
    bridge.onSync((now) => heard.push(now));
    state('lost');
    expect(heard).toEqual(['open', ['orders'], status, 'lost']);
  });
});
