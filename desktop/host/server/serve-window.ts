import type * as z from 'zod';
import type { FromHost } from '../../bridge/contract.ts';
import { runCommand } from '../commands/run-command.ts';
import type { Call } from '../define-call.ts';
import type { Host } from '../host.ts';
import { HostProblem, toBridgeProblem } from '../problem.ts';
import { answerQuery, isHeavy } from '../queries/answer-query.ts';
import { readEnrolment } from '../session/desk-state.ts';
import { personAt } from '../session/people.ts';
import { refuseInTraining } from '../session/training.ts';
import { type WindowSession, windowOf } from '../session/windows.ts';
import { calls } from './calls.ts';
import type { toHost } from './envelope.ts';

type Asked = Exclude<z.infer<typeof toHost>, { t: 'hello' }>;
type AnyCall = Call<unknown, unknown>;

async function answer(host: Host, window: WindowSession, asked: Asked): Promise<unknown> {
  if (asked.t !== 'query') refuseInTraining(host, window, asked);
  if (asked.t === 'mutate') {
    const mutationId = asked.mutationId ?? host.newId();
    await runCommand(host, window, { name: asked.name, args: asked.args, mutationId }, asked.approval);
    return { mutationId };
  }
  if (asked.t === 'call') {
    const found = Object.hasOwn(calls, asked.name) ? (calls as Record<string, AnyCall>)[asked.name] : undefined;
    if (!found)
      throw new HostProblem(
        'desk.unknown-call',
        'invalid',
        `This desk does not know ${asked.name}. Nothing was changed.`,
      );
    const args = found.args.safeParse(asked.args);
    if (!args.success) {
      const issue = args.error.issues[0];
      const where = issue?.path.join('.') ?? '';
      throw new HostProblem(
        'desk.invalid-call',
        'invalid',
        `${asked.name} was not understood: ${where} ${issue?.message ?? ''}. Nothing was changed.`,
      );
    }
    return found.run(host, window, args.data);
  }
  const fresh = windowOf(host.desk, window.tokenHash, host.now()) ?? window;
  const person = readEnrolment(host.desk.reader) ? personAt(host.desk.reader, fresh, host.lease) : undefined;
  const asking = {
    now: host.now(),
    window: fresh,
    person: person ?? null,
    device: host.device(),
    lease: host.lease.now(),
    neighbours: host.neighbours.shown,
  };
  const question = { name: asked.name, params: asked.params, asking };
  return isHeavy(asked.name) ? host.reports.ask(question) : answerQuery(host.desk.reader, question);
}

/** Answers one message of a window. Never throws: what goes wrong is an answer too. */
export async function serveWindow(host: Host, window: WindowSession, asked: Asked): Promise<FromHost> {
  try {
    return { t: 'answer', id: asked.id, ok: true, value: (await answer(host, window, asked)) ?? null };
  } catch (error) {
    const bug = (id: string, what: unknown) =>
      host.log(`bug ${id} in ${asked.t} ${asked.name}: ${what instanceof Error ? what.stack : String(what)}`);
    return { t: 'answer', id: asked.id, ok: false, problem: toBridgeProblem(error, bug, host.newId) };
  }
}
