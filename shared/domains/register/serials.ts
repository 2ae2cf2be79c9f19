/** What products are tagged with whose pieces have a number of their own: a serial number, an IMEI. */
const tags: ReadonlySet<string> = new Set(['serialised', 'serialized', 'serial-number', 'imei']);

/** Whether a number is asked for with each piece that is sold. */
export const asksSerials = (of: readonly string[]): boolean => of.some((tag) => tags.has(tag.trim().toLowerCase()));

/** As numbers are compared: in capitals, without what people put between its parts. */
export const plainSerial = (text: string): string => text.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');

/** What a line of so many pieces says, numbers alone; what was sold without one says nothing. */
export const serialsOf = (said: readonly string[], pieces: number): string[] =>
  said.slice(0, Math.max(0, pieces)).filter((one) => plainSerial(one) !== '');

/** How many are still to be asked for; a piece that is sold without one was asked for. */
export const stillAsked = (said: readonly string[], pieces: number): number => Math.max(0, pieces - said.length);
