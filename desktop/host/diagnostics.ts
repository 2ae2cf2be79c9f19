import { engine } from './database/engine.ts';
import type { Host } from './host.ts';
import { readEnrolment } from './session/desk-state.ts';

/** What support asks first. No names, no addresses of people, no amounts. */
export function diagnosticsText(host: Host): string {
  const { reader } = host.desk;
  const count = (table: 'products' | 'variants' | 'orders' | 'sync_outbox' | 'sync_attention') =>
    reader.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)?.n ?? 0;
  const enrolment = readEnrolment(reader);
  const status = host.sync.status();
  const shapes = reader.all<{ name: string; phase: string; frontier: number }>(
    'SELECT table_name AS name, phase, frontier FROM sync_shapes ORDER BY table_name',
  );
  return [
    `Tillhouse desk, ${new Date(host.now()).toISOString()}`,
    `Node ${process.versions.node}, ${process.platform} ${process.arch}, ${Math.round(process.memoryUsage.rss() / 1_000_000)} MB`,
    `Device ${enrolment?.deviceId ?? 'not enrolled'}, key ${host.device().keyFingerprint ?? 'none'}`,
    `Products ${count('products')}, variants ${count('variants')}, orders ${count('orders')}`,
    `Outbox ${count('sync_outbox')}, waiting ${status.waiting}, needs attention ${count('sync_attention')}`,
    `Sync ${status.state}${status.problem ? `: ${status.problem}` : ''}, clock skew ${status.clockSkew ?? 'unknown'} ms`,
    `Last closed properly: ${host.desk.uncleanEnd ? 'no' : 'yes'}, file sound: ${host.desk.soundness()}`,
    nearby(host),
    atRest(host),
    ...shapes.map((shape) => `  ${shape.name}: ${shape.phase} at ${shape.frontier}`),
  ].join('\n');
}

/** Whether this desk shares with others of its network. */
function nearby({ desk: { reader }, neighbours }: Pick<Host, 'desk' | 'neighbours'>): string {
  const { on, port, tills, problem } = neighbours.shown;
  if (!on) return 'Neighbours: not shared with';
  const kept = reader.get<{ n: number }>("SELECT count(*) AS n FROM main.lan_notes WHERE kind <> 'gone'")?.n ?? 0;
  const who = tills.map(({ deviceId, relays }) => (relays ? `${deviceId} (relays)` : deviceId)).join(', ');
  return `Neighbours: port ${port ?? 'none'}, ${problem ?? 'no problem'}, notes ${kept}, here: ${who}`;
}

/** What a thief of the disk finds. */
export function atRest({ desk: { fileKey, keys } }: Pick<Host, 'desk'>): string {
  const columns = keys.length > 0 ? 'what is personal is sealed' : 'nothing is sealed';
  if (fileKey) return `At rest: the file is encrypted as a whole (${engine.name}), and in it ${columns}`;
  return `At rest: ${columns}, the rest of the file is not encrypted (${engine.why ?? 'it could not be written anew yet'})`;
}
