import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { join } from 'node:path';
import { own } from '../paths.mjs';
import { Plain } from '../progress.mjs';

export type HouseOptions = {
  dataDir: string;
  /** The first of the ports; the others follow it. */
  port: number;
  reset: boolean;
  open: boolean;
  /** Fetch Electron again although it failed before. */
  window: boolean;
  dev: boolean;
};

export const usage = `npm start -- [options]
  --data DIR   where the data is kept (default: .tillhouse/data in this folder)
  --port N     first port to use (default: 4640)
  --reset      throw the data away and begin with a fresh demo shop
  --no-open    open neither a window nor the browser
  --window     try again to fetch Electron for a window of its own
  --dev        rebuild and restart when a source changes`;

/** @param from the directory that a relative --data starts at @throws Plain, with the usage, for what it does not know */
export function readOptions(args: string[], from: string): HouseOptions {
  try {
    const { values } = parseArgs({
      args,
      options: {
        data: { type: 'string' },
        port: { type: 'string' },
        reset: { type: 'boolean' },
        'no-open': { type: 'boolean' },
        window: { type: 'boolean' },
        dev: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
    if (values.help) throw new Error('');
    const port = Number(values.port ?? 4640);
    if (!Number.isInteger(port) || port < 1 || port > 65_000)
      throw new Error(`--port ${values.port} is not a port (1 to 65000).`);
    return {
      dataDir: values.data === undefined ? join(own, 'data') : resolve(from, values.data),
      port,
      reset: values.reset ?? false,
      open: !values['no-open'],
      window: values.window ?? false,
      dev: values.dev ?? false,
    };
  } catch (error) {
    const { message } = error as Error;
    throw new Plain(message ? `${message}\n\n${usage}` : usage);
  }
}
