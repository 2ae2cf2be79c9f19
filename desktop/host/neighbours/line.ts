import type { TLSSocket } from 'node:tls';
import { type Message, message } from './note.ts';

/** Of one message; a batch of notes with long baskets stays far below. */
const LONGEST = 16 * 1024 * 1024;
/** Before it has shown who it is, nobody gets to say much. */
const LONGEST_HELLO = 64 * 1024;
/** Whoever is silent for so long is gone: a plug that was pulled says no goodbye. */
const SILENT_MS = 9_000;
const PING_MS = 3_000;

export interface Line {
  readonly socket: TLSSocket;
  send(said: Message): void;
  close(): void;
}

export interface Hearing {
  /** Whether the other side has shown who it is */
  readonly known: () => boolean;
  readonly onMessage: (said: Message) => void;
  readonly onClose: () => void;
}

/** Messages over one encrypted line, a line of JSON each. What is none of them ends it. */
export function openLine(socket: TLSSocket, { known, onMessage, onClose }: Hearing): Line {
  let kept = '';
  let closed = false;
  let heardAt = performance.now();
  const send = (said: Message): void => {
    if (!closed) socket.write(`${JSON.stringify(said)}\n`);
  };
  const ping = setInterval(() => {
    if (performance.now() - heardAt > SILENT_MS) return close();
    if (known()) send({ t: 'ping' });
  }, PING_MS);
  ping.unref();
  function close(): void {
    if (closed) return;
    closed = true;
    clearInterval(ping);
    socket.destroy();
    onClose();
  }
  socket.setEncoding('utf8');
  socket.setNoDelay(true);
  socket.on('error', close);
  socket.on('close', close);
  socket.on('data', (text: string) => {
    heardAt = performance.now();
    kept += text;
    if (kept.length > (known() ? LONGEST : LONGEST_HELLO)) return close();
    const lines = kept.split('\n');
    kept = lines.pop() ?? '';
    for (const line of lines) {
      if (closed) return;
      const said = messageOf(line);
      if (said) onMessage(said);
      else close();
    }
  });
  return { socket, send, close };
}

function messageOf(line: string): Message | undefined {
  try {
    return message.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
