import type { PushResult, PushTransport } from '../client/push-transport.ts';
import type { PushRequest } from '../protocol/push.ts';
import type { Power } from './power.ts';
import type { Chance } from './seeded-chance.ts';
import type { SimCloud } from './sim-cloud.ts';
import type { VirtualTime } from './virtual-time.ts';

/** How bad the line of a desk is: shares of requests, 0 to 1. */
export interface Weather {
  readonly lost: number;
  readonly unanswered: number;
  readonly doubled: number;
  readonly busy: number;
  /** Milliseconds that a way takes at most */
  readonly slow: number;
}

export const calm: Weather = { lost: 0, unanswered: 0, doubled: 0, busy: 0, slow: 80 };

/** What a desk's process is connected with; a partition outlives the process. */
export interface Line {
  weather: Weather;
  /** Virtual instant at which the line is whole again */
  cutUntil: number;
}

export interface LineOptions {
  readonly line: Line;
  readonly cloud: SimCloud;
  readonly deviceId: string;
  readonly power: Power;
  readonly time: VirtualTime;
  readonly chance: Chance;
  readonly say: (words: string) => void;
}

const lost: PushResult = { kind: 'later', afterMs: 0, reason: 'offline' };

/** Pushes of one process over its line: lost, unanswered, delayed past each other, doubled, turned away. */
export function pushOver(options: LineOptions): PushTransport {
  const { line, cloud, time, chance, power, say } = options;
  const way = (): number => 5 + chance.int(line.weather.slow);

  const arrive = async (body: string): Promise<PushResult> => {
    if (cloud.downUntil > time.now) return lost;
    return cloud.push(options.deviceId, JSON.parse(body) as PushRequest);
  };

  const send = (request: PushRequest): Promise<PushResult> =>
    new Promise((resolve, reject) => {
      power.point();
      const { weather } = line;
      const body = JSON.stringify(request);
      const back = (result: PushResult, after: number, words: string): void =>
        time.after(after, () => {
          if (!power.alive) return;
          say(`push of ${request.mutations.length}: ${words}`);
          resolve(result);
        });
      if (line.cutUntil > time.now) return back(lost, 1_000 + chance.int(4_000), 'no line');
      if (chance.often(weather.busy)) {
        return back({ kind: 'later', afterMs: chance.int(5_000), reason: 'busy' }, way(), 'the cloud is busy');
      }
      // The same bytes once more, perhaps long after the answer: a proxy that tries again by itself.
      if (chance.often(weather.doubled)) {
        time.after(way() + chance.int(chance.often(0.5) ? 500 : 40_000), () => void arrive(body).catch(reject));
      }
      if (chance.often(weather.lost)) return back(lost, 1_000 + chance.int(9_000), 'lost on its way');
      const unanswered = chance.often(weather.unanswered);
      time.after(way(), () => {
        arrive(body).then((result) => {
          if (unanswered || line.cutUntil > time.now)
            back(lost, 1_000 + chance.int(9_000), `${wordsOf(result)}, but nobody heard it`);
          else back(result, way(), wordsOf(result));
        }, reject);
      });
    });
  return { send };
}

function wordsOf(result: PushResult): string {
  if (result.kind === 'conflict') return result.code;
  if (result.kind !== 'answered') return result.kind;
  const { lsn, lastSeq, outcomes } = result.response;
  const not = outcomes.filter(({ status }) => status !== 'applied').map(({ seq, status }) => `${seq} ${status}`);
  return `answered to ${lastSeq} @${lsn}${not.length > 0 ? ` (${not.join(', ')})` : ''}`;
}
