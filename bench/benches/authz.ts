import type { Bench, BenchContext, Figure } from '../bench.ts';
import { signatureVerify } from '../calibrate/signature-verify.ts';
import { auditFigure } from '../parts/authz-audit.ts';
import { checkFigure } from '../parts/authz-check.ts';
import { rlsFigure } from '../parts/authz-rls.ts';
import { tokenFigure } from '../parts/authz-token.ts';

/** One part a figure; each starts and ends what it needs. */
const parts: Readonly<Record<string, (context: BenchContext) => Promise<Figure>>> = {
  'authz.token': tokenFigure,
  'authz.check': checkFigure,
  'authz.rls_overhead': rlsFigure,
  'audit.verify_10k': auditFigure,
};

export const authz: Bench = {
  name: 'authz',
  doc: 'what every call pays before it does anything: checking its token, and what it may do',
  figures: Object.keys(parts),
  calibrate: signatureVerify,
  run: async (context) => {
    const figures: Figure[] = [];
    for (const [name, measure] of Object.entries(parts)) {
      context.say(`  ${name}`);
      figures.push(await measure(context));
    }
    return figures;
  },
};
