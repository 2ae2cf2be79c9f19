/**
 * How guns send keys: milliseconds before each of them, from the second on. The figures are those that makers and users
 * publish (desktop/renderer/scanner/scan-detector.ts says what is made of them): a wired gun is steady and fast, a cordless
 * one waits for its base, a slow one lies beyond what a person types.
 */
export type GunTrace = readonly number[];

/** Steady, ten milliseconds a key */
export const wired: GunTrace = [10, 10, 9, 10, 11, 10, 10, 9, 10, 10, 11, 10, 10];
/** Seven to eight, every now and then twice as long */
export const cordless: GunTrace = [8, 7, 8, 16, 7, 8, 8, 7, 16, 8, 7, 8, 15];
/** Eighty with peaks of a hundred: heard where it names its code or was calibrated */
export const slow: GunTrace = [80, 82, 79, 100, 81, 80, 78, 97, 80, 83, 80, 79, 100];
