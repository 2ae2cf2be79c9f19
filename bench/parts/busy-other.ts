/** Another program that always has something to compute, until whoever started it is gone. */
const parent = process.ppid;
while (process.ppid === parent) for (let n = 0; n < 10_000_000; n += 1);
