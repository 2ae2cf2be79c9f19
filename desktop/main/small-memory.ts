const GB = 1024 ** 3;

/** Up to here, what is sold as four gigabytes: a system and its drivers keep some of it for themselves. */
const SMALL = 4.5 * GB;

/** Of Chromium, for screens on an old till: V8 keeps less beside what lives. Forty megabytes of a window after an hour of selling, for no frame. */
export const SMALL_MEMORY_SWITCH = { name: 'js-flags', value: '--optimize-for-size' } as const;

/** @param bytes of the computer */
export const isSmallMemory = (bytes: number): boolean => bytes <= SMALL;
