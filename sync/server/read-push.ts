import * as z from 'zod/mini';
import { cloudTooOld, pushMalformed } from '../protocol/errors.ts';
import { contentIdOf } from '../protocol/content-id.ts';
import { MAX_DEPTH, pushedMutation, pushRequest, type PushedMutation } from '../protocol/push.ts';

/** One mutation of a batch; without `mutation` it is malformed and goes to quarantine whole. */
export interface Entry {
  readonly seq: number;
  readonly id: string;
  readonly name: string;
  readonly mutation: PushedMutation | null;
  readonly problem: string;
  readonly payload: unknown;
  /** Of name, version and arguments: the same again has the same */
  readonly contentId: string;
}

/** The least of a mutation that can be acknowledged: without counter and id there is nothing to answer to. */
const head = z.object({
  seq: z.number().check(z.int(), z.positive()),
  id: z.uuid(),
  name: z.catch(z.string(), 'unknown'),
});

const words = (error: z.core.$ZodError) =>
  error.issues.slice(0, 5).map((issue) => `${issue.path.join('.')}: ${issue.message}`);

/** Reads the body of a push. @throws `sync.malformed-push` when even counters and ids cannot be read, `sync.cloud-too-old` for a later protocol. */
export function readPush(body: unknown): { clientId: string; sentAt: number; entries: Entry[] } {
  if (isDeeper(body, MAX_DEPTH)) throw pushMalformed({ problems: ['it is nested too deep'] });
  const protocol = (body as { protocol?: unknown } | null)?.protocol;
  if (typeof protocol === 'number' && protocol > 1) throw cloudTooOld({ name: 'sync', version: protocol });
  const request = z.safeParse(pushRequest, body);
  if (!request.success) throw pushMalformed({ problems: words(request.error) });
  const entries = request.data.mutations.map((payload): Entry => {
    const start = z.safeParse(head, payload);
    if (!start.success) throw pushMalformed({ problems: words(start.error) });
    const { seq, id, name } = start.data;
    const parsed = z.safeParse(pushedMutation, payload);
    const mutation = parsed.success ? ({ ...parsed.data, id: id.toLowerCase() } as PushedMutation) : null;
    const problem = parsed.success ? '' : words(parsed.error).join('; ');
    return {
      seq,
      id: id.toLowerCase(),
      name: nameOf(name),
      mutation,
      problem,
      payload,
      contentId: contentIdOf(payload as Record<string, unknown>),
    };
  });
  return { clientId: request.data.clientId.toLowerCase(), sentAt: request.data.sentAt, entries };
}

/** Names are kept in a column of text, which takes neither NUL nor half surrogates. */
function nameOf(name: string): string {
  return name.replaceAll('\0', '').toWellFormed().slice(0, 200);
}

/** Looked at level by level, since a body of some megabytes may be nested deeper than functions can call each other. */
function isDeeper(value: unknown, levels: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > levels) return true;
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
  }
  return false;
}
