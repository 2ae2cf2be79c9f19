import * as z from 'zod/mini';
import { pushMalformed } from '../protocol/errors.ts';
import { pushedMutation, pushRequest, type PushedMutation } from '../protocol/push.ts';

/** One mutation of a batch; without `mutation` it is malformed and goes to quarantine whole. */
export interface Entry {
  readonly seq: number;
  readonly id: string;
  readonly name: string;
  readonly mutation: PushedMutation | null;
  readonly problem: string;
  readonly payload: unknown;
}

/** The least of a mutation that can be acknowledged: without counter and id there is nothing to answer to. */
const head = z.object({
  seq: z.number().check(z.int(), z.positive()),
  id: z.uuid(),
  name: z.catch(z.string(), 'unknown'),
});

const words = (error: z.core.$ZodError) =>
  error.issues.slice(0, 5).map((issue) => `${issue.path.join('.')}: ${issue.message}`);

/** Reads the body of a push. @throws `sync.malformed-push` when even counters and ids cannot be read. */
export function readPush(body: unknown): { clientId: string; entries: Entry[] } {
  const request = z.safeParse(pushRequest, body);
  if (!request.success) throw pushMalformed({ problems: words(request.error) });
  const entries = request.data.mutations.map((payload): Entry => {
    const start = z.safeParse(head, payload);
    if (!start.success) throw pushMalformed({ problems: words(start.error) });
    const { seq, id, name } = start.data;
    const parsed = z.safeParse(pushedMutation, payload);
    const mutation = parsed.success ? ({ ...parsed.data, id: id.toLowerCase() } as PushedMutation) : null;
    const problem = parsed.success ? '' : words(parsed.error).join('; ');
    return { seq, id: id.toLowerCase(), name, mutation, problem, payload };
  });
  return { clientId: request.data.clientId.toLowerCase(), entries };
}
