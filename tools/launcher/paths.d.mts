export const root: string;
export const own: string;
export const nodeVersion: string;
