// `npm test`: everything set up, then all parts in order under Node 24 (tools/testing/main.ts).
import { runScript } from './run-script.mjs';

await runScript('tools/testing/main.ts', process.argv.slice(2));
