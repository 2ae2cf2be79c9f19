import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Sent, type ShopApi, ShopError } from './api.ts';
import { SignIn } from './sign-in.ts';

/** A shop whose refresh tokens are good once, as the cloud's are: one that comes twice ends all of its sign-in. */
class FakeTokens {
  current = 0;
  over = false;
  asked: string[] = [];
  away = false;

  tokens() {
    return { access_token: `a${this.current}`, refresh_token: `r${this.current}`, expires_in: 600 };
  }

  async ask(path: string, { headers = {}, body }: Sent = {}): Promise<unknown> {
    const of = headers['authorization'] ?? (body as { refresh_token?: string } | undefined)?.refresh_token ?? '';
    this.asked.push(`${path.split('/').at(-1)} ${of}`);
    await Promise.resolve();
    if (this.away) throw new ShopError('away');
    if (path.endsWith('/tokens')) {
      if (this.over || of !== `r${this.current}`) {
        this.over = true;
        throw refused();
      }
      this.current += 1;
      return this.tokens();
    }
    if (of.startsWith('Bearer ') && (this.over || of !== `Bearer a${this.current}`)) throw refused();
    return of;
  }
}

const refused = () => new ShopError('key', '', { status: 401, code: 'auth.token-expired', detail: '', details: {} });

let shop: FakeTokens;
let kept: Map<string, string>;
let heard: ((event: { key: string | null }) => void)[];
const SLOT = 'tillhouse-account:https://cloud.example|pk';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  shop = new FakeTokens();
  kept = new Map();
  heard = [];
  let turn: Promise<unknown> = Promise.resolve();
  for (const [name, value] of Object.entries({
    localStorage: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, text: string) => kept.set(key, text),
      removeItem: (key: string) => kept.delete(key),
    },
    addEventListener: (_type: string, listener: (typeof heard)[number]) => heard.push(listener),
    navigator: {
      locks: {
        request: (_name: string, work: () => Promise<unknown>) => {
          const mine = turn.then(work, work);
          turn = mine.catch(() => {});
          return mine;
        },
      },
    },
  }))
    vi.stubGlobal(name, value);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const tab = () =>
  new SignIn({ address: 'https://cloud.example', key: 'pk', ask: shop.ask.bind(shop) } as unknown as ShopApi);
const PATH = '/shop/v1/account';

test('tabs share a sign-in and take turns with its refresh token, which is good once', async () => {
  const [one, two] = [tab(), tab()];
  one.take(shop.tokens());
  for (const listener of heard) listener({ key: SLOT });
  expect([one.in, two.in]).toEqual([true, true]);
  vi.setSystemTime(1_000_000 + 600_000);
  const answers = await Promise.all([one.ask(PATH), two.ask(PATH), one.ask(PATH), two.ask(PATH)]);
  expect(answers).toEqual(Array(4).fill('Bearer a1'));
  expect(shop.asked.filter((each) => each.startsWith('tokens'))).toEqual(['tokens r0']);
});

test('one that was ended elsewhere is over here too; a line that is cut ends nothing', async () => {
  const mine = tab();
  mine.take(shop.tokens());
  shop.away = true;
  vi.setSystemTime(1_000_000 + 600_000);
  await expect(mine.ask(PATH)).rejects.toMatchObject({ problem: 'away' });
  expect(mine.in).toBe(true);
  shop.away = false;
  shop.over = true;
  const told = vi.fn();
  mine.onChange(told);
  await expect(mine.ask(PATH)).rejects.toMatchObject({ problem: 'key' });
  expect([mine.in, told.mock.calls.length, kept.size]).toEqual([false, 1, 0]);
  // A guest goes on buying.
  expect(await mine.known.ask(PATH)).toBe('');
});

test('a token that the shop refuses before its time is renewed once, and the request is sent again', async () => {
  const mine = tab();
  mine.take(shop.tokens());
  shop.current = 5;
  kept.set(SLOT, JSON.stringify({ access: 'a0', refresh: 'r5', until: Date.now() + 500_000 }));
  expect(await mine.ask(PATH)).toBe('Bearer a6');
  expect(shop.asked).toEqual(['account Bearer a0', 'tokens r5', 'account Bearer a6']);
});

test('signing out tells the shop, and leaves neither a token nor a checkout in the browser', async () => {
  const mine = tab();
  mine.take(shop.tokens());
  kept.set('tillhouse-checkout:https://cloud.example|pk:open', '{}');
  await mine.end();
  expect([mine.in, kept.size, shop.asked]).toEqual([false, 0, ['sign-out r0']]);
});
