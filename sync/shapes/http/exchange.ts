/** A request without its path: whoever mounts the server has matched that, and has decided who may ask for what. */
export interface ShapeRequest {
  readonly method: string;
  readonly query: URLSearchParams;
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Only of a POST. */
  readonly body?: string;
  /** Ends a held request when its client has gone. */
  readonly signal?: AbortSignal;
}

export interface ShapeResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | AsyncIterable<Buffer | string>;
}

const corsHeaders = {
  'access-control-allow-methods': 'GET, POST, HEAD, DELETE, OPTIONS',
  'access-control-expose-headers':
    'electric-cursor, electric-handle, electric-has-data, electric-offset, electric-schema, electric-snapshot, ' +
    'electric-up-to-date, electric-internal-known-error, retry-after, etag',
};

export function withCors(request: ShapeRequest, response: ShapeResponse): ShapeResponse {
  const origin = request.headers['origin'] ?? '*';
  const headers = { ...response.headers, ...corsHeaders, 'access-control-allow-origin': origin };
  return { ...response, headers };
}

export function jsonResponse(
  status: number,
  headers: Record<string, string>,
  body: ShapeResponse['body'],
): ShapeResponse {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, body };
}

/** An answer that no cache may keep. */
export function errorResponse(status: number, body: object, headers: Record<string, string> = {}): ShapeResponse {
  const uncached = { 'cache-control': 'no-store', 'surrogate-control': 'no-store' };
  return jsonResponse(status, { ...uncached, ...headers }, JSON.stringify(body));
}
