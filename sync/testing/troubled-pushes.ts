import type { Chance } from './seeded-chance.ts';

type Fate = 'busy' | 'cut' | 'twice' | 'well';
export type Met = Record<Fate, number>;

/**
 * A line to a cloud that has too much to do: some pushes are answered by 503 and when to come again, some answers are cut off
 * after the cloud committed, some requests arrive twice, beside each other, and either answer may be the one that is heard.
 * Of four pushes one is each of these, in an order of chance. @param met counts them
 */
export function troubledPushes(chance: Chance, met: Met): (send: () => Promise<Response>) => Promise<Response> {
  let coming: Fate[] = [];
  return async (send) => {
    if (coming.length === 0) coming = ['busy', 'cut', 'twice', 'well'];
    const fate = coming.splice(chance.int(coming.length), 1)[0] as Fate;
    met[fate] += 1;
    if (fate === 'busy')
      return new Response('{"code":"service.busy"}', { status: 503, headers: { 'retry-after': '1' } });
    if (fate === 'cut') {
      await (await send()).arrayBuffer();
      throw new TypeError('the line was cut before the answer came');
    }
    if (fate === 'well') return send();
    const heard = chance.int(2);
    const answers = await Promise.all([send(), send()]);
    return answers[heard] as Response;
  };
}
