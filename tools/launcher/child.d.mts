export function childEnv(node: string): NodeJS.ProcessEnv;
export function programEnv(node: string): NodeJS.ProcessEnv;
export function npm(node: string, args: string[], cwd: string): Promise<{ code: number; output: string }>;
export function run(program: string, args: string[], options?: object): Promise<{ code: number; output: string }>;
