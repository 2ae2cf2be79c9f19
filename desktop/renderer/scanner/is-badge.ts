/** Whether a scanned code is one of a badge; digits that somebody typed as fast as a gun are none. */
export const isBadge = (code: string): boolean => code.startsWith('TB1.');
