import type { ShapeRequest, ShapeResponse } from '@tillhouse/sync/shapes/http/exchange.ts';

/** Whoever answers shapes behind the authorising route: our own server in this process, or one at an address. */
export interface ShapeSource {
  /** Never throws. */
  handle(request: ShapeRequest): Promise<ShapeResponse>;
}
