/** Something, `@`, something: whether anybody reads it there only a letter finds out. */
export const mailPattern = /^[^\s@]+@[^\s@]+$/;

export const isMailAddress = (text: string): boolean => mailPattern.test(text);
