/** How pg writes a value into a message; the drivers beside it (pg-cursor, pg-query-stream) take it from there too. */
declare module 'pg/lib/utils.js' {
  const utils: { readonly prepareValue: (value: unknown) => string | Buffer | null };
  export default utils;
}
