import { barsOf } from './bars.ts';

export interface BarcodeProps {
  readonly text: string;
  /** For who does not see it */
  readonly label: string;
  readonly className?: string | undefined;
}

/** A text as bars that any scanner of a till reads; always dark on white. */
export function Barcode({ text, label, className }: BarcodeProps) {
  const code = barsOf(text);
  if (!code) return null;
  return (
    <svg
      className={className}
      role="img"
      aria-label={label}
      width={code.modules * 2}
      height={44}
      viewBox={`0 0 ${code.modules} 44`}
      preserveAspectRatio="none"
      shapeRendering="crispEdges"
      fill="#000"
    >
      {code.bars.map(({ at, width }) => (
        <rect key={at} x={at} y={0} width={width} height={44} />
      ))}
    </svg>
  );
}
