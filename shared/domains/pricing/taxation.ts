import { type CalendarDate, localDayAndHour } from '../../kernel/instant.ts';
import type { CalculationArgs } from './calculation-args.ts';
import type { LineInput } from './rules.ts';
import { partsOf, taxesIn } from './tax-table.ts';
import type { TaxPart } from './tax-parts.ts';

type TaxInput = Pick<
  LineInput,
  'taxRate' | 'taxes' | 'taxGiven' | 'includedRate' | 'includedTaxes' | 'keepGross' | 'relief'
>;

interface Taxed {
  readonly productId?: string | null | undefined;
  readonly taxCategory?: string | undefined;
  readonly taxRate?: string | undefined;
  readonly taxes?: readonly TaxPart[] | undefined;
  readonly includedRate?: string | undefined;
  readonly keepGross?: boolean | undefined;
  readonly taxGiven?: readonly number[] | undefined;
}

export interface Taxation {
  readonly of: (line: Taxed) => TaxInput;
  readonly relief: { readonly kind: 'exempt' | 'reverse-charge' | 'export'; readonly evidence: string } | undefined;
}

/** How lines are taxed here and now: what they say themselves, else the table of the zone, else nothing. */
export function taxationFor(args: CalculationArgs): Taxation {
  const { settings, taxTable = [], customer } = args;
  const home = settings.homeZone;
  const zone = args.zone ?? home;
  const relief = customer?.relief;
  // Asking for the day costs as much as taxing a line, and only a table needs it.
  const today = taxTable.length === 0 ? '' : localDayAndHour(args.at, settings.timeZone ?? 'UTC').date;
  const read = tableReader(taxTable, today);
  return {
    relief,
    of: (line) => {
      const keepGross = line.keepGross ?? settings.keepGrossAcrossZones;
      const given = line.taxGiven && !relief ? { taxGiven: line.taxGiven } : {};
      const more = { ...(keepGross ? { keepGross } : {}), ...(relief ? { relief: relief.kind } : {}), ...given };
      const own = statedBy(line);
      const paid = own ?? (zone ? named(read(zone, line)) : { taxRate: '0' });
      const included = line.includedRate ? { includedRate: line.includedRate } : {};
      if (own || line.includedRate || !home || zone === home) return { ...paid, ...included, ...more };
      const atHome = named(read(home, line));
      return {
        ...paid,
        ...(atHome.taxes ? { includedTaxes: atHome.taxes } : { includedRate: atHome.taxRate }),
        ...more,
      };
    },
  };
}

function statedBy({ taxRate, taxes }: Taxed): { taxRate: string; taxes?: readonly TaxPart[] } | undefined {
  if (taxes) return named(taxes);
  return taxRate === undefined ? undefined : { taxRate };
}

/** One plain rate goes by its fraction; anything else by the names of its taxes. */
function named(parts: readonly TaxPart[]): { taxRate: string; taxes?: readonly TaxPart[] } {
  const [only] = parts;
  if (!only) return { taxRate: '0' };
  if (parts.length === 1 && only.rate !== undefined && !only.perUnit) return { taxRate: only.rate, taxes: parts };
  return {
    taxRate: parts
      .map(({ name }) => name)
      .join(' + ')
      .slice(0, 300),
    taxes: parts,
  };
}

/** Lines of one category share one look-up. */
function tableReader(table: NonNullable<CalculationArgs['taxTable']>, date: CalendarDate) {
  const known = new Map<string, readonly TaxPart[]>();
  return (zone: string, { productId, taxCategory }: Taxed): readonly TaxPart[] => {
    const key = `${zone}|${productId ?? ''}|${taxCategory ?? ''}`;
    const found = known.get(key) ?? partsOf(taxesIn(table, zone, date, { productId, category: taxCategory }));
    known.set(key, found);
    return found;
  };
}
