import { createInterface } from 'node:readline';

export type Command = { keys: string[]; run: () => Promise<void> | void };

/** Lets a person at a terminal type a letter and Enter. Does nothing where input is not a terminal. */
export function listenForCommands(commands: Command[]): () => void {
  if (!process.stdin.isTTY) return () => {};
  const lines = createInterface({ input: process.stdin });
  let busy = Promise.resolve();
  lines.on('line', (line) => {
    const command = commands.find((each) => each.keys.includes(line.trim().toLowerCase()));
    if (command) busy = busy.then(async () => command.run()).catch((error: Error) => console.error(error.message));
  });
  return () => lines.close();
}
