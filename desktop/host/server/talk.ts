import type { FromHost } from '../../bridge/contract.ts';
import type { Host } from '../host.ts';
import { readEnrolment } from '../session/desk-state.ts';
import { openWindow, resumeWindow, type WindowSession } from '../session/windows.ts';
import { toHost } from './envelope.ts';
import { serveWindow } from './serve-window.ts';
import type { OpenWindows } from './windows-open.ts';

/** A connection of one window, whatever carries it. */
export interface Pipe {
  send(text: string): void;
  close(reason: string): void;
  onMessage(hear: (text: string) => void): void;
  onClose(gone: () => void): void;
}

const HELLO_WITHIN_MS = 10_000;
const refusal =
  'This address was used already or is too old. Nothing is lost: open a new address from the program that started Tillhouse.';

/** Whether a code opens a window; null for a carrier that only our own screens can hold, such as a MessagePort. */
export type Door = { take(code: string): boolean } | null;

/** The conversation with one window: first its code or session, then questions. */
export function talk(host: Host, windows: OpenWindows, door: Door, pipe: Pipe): void {
  let window: WindowSession | undefined;
  let greeted = false;
  let leave = () => {};
  const send = (message: FromHost) => pipe.send(JSON.stringify(message));
  const late = setTimeout(() => pipe.close('nothing was said'), HELLO_WITHIN_MS);
  pipe.onClose(() => {
    clearTimeout(late);
    leave();
  });
  pipe.onMessage(async (text) => {
    const said = parse(text);
    if (!said) return pipe.close('not understood');
    if (said.t !== 'hello') {
      if (!window) return pipe.close('say hello first');
      return send(await serveWindow(host, window, said));
    }
    if (greeted) return pipe.close('said hello twice');
    greeted = true;
    const opened = await enter(host, door, said);
    if (!opened) {
      send({ t: 'refused', reason: refusal });
      return pipe.close('refused');
    }
    clearTimeout(late);
    window = opened.session;
    send({ t: 'welcome', session: opened.token });
    leave = windows.add(send);
    send({ t: 'sync', status: host.sync.status() });
  });
}

function parse(text: string) {
  try {
    return toHost.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

async function enter(
  host: Host,
  door: Door,
  said: { code?: string | undefined; session?: string | undefined },
): Promise<{ token: string; session: WindowSession } | undefined> {
  if (said.session) {
    const session = await resumeWindow(host.desk, said.session, host.now());
    if (session) return { token: said.session, session };
  }
  if (door && !(said.code && door.take(said.code))) return undefined;
  const registerId = readEnrolment(host.desk.reader)?.profile.registerId ?? null;
  return openWindow(host.desk, registerId, host.now());
}
