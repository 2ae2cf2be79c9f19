/// <reference path="../../../shared/domains/invoices/pdfmake.d.ts" />
import type { InvoiceDocument } from '@tillhouse/shared/domains/invoices/document.ts';
import { invoicePaper, type Paper } from '@tillhouse/shared/domains/invoices/paper.ts';
import type { Invoice } from '@tillhouse/shared/domains/invoices/schema.ts';
import type { FastifyReply } from 'fastify';

type Library = typeof import('pdfmake/build/pdfmake.min.js')['default'];
let library: Promise<Library> | undefined;

/** The library and its fonts come when the first paper is wanted: a cloud that prints none does not carry them. */
async function load(): Promise<Library> {
  const [{ default: pdfmake }, { default: fonts }] = await Promise.all([
    import('pdfmake/build/pdfmake.min.js'),
    import('pdfmake/build/vfs_fonts.js'),
  ]);
  pdfmake.addVirtualFileSystem(fonts);
  return pdfmake;
}

/** An invoice as a PDF, laid out from what was frozen when it was issued: the same paper as a desk's. */
export async function invoicePdf(paper: Paper): Promise<Buffer> {
  library ??= load();
  const pdfmake = await library;
  return Buffer.from(await pdfmake.createPdf(invoicePaper(paper)).getBuffer());
}

/** Answers with the paper of an invoice, under its number as the name of the file. */
export async function sendInvoice(
  reply: FastifyReply,
  { kind, number, document }: Pick<Invoice, 'kind' | 'number' | 'document'>,
): Promise<FastifyReply> {
  const pdf = await invoicePdf({ kind, number, document: JSON.parse(document) as InvoiceDocument });
  return reply
    .header('cache-control', 'private, no-store')
    .header('content-disposition', `inline; filename="${number.replaceAll(/[^\w.-]/g, '-')}.pdf"`)
    .type('application/pdf')
    .send(pdf);
}
