/** How long a cache in between may keep what (values of the protocol). */
export const cacheControl = {
  /** The first chunk: a handle's snapshot never changes. */
  start: 'public, max-age=604800, s-maxage=3600, stale-while-revalidate=2629746',
  log: 'public, max-age=60, stale-while-revalidate=300',
  live: 'public, max-age=5, stale-while-revalidate=5',
  stream: 'public, max-age=59',
  mustRefetch: 'public, max-age=60, must-revalidate',
  mustRefetchWithoutHandle: 'public, max-age=1, must-revalidate',
} as const;
