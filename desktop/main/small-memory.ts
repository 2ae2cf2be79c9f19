const GB = 1024 ** 3;

/** Up to here, what is sold as two gigabytes: where it runs out, the disk takes its place, and that is what a till feels. */
const SMALL = 2.5 * GB;

/**
 * Of Chromium, for screens where there is little memory: V8 keeps less beside what lives. A window of forty megabytes less after two
 * hundred scans, each of them painted a twelfth later; with more memory than that nobody should pay it.
 */
export const SMALL_MEMORY_SWITCH = { name: 'js-flags', value: '--optimize-for-size' } as const;

/** @param bytes of the computer */
export const isSmallMemory = (bytes: number): boolean => bytes <= SMALL;
