import { spawn } from 'node:child_process';

const openers: Record<string, [string, string[]]> = {
  darwin: ['open', []],
  win32: ['rundll32', ['url.dll,FileProtocolHandler']],
  linux: ['xdg-open', []],
};

/** Opens an address in the person's browser. Does nothing where there is no such program. */
export function openBrowser(url: string): void {
  const [program, args] = openers[process.platform] ?? ['xdg-open', []];
  const child = spawn(program, [...args, url], { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
