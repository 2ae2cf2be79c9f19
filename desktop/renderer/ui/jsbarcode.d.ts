/** The encoder alone: the package's own types cover its drawing, which is not used. */
declare module 'jsbarcode/bin/barcodes/CODE128/CODE128_AUTO.js' {
  type Encoder = new (text: string, options: object) => { encode(): { readonly data: string } };
  /** CommonJS: a bundler gives the class, Node what is around it */
  const encoder: Encoder | { readonly default: Encoder };
  export default encoder;
}
