import type { CarrierLabel, LabelDocument } from '@tillhouse/shared/domains/shipping/carrier-schema.ts';

const types: Readonly<Record<LabelDocument['format'], string>> = {
  ...{ pdf: 'application/pdf', png: 'image/png', zpl: 'text/plain' },
};

export interface LabelPaper extends Pick<LabelDocument, 'kind' | 'format' | 'tracking'> {
  /** Of its file */
  readonly name: string;
  readonly contentType: string;
  readonly content: Buffer;
}

/** The papers of a label as files, the same by letter and on the page of its order. */
export function papersOf({ documents, trackings }: Pick<CarrierLabel, 'documents' | 'trackings'>): LabelPaper[] {
  const [first = ''] = trackings;
  return documents.map(({ kind, format, tracking, content }, at) => ({
    ...{ kind, format, tracking: tracking || first },
    name: `${kind}-${first || at + 1}${at > 0 ? `-${at + 1}` : ''}.${format}`,
    ...{ contentType: types[format], content: Buffer.from(content, 'base64') },
  }));
}
