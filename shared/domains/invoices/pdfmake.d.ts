/** What is used of it: its browser build with the fonts that come with it, and the same in Node for tests. */
declare module 'pdfmake/build/pdfmake.min.js' {
  interface Made {
    getBlob(): Promise<Blob>;
    getBuffer(): Promise<Uint8Array>;
  }
  const pdfmake: {
    addVirtualFileSystem(files: unknown): void;
    createPdf(definition: unknown): Made;
  };
  export default pdfmake;
}
declare module 'pdfmake/build/vfs_fonts.js' {
  const files: unknown;
  export default files;
}
