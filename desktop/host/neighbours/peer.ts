import type { TLSSocket } from 'node:tls';
import type { Host } from '../host.ts';
import { readEnrolment } from '../session/desk-state.ts';
import { Exchange } from './exchange.ts';
import { heardOf, keepNotes } from './keep-notes.ts';
import { type Line, openLine } from './line.ts';
import type { Claim, Claimed, Hello, Message, Note, Ready, Release, Till } from './note.ts';
import { isStillOurs, proofText, type Refused, refusalOf } from './who.ts';

/** Before it is known who it is, nobody stays longer than this. */
const HELLO_MS = 5_000;
/** Clocks differ, and what was told twice is one: a desk asks for somewhat more than it lacks. */
const BEFORE_MS = 86_400_000;

/** What a desk says first on a line, and what it does with what it hears there. */
export interface PeerHost {
  readonly host: Pick<Host, 'desk' | 'sign' | 'now'>;
  readonly since: number;
  readonly port: () => number | null;
  readonly onKnown: (peer: Peer) => void;
  readonly onRefused: (why: Refused | 'silent' | 'protocol', hello: Hello | null) => void;
  readonly onNotes: (notes: readonly Note[], from: Peer) => void;
  readonly onHere: (peer: Peer) => void;
  readonly onClaim: (claim: Claim) => Promise<Omit<Claimed, 't' | 'ask'> | null>;
  readonly onRelease: (release: Release) => Promise<void>;
  readonly onGone: (peer: Peer) => void;
  readonly onFault: (error: unknown) => void;
}

/** Another desk at the other end of a line. */
export class Peer {
  readonly #of: PeerHost;
  readonly #line: Line;
  readonly #asks = new Map<string, (said: Claimed | null) => void>();
  #hello: Hello | null = null;
  #ready: Ready | null = null;
  #exchange: Exchange | null = null;
  #work: Promise<void> = Promise.resolve();
  /** Desks that are reached through it */
  tills: readonly Till[] = [];
  /** Where it was called, or where it calls from */
  readonly remote: { readonly host: string; readonly calledAt: string | null };
  #toldHere = '';

  constructor(of: PeerHost, socket: TLSSocket, calledAt: string | null) {
    this.#of = of;
    this.remote = { host: socket.remoteAddress?.replace(/^::ffff:/, '') ?? '', calledAt };
    this.#line = openLine(socket, {
      known: () => this.#ready !== null,
      onMessage: (said) => this.#hear(said),
      onClose: () => this.#closed(),
    });
    const waiting = setTimeout(() => this.#ready ?? this.#refuse('silent', this.#hello), HELLO_MS);
    waiting.unref();
    socket.once('close', () => clearTimeout(waiting));
    this.#greet(socket);
  }

  get deviceId(): string {
    return this.#hello?.deviceId ?? '';
  }

  get ready(): Ready | null {
    return this.#ready;
  }

  #greet(socket: TLSSocket): void {
    const { host } = this.#of;
    const own = readEnrolment(host.desk.reader);
    if (!own) {
      this.close();
      return;
    }
    const { deviceId } = own;
    this.#line.send({ t: 'hello', protocol: 1, deviceId, proof: host.sign(proofText(socket, deviceId)) });
  }

  #welcome(): void {
    const { host, since, port } = this.#of;
    const own = readEnrolment(host.desk.reader);
    const synced = host.desk.reader.get<{ at: number | null }>(
      "SELECT CAST(value AS INTEGER) AS at FROM sync_meta WHERE name = 'last_synced_at'",
    );
    this.#line.send({
      ...{ t: 'ready', name: own?.deviceName ?? '', since, port: port() },
      heard: heardOf(host.desk.reader),
      from: (synced?.at ?? own?.enrolledAt ?? 0) - BEFORE_MS,
    });
  }

  #hear(said: Message): void {
    if (this.#hello === null) {
      if (said.t === 'hello') this.#know(said);
      else this.#refuse('protocol', null);
      return;
    }
    if (this.#ready === null) {
      if (said.t === 'ready') this.#begin(this.#hello, said);
      else this.#refuse('protocol', this.#hello);
      return;
    }
    switch (said.t) {
      case 'notes':
        this.#inTurn(() => this.#keep(said.notes));
        return;
      case 'got':
        this.#exchange?.got(said.heard);
        return;
      case 'here':
        this.tills = said.tills;
        this.#of.onHere(this);
        return;
      case 'claim':
        this.#inTurn(() => this.#answer(said));
        return;
      case 'claimed':
        this.#asks.get(said.ask)?.(said);
        return;
      case 'release':
        this.#inTurn(() => this.#of.onRelease(said));
        return;
      case 'ping':
        return;
      case 'hello':
      case 'ready':
        this.close();
    }
  }

  #know(hello: Hello): void {
    const { host } = this.#of;
    const refused = refusalOf(host.desk.reader, this.#line.socket, hello);
    if (refused) {
      this.#refuse(refused, hello);
      return;
    }
    this.#hello = hello;
    this.#welcome();
  }

  /** Both have shown who they are. */
  #begin(hello: Hello, ready: Ready): void {
    const { host, onKnown } = this.#of;
    this.#ready = ready;
    const own = readEnrolment(host.desk.reader);
    const places = host.desk.reader.get<{ ids: string }>('SELECT location_ids AS ids FROM devices WHERE id = ?', [
      hello.deviceId,
    ]);
    this.#exchange = new Exchange({
      ...{ reader: host.desk.reader, self: own?.deviceId ?? '', peerId: hello.deviceId, ready },
      locationIds: JSON.parse(places?.ids ?? '[]') as string[],
      send: (notes) => this.#line.send({ t: 'notes', notes: [...notes] }),
    });
    onKnown(this);
    this.tell();
  }

  #refuse(why: Parameters<PeerHost['onRefused']>[0], hello: Hello | null): void {
    this.#of.onRefused(why, hello);
    this.close();
  }

  #inTurn(work: () => Promise<void>): void {
    this.#work = this.#work.then(work).catch((error: unknown) => {
      this.#of.onFault(error);
      this.close();
    });
  }

  async #keep(notes: readonly Note[]): Promise<void> {
    const { host, onNotes } = this.#of;
    const self = readEnrolment(host.desk.reader)?.deviceId;
    const fresh = await keepNotes(
      host.desk,
      notes.filter(({ origin }) => origin !== self),
      host.now(),
    );
    const heard: Record<string, number> = {};
    for (const { origin, seq } of notes) heard[origin] = Math.max(heard[origin] ?? 0, seq);
    this.#line.send({ t: 'got', heard });
    if (fresh.length > 0) onNotes(fresh, this);
  }

  async #answer({ ask, ...claim }: Claim): Promise<void> {
    const decided = await this.#of.onClaim({ ...claim, ask });
    // Whoever decides cannot be asked just now: who asked goes on without an answer.
    if (decided) this.#line.send({ t: 'claimed', ask, ...decided });
  }

  /** All that it has not heard yet. */
  tell(): void {
    this.#exchange?.go();
  }

  here(tills: readonly Till[]): void {
    const text = JSON.stringify(tills);
    if (text === this.#toldHere) return;
    this.#toldHere = text;
    this.#line.send({ t: 'here', tills: [...tills] });
  }

  release(said: Release): void {
    this.#line.send(said);
  }

  /** Null where no answer comes in time. */
  claim(asked: Claim, within: number): Promise<Claimed | null> {
    return new Promise((resolve) => {
      const done = (said: Claimed | null) => {
        clearTimeout(late);
        this.#asks.delete(asked.ask);
        resolve(said);
      };
      const late = setTimeout(() => done(null), within);
      this.#asks.set(asked.ask, done);
      this.#line.send(asked);
    });
  }

  /** The cloud may have said meanwhile that it is none of ours any more. */
  stillKnown(): boolean {
    return this.#hello === null || isStillOurs(this.#of.host.desk.reader, this.#hello.deviceId);
  }

  close(): void {
    this.#line.close();
  }

  /** Resolves when nothing that it said is being written any more. */
  quiet(): Promise<void> {
    return this.#work;
  }

  #closed(): void {
    for (const done of [...this.#asks.values()]) done(null);
    this.#of.onGone(this);
  }
}
