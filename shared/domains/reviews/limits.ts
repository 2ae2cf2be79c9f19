/** Letters of what a shopper writes. */
export const MOST_TITLE = 120;
export const MOST_BODY = 4_000;
export const MOST_NAME = 60;
