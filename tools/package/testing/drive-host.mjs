// Plays Electron's main process and one window to the host of a packaged app, in plain Node: node drive-host.mjs APP DATA STEPS.
// STEPS: JSON, a list of [kind, name, arguments]. `$basket.id` stands for what a step before it answered. One line of JSON for each.
import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MessageChannel } from 'node:worker_threads';

const [app, dataDir, steps] = process.argv.slice(2);
const secrets = {};
const parent = Object.assign(new EventEmitter(), {
  postMessage(message) {
    if (message.t === 'key-write') secrets[message.key] = message.secret;
    const answer =
      message.t === 'key-read'
        ? { t: 'key', id: message.id, secret: secrets[message.key] ?? null }
        : { t: 'key-kept', id: message.id };
    tell(answer);
  },
});
const tell = (data, ports = []) => setImmediate(() => parent.emit('message', { data, ports }));
process.parentPort = parent;
await import(pathToFileURL(join(app, 'host.mjs')).href);

const { port1: window, port2: host } = new MessageChannel();
tell({ t: 'bridge' }, [
  {
    postMessage: (message) => host.postMessage(message),
    on: (event, hear) => host.on(event, (data) => hear({ data })),
    start: () => host.start(),
    close: () => host.close(),
  },
]);
tell({ t: 'start', dataDir, cloudUrl: 'http://127.0.0.1:9', keyWarning: null });

const waiting = new Map();
const welcome = new Promise((done) => waiting.set('welcome', done));
window.on('message', (text) => {
  const message = JSON.parse(text);
  waiting.get(message.t === 'answer' ? message.id : message.t)?.(message);
});
window.postMessage(JSON.stringify({ t: 'hello' }));
await welcome;

const said = {};
const filled = (value) =>
  JSON.parse(JSON.stringify(value), (_key, one) =>
    typeof one === 'string' && one.startsWith('$')
      ? one
          .slice(1)
          .split('.')
          .reduce((at, name) => at[name], said)
      : one,
  );
for (const [at, [t, name, args]] of JSON.parse(steps).entries()) {
  const id = at + 1;
  const answered = new Promise((done) => waiting.set(id, done));
  window.postMessage(JSON.stringify({ t, id, name, [t === 'query' ? 'params' : 'args']: filled(args) }));
  const { ok, value, problem } = await answered;
  if (ok && value && typeof value === 'object') Object.assign(said, value);
  console.log(JSON.stringify({ name, ok, value, problem }));
}
// What no step asks for, and a till does: letters of its own on a receipt.
const { createCanvas } = createRequire(join(app, 'host.mjs'))('@napi-rs/canvas');
console.log(JSON.stringify({ name: 'canvas', ok: createCanvas(8, 8).toBuffer('image/png').length > 50 }));
tell({ t: 'stop' });
