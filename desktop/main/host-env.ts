/**
 * What the host's process is started with. The parts of a copy are a megabyte of text each, and glibc, once it has seen some of them freed,
 * lays such blocks between small ones, where they leave holes: 80 MB more in a host that takes in a million variants.
 * With a threshold set it asks the system for each and gives it back. Other allocators do not know the name.
 */
export const hostEnv = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({ MALLOC_MMAP_THRESHOLD_: '262144', ...env });
