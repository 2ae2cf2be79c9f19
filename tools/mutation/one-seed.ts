import fc from 'fast-check';

/** A mutant is killed by a property every time or never. */
fc.configureGlobal({ seed: 20_261_126 });
