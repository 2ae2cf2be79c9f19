export function isStamped(): boolean;
export function stamp(): void;
export function recordAgrees(folder?: string): boolean;
