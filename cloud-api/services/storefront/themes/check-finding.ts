/** Something about a theme that its developer should know. */
export interface Finding {
  readonly file: string;
  /** 0: of the whole file */
  readonly line: number;
  /** An error keeps the theme from being sent; a warning does not */
  readonly level: 'error' | 'warning';
  /** `unknown-variable` */
  readonly code: string;
  readonly message: string;
}

export type Report = (finding: Finding) => void;

export const fail = (file: string, line: number, code: string, message: string): Finding => ({
  ...{ file, line, level: 'error', code, message },
});
export const warn = (file: string, line: number, code: string, message: string): Finding => ({
  ...{ file, line, level: 'warning', code, message },
});
