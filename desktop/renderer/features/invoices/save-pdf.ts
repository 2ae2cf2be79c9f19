/// <reference path="../../../../shared/domains/invoices/pdfmake.d.ts" />
import { invoicePaper, type Paper } from '@tillhouse/shared/domains/invoices/paper.ts';

/** Lays the invoice out as a PDF on this desk; the library and its fonts (Latin, Greek and Cyrillic letters) come when they are needed. */
export async function invoicePdf(paper: Paper): Promise<Blob> {
  const [{ default: pdfmake }, { default: fonts }] = await Promise.all([
    import('pdfmake/build/pdfmake.min.js'),
    import('pdfmake/build/vfs_fonts.js'),
  ]);
  pdfmake.addVirtualFileSystem(fonts);
  return pdfmake.createPdf(invoicePaper(paper)).getBlob();
}

function hand(blob: Blob, act: (link: HTMLAnchorElement) => void): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  act(link);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

export async function savePdf(paper: Paper): Promise<void> {
  hand(await invoicePdf(paper), (link) => {
    link.download = `${paper.number}.pdf`;
  });
}

/** In a window of its own, where it can be looked at and printed. */
export async function openPdf(paper: Paper): Promise<void> {
  hand(await invoicePdf(paper), (link) => {
    link.target = '_blank';
  });
}
