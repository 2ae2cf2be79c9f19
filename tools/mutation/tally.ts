/** What of Stryker's report is read here (mutation-testing-report-schema). Lines and columns count from 1. */
export interface Report {
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly Mutant[] }>>;
}

interface Place {
  readonly line: number;
  readonly column: number;
}

interface Mutant {
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly status:
    | 'Killed'
    | 'Timeout'
    | 'Survived'
    | 'NoCoverage'
    | 'Ignored'
    | 'CompileError'
    | 'RuntimeError'
    | 'Pending';
  readonly location: { readonly start: Place; readonly end: Place };
}

export interface Survivor {
  readonly line: number;
  /** `what stood there → what stood there instead`, spaces drawn together */
  readonly change: string;
  /** As a page said it, where no report is read */
  readonly why?: string;
}

export interface Tally {
  /** Below `shared/domains` */
  readonly file: string;
  readonly killed: number;
  readonly total: number;
  readonly survivors: readonly Survivor[];
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

function textAt(source: string, { start, end }: Mutant['location']): string {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const last = lines.length - 1;
  lines[last] = (lines[last] ?? '').slice(0, end.column - 1);
  lines[0] = (lines[0] ?? '').slice(start.column - 1);
  return lines.join('\n');
}

/** Each file with what was killed of it; a mutant that hangs its tests is noticed, one that no test reaches is not. */
export function tallyOf(report: Report): Tally[] {
  return Object.entries(report.files).map(([name, { source, mutants }]) => {
    const counted = mutants.filter(({ status }) => !['Ignored', 'CompileError', 'RuntimeError'].includes(status));
    const killed = counted.filter(({ status }) => status === 'Killed' || status === 'Timeout');
    const survivors = counted
      .filter((mutant) => !killed.includes(mutant))
      .map(({ location, replacement = '' }) => ({
        line: location.start.line,
        change: `${oneLine(textAt(source, location))} → ${oneLine(replacement)}`,
      }));
    const file = name.slice(name.indexOf('domains/') + 'domains/'.length);
    return { file, killed: killed.length, total: counted.length, survivors: survivors.sort((a, b) => a.line - b.line) };
  });
}
