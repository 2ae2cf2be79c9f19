import { Agent, type IncomingHttpHeaders, request } from 'node:http';

/**
 * Desks without a file, in a process of their own: each follows the shapes of a desk by long polls, as the client of the
 * desk does, and tells when a marked row arrives. Told by its parent what to follow; says how far it is.
 */
export interface RawDesk {
  readonly tenant: number;
  readonly token: string;
}

export interface RawDesksTask {
  readonly url: string;
  readonly tables: readonly string[];
  readonly desks: readonly RawDesk[];
}

export type RawDesksSaid =
  | { readonly t: 'ready' }
  /** A row with a mark arrived at one desk; milliseconds of the wall clock, which all processes of a machine share */
  | { readonly t: 'seen'; readonly tenant: number; readonly mark: string; readonly at: number }
  | { readonly t: 'failed'; readonly reason: string };

const MARK = /mark-\d+-\d+/g;
const say = (message: RawDesksSaid) => process.send?.(message);

interface Place {
  readonly offset: string;
  readonly handle?: string;
  readonly cursor?: string;
  readonly live: boolean;
}

function get(
  agent: Agent,
  url: string,
  token: string,
): Promise<{ status: number; headers: IncomingHttpHeaders; body: string }> {
  return new Promise((resolve, reject) => {
    const asking = request(url, { agent, headers: { authorization: `Bearer ${token}` } }, (answer) => {
      let body = '';
      answer.setEncoding('utf8');
      answer.on('data', (piece: string) => {
        body += piece;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
      answer.on('error', reject);
    });
    asking.on('error', reject);
    asking.end();
  });
}

async function follow(task: RawDesksTask, desk: RawDesk, table: string, onUpToDate: () => void): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  let place: Place = { offset: '-1', live: false };
  for (let told = false; ; ) {
    const asked = new URLSearchParams({ table, replica: 'full', offset: place.offset });
    if (place.handle) asked.set('handle', place.handle);
    if (place.live) asked.set('live', 'true');
    if (place.live && place.cursor) asked.set('cursor', place.cursor);
    const { status, headers, body } = await get(agent, `${task.url}/sync/v1/shape?${asked}`, desk.token);
    if (status === 409) {
      place = { offset: '-1', live: false };
      continue;
    }
    if (status !== 200 && status !== 204) throw new Error(`${table}: HTTP ${status} ${body.slice(0, 200)}`);
    const at = performance.timeOrigin + performance.now();
    if (told) for (const [mark] of body.matchAll(MARK)) say({ t: 'seen', tenant: desk.tenant, mark, at });
    const upToDate = headers['electric-up-to-date'] !== undefined || place.live;
    place = {
      offset: String(headers['electric-offset'] ?? place.offset),
      handle: String(headers['electric-handle'] ?? place.handle),
      ...(headers['electric-cursor'] === undefined ? {} : { cursor: String(headers['electric-cursor']) }),
      live: upToDate,
    };
    if (upToDate && !told) {
      told = true;
      onUpToDate();
    }
  }
}

process.on('message', (task: RawDesksTask) => {
  let missing = task.desks.length * task.tables.length;
  const onUpToDate = () => {
    missing -= 1;
    if (missing === 0) say({ t: 'ready' });
  };
  void (async () => {
    for (const desk of task.desks) {
      // One desk after the other begins: the bench measures a crowd that is there, not its arrival.
      await new Promise<void>((begun) => {
        let left = task.tables.length;
        for (const table of task.tables) {
          follow(task, desk, table, () => {
            onUpToDate();
            left -= 1;
            if (left === 0) begun();
          }).catch((error: unknown) => say({ t: 'failed', reason: String(error) }));
        }
      });
    }
  })();
});
process.on('disconnect', () => process.exit());
