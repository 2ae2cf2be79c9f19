import { expect, test } from 'vitest';
import { AnswerCache, type CachedAnswer, serialise } from './answer-cache.ts';

const page = (...ids: string[]) => serialise({ ids }, ids);
const put = (cache: AnswerCache, tenant: string, key: string, answer = page()) =>
  cache.answer(tenant, key, async () => answer);

test('a change of price or stock takes out the answers that show it, and no others', async () => {
  const cache = new AnswerCache();
  await put(cache, 't', 'one', page('a', 'b'));
  await put(cache, 't', 'two', page('c'));
  await put(cache, 'other', 'one', page('a'));
  cache.dropVariants('t', ['a', 'nobody shows it']);
  expect(cache.get('t', 'one')).toBeUndefined();
  expect(cache.get('t', 'two')).toBeDefined();
  expect(cache.get('other', 'one')).toBeDefined();
});

test('a change of the catalogue takes out all of the tenant', async () => {
  const cache = new AnswerCache();
  await put(cache, 't', 'one');
  await put(cache, 't', 'two', page('a'));
  await put(cache, 'other', 'one');
  cache.dropTenant('t');
  expect([cache.get('t', 'one'), cache.get('t', 'two')]).toEqual([undefined, undefined]);
  expect(cache.get('other', 'one')).toBeDefined();
});

test('an answer is kept unless what it shows changed while it was read', async () => {
  const cache = new AnswerCache();
  const reading = async (key: string, answer: CachedAnswer, meanwhile: () => void) => {
    const read = Promise.withResolvers<CachedAnswer>();
    const asked = cache.answer('t', key, () => read.promise);
    meanwhile();
    read.resolve(answer);
    expect(await asked).toBe(answer);
    return cache.get('t', key) !== undefined;
  };
  expect(await reading('its own', page('a'), () => cache.dropVariants('t', ['a']))).toBe(false);
  expect(await reading('another', page('a'), () => cache.dropVariants('t', ['b']))).toBe(true);
  expect(await reading('the list', page('c'), () => cache.dropTenant('t'))).toBe(false);
  expect(await reading('elsewhere', page('c'), () => cache.dropTenant('other'))).toBe(true);
});

test('many who ask for one answer read it once, but nobody joins a reading from before a change', async () => {
  const cache = new AnswerCache();
  const reads: PromiseWithResolvers<CachedAnswer>[] = [];
  const ask = () =>
    cache.answer('t', 'one', () => {
      const read = Promise.withResolvers<CachedAnswer>();
      reads.push(read);
      return read.promise;
    });
  const early = [ask(), ask(), ask()];
  expect(reads).toHaveLength(1);
  cache.dropVariants('t', ['x']);
  const late = ask();
  expect(reads).toHaveLength(2);
  reads[0]?.resolve(page('old'));
  reads[1]?.resolve(page('new'));
  expect((await Promise.all(early)).map(({ variantIds }) => variantIds[0])).toEqual(['old', 'old', 'old']);
  expect((await late).variantIds).toEqual(['new']);
});

test('a reading that fails is told to all who wait, and the next one reads again', async () => {
  const cache = new AnswerCache();
  const failing = () => cache.answer('t', 'one', () => Promise.reject(new Error('the database is away')));
  const both = await Promise.allSettled([failing(), failing()]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await put(cache, 't', 'one', page('a'));
  expect(cache.get('t', 'one')).toBeDefined();
});

test('nothing is kept for longer than a minute, and nothing at all where no events arrive', async () => {
  let now = 0;
  const cache = new AnswerCache(() => now);
  await put(cache, 't', 'one', page('a'));
  now = 59_999;
  expect(cache.get('t', 'one')).toBeDefined();
  now = 60_000;
  expect(cache.get('t', 'one')).toBeUndefined();
  const deaf = new AnswerCache(() => now, 0);
  await put(deaf, 't', 'one', page('a'));
  expect(deaf.get('t', 'one')).toBeUndefined();
});

test('what nobody asked for since leaves first when the memory given to answers is full', async () => {
  const one = page('a');
  const cache = new AnswerCache(() => 0, 1_000, one.body.length * 3);
  for (const key of ['first', 'second', 'third', 'fourth']) await put(cache, 't', key, one);
  expect(cache.get('t', 'first')).toBeUndefined();
  cache.get('t', 'second');
  await put(cache, 't', 'fifth', one);
  const all = ['second', 'third', 'fourth', 'fifth'];
  expect(all.filter((key) => cache.get('t', key) !== undefined)).toEqual(['second', 'fourth', 'fifth']);
});

test('of several only those are read that are neither kept nor on their way', async () => {
  const cache = new AnswerCache();
  const reads: { keys: readonly string[]; give: PromiseWithResolvers<ReadonlyMap<string, CachedAnswer>> }[] = [];
  const ask = (...keys: string[]) =>
    cache.answers('t', keys, (missing) => {
      const give = Promise.withResolvers<ReadonlyMap<string, CachedAnswer>>();
      reads.push({ keys: missing, give });
      return give.promise;
    });
  await put(cache, 't', 'a', page('a'));
  const [first, second] = [ask('b', 'a', 'c'), ask('c', 'd', 'a')];
  expect(reads.map(({ keys }) => keys)).toEqual([['b', 'c'], ['d']]);
  reads[0]?.give.resolve(
    new Map([
      ['b', page('b')],
      ['c', page('c')],
    ]),
  );
  // Changed while it was read: told to who asked, and not kept.
  cache.dropVariants('t', ['d']);
  reads[1]?.give.resolve(new Map([['d', page('d')]]));
  const shown = (answers: readonly CachedAnswer[]) => answers.map(({ variantIds }) => variantIds[0]);
  expect([shown(await first), shown(await second)]).toEqual([
    ['b', 'a', 'c'],
    ['c', 'd', 'a'],
  ]);
  expect(['a', 'b', 'c', 'd'].map((key) => cache.get('t', key) !== undefined)).toEqual([true, true, true, false]);
});

test('where several cannot be read, whoever asked is told and the next one reads again', async () => {
  const cache = new AnswerCache();
  const away = cache.answers('t', ['a'], () => Promise.reject(new Error('the database is away')));
  await expect(away).rejects.toThrow('the database is away');
  await expect(cache.answers('t', ['a'], async () => new Map())).rejects.toThrow('nothing was read');
  expect(await cache.answers('t', ['a'], async () => new Map([['a', page('a')]]))).toHaveLength(1);
});

test('what is made of others is kept no longer than they are', async () => {
  let now = 0;
  const cache = new AnswerCache(() => now);
  await put(cache, 't', 'piece', page('a'));
  now = 50_000;
  const piece = cache.get('t', 'piece');
  await put(cache, 't', 'list', { ...page('a'), ...(piece?.until !== undefined && { until: piece.until }) });
  now = 59_999;
  expect(cache.get('t', 'list')).toBeDefined();
  now = 60_000;
  expect(cache.get('t', 'list')).toBeUndefined();
});
