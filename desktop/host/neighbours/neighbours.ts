import type { Server } from 'node:tls';
import type { NeighbourState } from '../../bridge/neighbour-views.ts';
import type { Host } from '../host.ts';
import { readEnrolment } from '../session/desk-state.ts';
import { type Calling, callOut } from './call.ts';
import { Dialled } from './dialled.ts';
import { better, relayOf } from './elect.ts';
import { keepKeyFresh, type KeyKeeper } from './key-of-shop.ts';
import { LetGo } from './let-go.ts';
import { decideClaim, releaseClaim } from './claims.ts';
import type { Claim, Claimed, Release, Till } from './note.ts';
import { Peer, type PeerHost } from './peer.ts';
import { listen, serveSecure, tagOf } from './secure.ts';
import { shownTills, tillOf, tillsHere } from './tills.ts';
import { addressOf, lanKeys, type NeighbourOptions, readSettings, textOf } from './settings.ts';

/** How long whoever takes a parked basket up waits for the word of the one that decides. */
const CLAIM_MS = 3_000;
/** The receipt first, then the others. */
const WAKE_MS = 15;

/** The desks of this location on the same network: who is here, who relays, and what they tell each other. */
export class Neighbours {
  readonly #host: Omit<Host, 'neighbours'>;
  readonly #options: Required<NeighbourOptions>;
  readonly #keys: KeyKeeper;
  readonly #letGo: LetGo;
  readonly #peers = new Map<string, Peer>();
  readonly #open = new Set<Peer>();
  /** Where each desk listens, as far as this one has heard, whether it is there or not */
  readonly #called = new Map<string, { readonly deviceId: string; readonly address: string }>();
  #server: Server | null = null;
  #port: number | null = null;
  #calling: Calling | null = null;
  #dialled: Dialled | null = null;
  #timer: NodeJS.Timeout | undefined;
  #waking: NodeJS.Timeout | undefined;
  #beginning: Promise<void> = Promise.resolve();
  #problem: NeighbourState['problem'] = null;
  #refused: NeighbourState['refused'] = null;
  #since = 0;
  #shown: NeighbourState | null = null;

  constructor(host: Omit<Host, 'neighbours'>, options: NeighbourOptions = {}) {
    this.#host = host;
    this.#options = { host: '0.0.0.0', calls: true, everyMs: 1_000, ...options };
    this.#keys = keepKeyFresh(host, () => this.#look());
    this.#letGo = new LetGo(host);
  }

  get #self(): string {
    return readEnrolment(this.#host.desk.reader)?.deviceId ?? '';
  }

  /** Begins by what is set, or ends; also after either was changed, one after the other. */
  begin(): Promise<void> {
    return this.#inTurn(() => this.#beginAnew());
  }

  /** From then on nothing here reads the desk's file, whoever still answers. */
  stop(): Promise<void> {
    return this.#inTurn(() => this.#end());
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#beginning = this.#beginning.catch(() => {}).then(work);
    return this.#beginning;
  }

  async #beginAnew(): Promise<void> {
    await this.#end();
    const { on, port } = readSettings(this.#host.desk.reader);
    if (!on || !this.#self) return this.#tellWindows();
    this.#since = this.#host.now();
    this.#dialled = new Dialled(this.#options.everyMs * 5, () => this.#look());
    this.#server = serveSecure(
      () => lanKeys(this.#host.desk.reader),
      (socket) => this.#open.add(new Peer(this.#peerHost(), socket, null)),
    );
    const listened = await listen(this.#server, port, this.#options.host);
    this.#port = listened.port;
    if (!listened.asWanted) this.#say('port-taken');
    if (this.#options.calls && this.#port !== null)
      this.#calling = await callOut(
        ({ tag, deviceId, port: at }, from) => this.#heardCall(tag, deviceId, textOf({ host: from, port: at })),
        () => this.#say('no-calls'),
      );
    this.#timer = setInterval(() => this.#look(), this.#options.everyMs);
    this.#timer.unref();
    this.#keys.wanted();
    this.#look();
  }

  #say(problem: NeighbourState['problem']): void {
    this.#problem = problem;
    this.#tellWindows();
  }

  #heardCall(tag: string, deviceId: string, address: string): void {
    if (
      this.#dialled === null ||
      deviceId === this.#self ||
      !lanKeys(this.#host.desk.reader).some((key) => tagOf(key) === tag)
    )
      return;
    if (this.#called.get(deviceId)?.address !== address) this.#dialled?.mayAgain(address);
    this.#called.set(deviceId, { deviceId, address });
    this.#look();
  }

  /** Who is below this desk and holds a line to it. */
  get #up(): Peer | null {
    const lowest = relayOf(this.#self, this.#peers.keys());
    return this.#peers.get(lowest) ?? null;
  }

  /** Calls out, and calls whom this desk should hold a line to. */
  #look(): void {
    if (this.#dialled === null) return;
    const [key] = lanKeys(this.#host.desk.reader);
    if (!key) {
      if (this.#problem !== 'no-key') this.#say('no-key');
      return;
    }
    if (this.#problem === 'no-key') this.#say(null);
    if (this.#port !== null) this.#calling?.call({ v: 1, tag: tagOf(key), deviceId: this.#self, port: this.#port });
    const { addresses } = readSettings(this.#host.desk.reader);
    const held = new Set([...this.#peers.keys()].map((id) => this.#called.get(id)?.address));
    for (const text of addresses) {
      const address = addressOf(text);
      if (address && !held.has(textOf(address))) this.#dial(textOf(address));
    }
    const candidates = [...this.#called.values()].filter(({ deviceId }) => !this.#peers.has(deviceId));
    const next = better(this.#self, this.#up?.deviceId ?? null, candidates, (at) => this.#dialled?.may(at) ?? false);
    if (next) this.#dial(next.address);
  }

  #dial(at: string): void {
    const address = addressOf(at);
    if (!address || [...this.#open].some(({ remote }) => remote.calledAt === at)) return;
    this.#dialled?.dial(address, lanKeys(this.#host.desk.reader), (socket) =>
      this.#open.add(new Peer(this.#peerHost(), socket, at)),
    );
  }

  #peerHost(): PeerHost {
    return {
      host: this.#host,
      since: this.#since,
      port: () => this.#port,
      onKnown: (peer) => this.#known(peer),
      onRefused: (why, hello) => {
        if (why === 'itself' || !hello) return;
        this.#host.log(`a desk on this network was not let in: ${why}, it calls itself ${hello.deviceId}`);
        const sql = 'SELECT name FROM devices WHERE id = ?';
        const known = this.#host.desk.reader.get<{ name: string }>(sql, [hello.deviceId]);
        this.#refused = { name: known?.name ?? '', why, at: this.#host.now() };
        this.#tellWindows();
      },
      onNotes: (notes, from) => {
        if (notes.length > 0) this.#host.changed('stock_levels', 'orders', 'order_lines', 'basket');
        for (const peer of this.#peers.values()) if (peer !== from) peer.tell();
        // The cloud may have told of it before they did.
        this.sawSync();
      },
      onHere: (peer) => {
        for (const { deviceId, address } of peer.tills)
          if (address !== null && deviceId !== this.#self && !this.#peers.has(deviceId))
            this.#called.set(deviceId, { deviceId, address });
        this.#spread();
      },
      onClaim: (claim) => this.#forward(claim),
      onRelease: (release) => this.#release(release),
      onGone: (peer) => {
        this.#open.delete(peer);
        if (this.#peers.get(peer.deviceId) !== peer) return;
        this.#peers.delete(peer.deviceId);
        this.#spread();
        this.#look();
      },
      onFault: (error) => this.#host.log(`neighbours: ${error instanceof Error ? error.stack : String(error)}`),
    };
  }

  #known(peer: Peer): void {
    const { deviceId } = peer;
    const { address } = tillOf(peer);
    if (address !== null) this.#called.set(deviceId, { deviceId, address });
    const before = this.#peers.get(deviceId);
    const caller = ({ remote }: Peer) => (remote.calledAt === null ? deviceId : this.#self);
    // Both called each other: both keep the line of the later one. Or it came again before its old line was seen to be dead.
    if (before && caller(peer) < caller(before)) {
      peer.close();
      return;
    }
    this.#peers.set(deviceId, peer);
    before?.close();
    this.#spread();
  }

  #tills(): { readonly reached: Till[]; readonly all: Till[] } {
    const name = readEnrolment(this.#host.desk.reader)?.deviceName ?? '';
    const self = { deviceId: this.#self, name, since: this.#since, address: null };
    return tillsHere(self, [...this.#peers.values()], this.#up);
  }

  /** Tells the lower ones whom they reach by this desk, and the later ones who all is here. */
  #spread(): void {
    const { reached, all } = this.#tills();
    for (const peer of this.#peers.values()) peer.here(peer.deviceId < this.#self ? reached : all);
    this.#tellWindows();
  }

  #tellWindows(): void {
    const before = JSON.stringify(this.#shown);
    this.#shown = this.#state();
    if (JSON.stringify(this.#shown) !== before) this.#host.changed('neighbours');
  }

  /** As it last changed. */
  get shown(): NeighbourState {
    this.#shown ??= this.#state();
    return this.#shown;
  }

  #state(): NeighbourState {
    const { on, port, addresses } = readSettings(this.#host.desk.reader);
    const tills = shownTills(this.#self, this.#dialled ? this.#tills().all : []);
    const state = { port: this.#port, settings: { port, addresses }, refused: this.#refused };
    return { on, ...state, tills, problem: on ? this.#problem : null };
  }

  /**
   * Whether this desk may have a parked basket. Where others are here one of them all decides; null where this desk shares with
   * nobody, or nobody answers.
   */
  async claim(parkedId: string): Promise<Omit<Claimed, 't' | 'ask'> | null> {
    if (this.#dialled === null) return null;
    return this.#forward({ t: 'claim', ask: this.#host.newId(), parkedId, deviceId: this.#self });
  }

  async #forward(claim: Claim): Promise<Omit<Claimed, 't' | 'ask'> | null> {
    const up = this.#up;
    if (!up) return decideClaim(this.#host.desk, claim, this.#host.now());
    const said = await up.claim(claim, CLAIM_MS);
    return said && { granted: said.granted, at: said.at };
  }

  /** It was not taken after all. */
  async release(parkedId: string): Promise<void> {
    if (this.#dialled !== null) await this.#release({ t: 'release', parkedId, deviceId: this.#self });
  }

  async #release(release: Release): Promise<void> {
    const up = this.#up;
    if (up) up.release(release);
    else await releaseClaim(this.#host.desk, release);
  }

  /** Something was done here: the others are told. */
  wake(): void {
    if (this.#peers.size === 0 || this.#waking) return;
    this.#waking = setTimeout(() => {
      this.#waking = undefined;
      for (const peer of this.#peers.values()) peer.tell();
    }, WAKE_MS);
  }

  /** The cloud told something: what neighbours told of it before is let go, and whom it took away is left. */
  sawSync(tables: readonly string[] = []): void {
    if (tables.includes('devices')) {
      this.#keys.stale();
      for (const peer of this.#open) if (!peer.stillKnown()) peer.close();
    }
    this.#letGo.soon();
  }

  online(): void {
    this.#keys.online();
  }

  async #end(): Promise<void> {
    clearInterval(this.#timer);
    clearTimeout(this.#waking);
    this.#waking = undefined;
    this.#dialled?.stop();
    this.#dialled = null;
    this.#calling?.stop();
    this.#calling = null;
    const [server, open] = [this.#server, [...this.#open]];
    this.#server = null;
    this.#port = null;
    this.#problem = null;
    for (const peer of open) peer.close();
    this.#peers.clear();
    this.#called.clear();
    server?.close();
    await Promise.all([...open.map((peer) => peer.quiet()), this.#letGo.stop(), this.#keys.quiet()]);
  }
}
