import { transform } from 'esbuild';
import 'rolldown';

const { code } = await transform('const n: number = 1', { loader: 'ts' });
if (!code.startsWith('const n = 1')) throw new Error('esbuild does not strip types');
