const rightToLeft = new Set(['ar', 'dv', 'fa', 'he', 'ps', 'sd', 'ug', 'ur', 'yi']);

/** Which way the text of a language runs. @param lang BCP 47 */
export const textDirection = (lang: string): 'ltr' | 'rtl' =>
  rightToLeft.has(lang.split('-')[0] ?? '') ? 'rtl' : 'ltr';
