import type { Watch } from '@tillhouse/sync/shapes/news/watch.ts';
import type { ShapeRequest, ShapeResponse } from '@tillhouse/sync/shapes/http/exchange.ts';

/** Whoever answers shapes behind the authorising route: our own server in this process, or one at an address. */
export interface ShapeSource {
  /** Never throws. */
  handle(request: ShapeRequest): Promise<ShapeResponse>;
  /** News of many shapes by one held request; a service at an address has none. */
  openWatch?(): Watch;
}
