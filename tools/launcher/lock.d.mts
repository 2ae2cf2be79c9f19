export function tryLock(file: string): boolean;
export function unlock(file: string): void;
export function ownerRuns(text: string): boolean;
export function withLock<T>(file: string, onWait: () => void, work: () => Promise<T>): Promise<T>;
