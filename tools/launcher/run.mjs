// Runs one of our TypeScript programs under Node 24 with everything it needs installed: node run.mjs SCRIPT.ts args…
import { fail, Plain } from './progress.mjs';
import { runScript } from './run-script.mjs';

const [script, ...args] = process.argv.slice(2);
if (!script) fail(new Plain('Usage: node tools/launcher/run.mjs SCRIPT.ts [arguments]'));
await runScript(script, args);
