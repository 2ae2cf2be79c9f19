import { request } from 'node:http';
import { FewAtOnce } from '@tillhouse/sync/client/few-at-once.ts';

/** Pages that show an order, in a process of their own: each holds the stream of its order and tells when it hears something. */
export interface OrderPage {
  readonly url: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** An address of the loopback net, so that a crowd is no single shopper */
  readonly from: string;
}

export type OrderPagesSaid =
  | { readonly t: 'open'; readonly pages: number; readonly refused: Readonly<Record<string, number>> }
  /** Milliseconds of the wall clock, which all processes of a machine share */
  | { readonly t: 'told'; readonly page: number; readonly at: number }
  /** Nobody ended it here. */
  | { readonly t: 'over'; readonly page: number };

export type OrderPagesTask = { readonly open: readonly OrderPage[] } | 'close';

const AT_ONCE = 32;
const say = (message: OrderPagesSaid) => process.send?.(message);

let pages = 0;
let closers: (() => void)[] = [];

/** Resolves once it is open. @returns the status that it was answered with */
function open({ url, path, headers, from }: OrderPage, page: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const asking = request(`${url}${path}`, { headers, localAddress: from, agent: false }, (answer) => {
      let ended = false;
      closers.push(() => {
        ended = true;
        asking.destroy();
      });
      answer.setEncoding('utf8');
      answer.on('data', (text: string) => {
        const at = performance.timeOrigin + performance.now();
        for (const line of text.split('\n')) if (line === 'event: order') say({ t: 'told', page, at });
      });
      answer.on('close', () => {
        if (!ended && answer.statusCode === 200) say({ t: 'over', page });
      });
      resolve(answer.statusCode ?? 0);
    });
    asking.on('error', reject);
    asking.end();
  });
}

process.on('message', async (task: OrderPagesTask) => {
  if (task === 'close') {
    for (const close of closers) close();
    closers = [];
    pages = 0;
    return;
  }
  const few = new FewAtOnce(AT_ONCE);
  const from = pages;
  pages += task.open.length;
  const answers = await Promise.all(task.open.map((page, at) => few.run(() => open(page, from + at))));
  const refused: Record<string, number> = {};
  for (const status of answers) if (status !== 200) refused[status] = (refused[status] ?? 0) + 1;
  say({ t: 'open', pages, refused });
});
process.on('disconnect', () => process.exit());
