export class Plain extends Error {}
export function say(text: string): void;
export function step(text: string): void;
export function during<T>(text: string, work: () => Promise<T>): Promise<T>;
export function fail(error: unknown): never;
export function seconds(since: number): string;
