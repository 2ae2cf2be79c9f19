import { setTimeout as sleep } from 'node:timers/promises';
import { FewAtOnce } from '@tillhouse/sync/client/few-at-once.ts';
import { HeldNews } from '@tillhouse/sync/client/news.ts';
import type { FollowedShape } from '@tillhouse/sync/protocol/news.ts';
import { marksOf } from './arrivals.ts';
import { type Answer, desksLine, type Line } from './desks-line.ts';

/**
 * Desks without a file, in a process of their own: each follows the shapes of a desk as the client of the desk does, by
 * the same held request for all of them, and tells when a marked row arrives. Told by its parent what to follow.
 */
export interface RawDesk {
  readonly tenant: number;
  readonly shapes: readonly Pick<FollowedShape, 'table' | 'month'>[];
}

export interface RawDesksTask {
  readonly url: string;
  readonly desks: readonly RawDesk[];
  /** In the order of the desks */
  readonly tokens: readonly string[];
}

/** In the place of those before */
export interface NewTokens {
  readonly tokens: readonly string[];
}

export type RawDesksSaid =
  | { readonly t: 'following'; readonly desks: number }
  | { readonly t: 'ready' }
  /**
   * A row with a mark arrived at one desk, by its place among the desks; milliseconds of the wall clock, which all
   * processes of a machine share
   */
  | { readonly t: 'seen'; readonly desk: number; readonly mark: string; readonly at: number }
  /** A desk was refused its held request and waits */
  | { readonly t: 'refused'; readonly why: string }
  | { readonly t: 'failed'; readonly reason: string };

/** Desks that begin at the same time: the bench measures a crowd that is there, not its arrival. */
const BEGIN_AT_ONCE = 8;
/** Of one desk, as its client has it */
const AT_ONCE = 6;
const say = (message: RawDesksSaid) => process.send?.(message);

/** One shape from its beginning to up to date, and again whenever it has to be asked itself. */
async function read(line: Line, shape: RawDesk['shapes'][number], from: FollowedShape | null) {
  let place: { offset: string; handle?: string } = from ?? { offset: '-1' };
  for (const bodies: string[] = []; ; ) {
    const asked = new URLSearchParams({ table: shape.table, replica: 'full', offset: place.offset });
    if (shape.month) asked.set('month', shape.month);
    if (place.handle) asked.set('handle', place.handle);
    const answer: Answer = await line.get(`/sync/v1/shape?${asked}`);
    if (answer.status === 409) {
      place = { offset: '-1' };
      continue;
    }
    if (answer.status === 503 || answer.status === 429) {
      await sleep(1_000 + Math.random() * 4_000);
      continue;
    }
    if (answer.status !== 200) throw new Error(`${shape.table}: HTTP ${answer.status} ${answer.body.slice(0, 200)}`);
    bodies.push(answer.body);
    const [offset, handle] = [answer.headers.get('electric-offset'), answer.headers.get('electric-handle')];
    if (offset === null || handle === null) throw new Error(`${shape.table}: an answer without its place`);
    place = { offset, handle };
    if (answer.headers.get('electric-up-to-date') !== null) return { place: { ...shape, offset, handle }, bodies };
  }
}

let tokens: readonly string[] = [];

function follow(task: RawDesksTask, desk: RawDesk, at: number): Promise<void> {
  const line = desksLine(task.url, () => tokens[at] ?? '');
  const news = new HeldNews({
    cloudUrl: task.url,
    headers: async () => ({}),
    fetch: line.fetch as never,
    platform: { sleep: (milliseconds) => sleep(milliseconds), random: Math.random },
    onLine: () => {},
  });
  const few = new FewAtOnce(AT_ONCE);
  const look = (messages: readonly unknown[]) => {
    const heardAt = performance.timeOrigin + performance.now();
    for (const mark of marksOf(messages)) say({ t: 'seen', desk: at, mark, at: heardAt });
  };
  const one = async (shape: RawDesk['shapes'][number], onUpToDate: () => void): Promise<void> => {
    let { place } = await few.run(() => read(line, shape, null));
    for (onUpToDate(); ; ) {
      const heard = await news.listen(place, () => {}).heard;
      if (heard.kind === 'told') {
        place = { ...place, offset: heard.offset };
        look(heard.messages);
      } else if (heard.kind === 'none') {
        // A real desk holds each shape by itself meanwhile; here it is as if it heard nothing, which the figure shows.
        say({ t: 'refused', why: line.refusal() });
        await sleep(1_000);
      } else {
        const again = await few.run(() => read(line, shape, place));
        place = again.place;
        for (const body of again.bodies) look(JSON.parse(body) as unknown[]);
      }
    }
  };
  let left = desk.shapes.length;
  return new Promise((begun, failed) => {
    for (const shape of desk.shapes) {
      one(shape, () => {
        left -= 1;
        if (left === 0) begun();
      }).catch(failed);
    }
  });
}

process.on('message', (task: RawDesksTask | NewTokens) => {
  tokens = task.tokens;
  if (!('desks' in task)) return;
  const few = new FewAtOnce(BEGIN_AT_ONCE);
  let following = 0;
  const begin = (desk: RawDesk, at: number) =>
    few.run(async () => {
      await follow(task, desk, at);
      following += 1;
      if (following % 100 === 0) say({ t: 'following', desks: following });
    });
  Promise.all(task.desks.map(begin)).then(
    () => say({ t: 'ready' }),
    (error: unknown) => say({ t: 'failed', reason: error instanceof Error ? (error.stack ?? '') : String(error) }),
  );
});
process.on('disconnect', () => process.exit());
