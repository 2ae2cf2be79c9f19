import { useEffect, useRef } from 'react';
import { renderSVG } from 'uqr';
import type { Printed, PrintedItem } from '../../../bridge/print-views.ts';
import { Barcode } from '../../ui/barcode.tsx';
import { cx } from '../../ui/cx.ts';
import { t } from '../../ui/text.ts';
import styles from './paper-picture.module.css';

const DOTS_A_COLUMN = 12;

/** Dot for dot as the print head burns it, as wide on the screen as its part of the roll. */
function Dots({ item: { width, height, bits } }: { readonly item: Extract<PrintedItem, { kind: 'picture' }> }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const pen = canvas.current?.getContext('2d');
    if (!pen) return;
    const bytes = Uint8Array.from(atob(bits), (sign) => sign.charCodeAt(0));
    const image = pen.createImageData(width, height);
    for (let dot = 0; dot < width * height; dot++) {
      const black = ((bytes[dot >> 3] ?? 0) >> (7 - (dot & 7))) & 1;
      image.data.fill(0x11, dot * 4, dot * 4 + 3);
      image.data[dot * 4 + 3] = black ? 255 : 0;
    }
    pen.putImageData(image, 0, 0);
  }, [width, height, bits]);
  return (
    <canvas
      ref={canvas}
      className={styles.dots}
      style={{ inlineSize: `${width / DOTS_A_COLUMN}ch` }}
      {...{ width, height }}
      role="img"
      aria-label={t('Printed as a picture')}
    />
  );
}

function Item({ item }: { readonly item: PrintedItem }) {
  if (item.kind === 'line')
    return (
      <div className={cx(item.bold && styles.bold, item.big && styles.big)} style={{ textAlign: item.align }}>
        {item.text || '\u00a0'}
      </div>
    );
  if (item.kind === 'bars')
    return (
      <div className={styles.bars}>
        <Barcode text={item.text} label={t('Bars: {text}', { text: item.text })} />
        <div>{item.text}</div>
      </div>
    );
  if (item.kind === 'qr')
    return (
      <div
        className={styles.qr}
        role="img"
        aria-label={t('QR: {text}', { text: item.text })}
        // biome-ignore lint/security/noDangerouslySetInnerHtml: the library's own picture of squares
        dangerouslySetInnerHTML={{ __html: renderSVG(item.text, { border: 0 }) }}
      />
    );
  if (item.kind === 'picture') return <Dots item={item} />;
  if (item.kind === 'drawer') return <div className={styles.note}>{t('The drawer was opened')}</div>;
  return <div className={styles.cut} aria-hidden="true" />;
}

/** Paper as it came out of a printer, letter for letter, read back from the bytes it was sent. */
export function PaperPicture({ printed, columns }: { readonly printed: Printed; readonly columns: 48 | 32 }) {
  return (
    <div className={styles.paper} style={{ inlineSize: `calc(${columns}ch + 32px)` }} dir="ltr">
      {printed.items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what is printed never moves
        <Item key={index} item={item} />
      ))}
    </div>
  );
}
