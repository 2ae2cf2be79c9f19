/** Keeps a figure and its unit on one line: "Elm board, 36 cm". */
export function tieUnits(text: string): string {
  return text.replace(/(\d) (cm|mm|m|ml|l|g|kg)\b/g, '$1\u00a0$2').replace(/\bof (\d)/g, 'of\u00a0$1');
}
