/**
 * The application identifiers of the GS1 General Specifications (as of the GS1 Barcode Syntax Dictionary of July 2026), a line each:
 * `identifiers|format|title|one of these must stand with it|none of these may`. A format is `N` digits, `X`, `Y` or `Z` characters of
 * GS1's sets 82, 39 and 64, with a fixed length or `..` up to one, `?` where it may be missing, and `+` what is checked of it. `01+21`
 * means both, `&` joins two demands, `n` in an identifier is any digit.
 *
 * (37) asks for (02) alone here: on pallet labels (00) is often a second barcode beside it, and is scanned by itself.
 */
const named = `
00|N18+csum|SSCC
01|N14+csum|GTIN||255,37
02|N14+csum|CONTENT|37|01,03
03|N14+csum|MTO GTIN||01,02,37,235
10|X..20|BATCH/LOT|01,02,03,8006,8026
11|N6+yymmd0|PROD DATE|01,02,03,8006,8026
12|N6+yymmd0|DUE DATE|8020
13|N6+yymmd0|PACK DATE|01,02,03,8006,8026
15|N6+yymmd0|BEST BEFORE or BEST BY|01,02,03,8006,8026
16|N6+yymmd0|SELL BY|01,02,03,8006,8026
17|N6+yymmd0|USE BY or EXPIRY|01,02,03,255,8006,8026
20|N2|VARIANT|01,02,03,8006,8026
21|X..20|SERIAL|01,03,8006|235
22|X..20|CPV|01
235|X..28|TPX|01
240|X..30|ADDITIONAL ID|01,02,03,8006,8026
241|X..30|CUST. PART No.|01,02,03,8006,8026
242|N..6|MTO VARIANT|01,02,8006,8026
243|X..20|PCN|01,03
250|X..30|SECONDARY SERIAL|01+21,03+21,8006+21
251|X..30|REF. TO SOURCE|01,03,8006
253|N13+csum X..17?|GDTI
254|X..20|GLN EXTENSION COMPONENT|414
255|N13+csum N..12?|GCN||01,02,415,8006,8020,8026
30|N..8|VAR. COUNT|01,02
37|N..8|COUNT|02,8026
3900-3909|N..15|AMOUNT|255,8020|390n,391n,394n,8111
3910-3919|N3 N..15|AMOUNT|8020|391n
3920-3929|N..15|PRICE|01+30,01+31nn,01+32nn,01+35nn,01+36nn|392n,393n
3930-3939|N3 N..15|PRICE|30,31nn,32nn,35nn,36nn|393n
3940-3943|N4|PRCNT OFF|255|394n,8111
3950-3955|N6|PRICE/UoM|30,31nn,32nn,35nn,36nn|392n,393n,395n,8005
400|X..30|ORDER NUMBER
401|X..30|GINC
402|N17+csum|GSIN
403|X..30|ROUTE|00
410|N13+csum|SHIP TO LOC
411|N13+csum|BILL TO
412|N13+csum|PURCHASE FROM
413|N13+csum|SHIP FOR LOC
414|N13+csum|LOC No.
415|N13+csum|PAY TO|8020
416|N13+csum|PROD/SERV LOC
417|N13+csum|PARTY
420|X..20|SHIP TO POST||421
421|N3 X..9|SHIP TO POST||4307
422|N3|ORIGIN|01,02,03,8006,8026|426
423|N3 N3? N3? N3? N3?|COUNTRY - INITIAL PROCESS|01,02,03|426
424|N3|COUNTRY - PROCESS|01,02,03|426
425|N3 N3? N3? N3? N3?|COUNTRY - DISASSEMBLY|01,02,03|426
426|N3|COUNTRY - FULL PROCESS|01,02,03
427|X..3|ORIGIN SUBDIVISION|01+422,02+422,03+422
4300|X..35|SHIP TO COMP|00
4301|X..35|SHIP TO NAME|00
4302|X..70|SHIP TO ADD1|00
4303|X..70|SHIP TO ADD2|4302
4304|X..70|SHIP TO SUB|00
4305|X..70|SHIP TO LOC|00
4306|X..70|SHIP TO REG|00
4307|X2|SHIP TO COUNTRY|00
4308|X..30|SHIP TO PHONE|00
4309|N10 N10|SHIP TO GEO|00
4310|X..35|RTN TO COMP|00
4311|X..35|RTN TO NAME|00
4312|X..70|RTN TO ADD1|00
4313|X..70|RTN TO ADD2|4312
4314|X..70|RTN TO SUB|00
4315|X..70|RTN TO LOC|00
4316|X..70|RTN TO REG|00
4317|X2|RTN TO COUNTRY|00
4318|X..20|RTN TO POST|00
4319|X..30|RTN TO PHONE|00
4320|X..35|SRV DESCRIPTION|00
4321|N1+yesno|DANGEROUS GOODS|00
4322|N1+yesno|AUTH TO LEAVE|00
4323|N1+yesno|SIG REQUIRED|00
4324|N6+yymmd0 N4+hhmi|NOT BEF DEL DT|00
4325|N6+yymmd0 N4+hhmi|NOT AFT DEL DT|00
4326|N6+yymmdd|REL DATE|00
4330|N6 X1?+hyphen|MAX TEMP F.|00|4331
4331|N6 X1?+hyphen|MAX TEMP C.|00|4330
4332|N6 X1?+hyphen|MIN TEMP F.|00|4333
4333|N6 X1?+hyphen|MIN TEMP C.|00|4332
7001|N13|NSN|01,02,8006,8026
7002|X..30|MEAT CUT|01,02
7003|N6+yymmdd N4+hhmi|EXPIRY TIME|01,02,03
7004|N..4|ACTIVE POTENCY|01+10,03+10
7005|X..12|CATCH AREA|01,02
7006|N6+yymmdd|FIRST FREEZE DATE|01,02
7007|N6+yymmdd N6?+yymmdd|HARVEST DATE|01,02
7008|X..3|AQUATIC SPECIES|01,02
7009|X..10|FISHING GEAR TYPE|01,02
7010|X..2|PROD METHOD|01,02,03
7011|N6+yymmdd N4?+hhmi|TEST BY DATE|01,02,03
7020|X..20|REFURB LOT|01+416,03+416,8006+416
7021|X..20|FUNC STAT|01,03,8006
7022|X..20|REV STAT|01+7021,03+7021,8006+7021
7023|X..30|GIAI - ASSEMBLY
7030-7039|N3 X..27|PROCESSOR|01,02
7040|N1 X1 X1 X1|UIC+EXT
7041|X..4|UFRGT UNIT TYPE|00
710|X..20|NHRN PZN|01
711|X..20|NHRN CIP|01
712|X..20|NHRN CN|01
713|X..20|NHRN DRN|01
714|X..20|NHRN AIM|01
715|X..20|NHRN NDC|01
716|X..20|NHRN AIC|01
717|X..20|NHRN SRN|01
7230-7239|X2 X..28|CERT|01,8004
7240|X..20|PROTOCOL|01,8006|03
7241|N2|AIDC MEDIA TYPE|8017,8018
7242|X..25|VCN|8017,8018
7250|N8+yyyymmdd|DOB|8018|7251
7251|N8+yyyymmdd N4+hhmi|DOB TIME|8018|7250
7252|N1|BIO SEX|8018
7253|X..40|FAMILY NAME|8017,8018|7256,7259
7254|X..40|GIVEN NAME|8017,8018|7256,7259
7255|X..10|SUFFIX|8017,8018|7256,7259
7256|X..90|FULL NAME|8017,8018
7257|X..70|PERSON ADDR|8018
7258|X3|BIRTH SEQUENCE|8018+7259
7259|X..40|BABY|8018|7256
8001|N4+nonzero N5+nonzero N3+nonzero N1 N1|DIMENSIONS|01
8002|X..20|CMT No.
8003|N1+zero N13+csum X..16?|GRAI
8004|X..30|GIAI
8005|N6|PRICE PER UNIT|01,02
8006|N14+csum N4+pieceoftotal|ITIP||01,03,37
8007|X..34+iban|IBAN|415
8008|N6+yymmdd N2+hh N2?+mi N2?+ss|PROD TIME|01,02,03
8009|X..50|OPTSEN|00,01,03
8010|Y..30|CPID
8011|N..12+nozeroprefix|CPID SERIAL|8010
8012|X..20|VERSION|01,03,8006
8013|X..25+csumalpha|GMN
8014|X..25+csumalpha|MUDI|01
8017|N18+csum|GSRN - PROVIDER||8018
8018|N18+csum|GSRN - RECIPIENT||8017
8019|N..10|SRIN|8017,8018
8020|X..25|REF No.|415
8026|N14+csum N4+pieceoftotal|ITIP CONTENT|37|02,03,8006
8030|Z..90|DIGSIG|00,01+21,03+21,253,255,8003,8004,8006+21,8010+8011,8017,8018
8040|N15|IMEI|01+21
8041|N15|IMEI2|01+21+8040
8042|N32|ESIM|01+21+8040
8043|N18 N..2?|PSIM|01+21+8040
8110|X..70
8111|N4|POINTS|255
8112|X..70
8200|X..70|PRODUCT URL|01
90|X..30|INTERNAL
91-99|X..90|INTERNAL
`;

/** Measures of six digits whose fourth identifier digit counts the decimals. Trade measures go with an item, logistic ones also with a pallet. */
const measures: Readonly<Record<string, string>> = {
  '01,02': `
310 NET WEIGHT (kg)
311 LENGTH (m)
312 WIDTH (m)
313 HEIGHT (m)
314 AREA (m²)
315 NET VOLUME (l)
316 NET VOLUME (m³)
320 NET WEIGHT (lb)
321 LENGTH (in)
322 LENGTH (ft)
323 LENGTH (yd)
324 WIDTH (in)
325 WIDTH (ft)
326 WIDTH (yd)
327 HEIGHT (in)
328 HEIGHT (ft)
329 HEIGHT (yd)
350 AREA (in²)
351 AREA (ft²)
352 AREA (yd²)
356 NET WEIGHT (tr oz)
357 NET VOLUME (oz)
360 NET VOLUME (qt (US))
361 NET VOLUME (gal.)
364 NET VOLUME (in³)
365 NET VOLUME (ft³)
366 NET VOLUME (yd³)
`,
  '00,01': `
330 GROSS WEIGHT (kg)
331 LENGTH (m), log
332 WIDTH (m), log
333 HEIGHT (m), log
334 AREA (m²), log
335 VOLUME (l), log
336 VOLUME (m³), log
340 GROSS WEIGHT (lb)
341 LENGTH (in), log
342 LENGTH (ft), log
343 LENGTH (yd), log
344 WIDTH (in), log
345 WIDTH (ft), log
346 WIDTH (yd), log
347 HEIGHT (in), log
348 HEIGHT (ft), log
349 HEIGHT (yd), log
353 AREA (in²), log
354 AREA (ft²), log
355 AREA (yd²), log
362 VOLUME (qt (US)), log
363 VOLUME (gal (US)), log
367 VOLUME (in³), log
368 VOLUME (ft³), log
369 VOLUME (yd³), log
`,
  '01': `
337 KG PER m²
`,
};

export interface Part {
  readonly set: 'N' | 'X' | 'Y' | 'Z';
  readonly least: number;
  readonly most: number;
  readonly checks: readonly string[];
}

export interface Identifier {
  readonly ai: string;
  readonly title: string;
  readonly parts: readonly Part[];
  /** Each demand is a list of alternatives, each alternative a list of identifiers that must all be there */
  readonly requires: readonly (readonly (readonly string[])[])[];
  readonly excludes: readonly string[];
}

function partOf(text: string): Part {
  const match = /^([NXYZ])(\.\.)?(\d+)(\?)?((?:\+\w+)*)$/.exec(text);
  if (!match) throw new Error(`not a format of GS1: ${text}`);
  const [, set, upTo, length, optional, checks = ''] = match;
  const most = Number(length);
  const least = optional ? 0 : upTo ? 1 : most;
  return { set: set as Part['set'], least, most, checks: checks.split('+').filter(Boolean) };
}

function spread(range: string): string[] {
  const [first = '', last = first] = range.split('-');
  return Array.from({ length: Number(last) - Number(first) + 1 }, (_none, at) =>
    String(Number(first) + at).padStart(first.length, '0'),
  );
}

function rowsOf(text: string): [string, Identifier][] {
  const [range = '', format = '', title = '', requires = '', excludes = ''] = text.split('|');
  const demands = requires
    .split(' & ')
    .filter(Boolean)
    .map((demand) => demand.split(',').map((alternative) => alternative.split('+')));
  return spread(range).map((ai) => [
    ai,
    {
      ai,
      title,
      parts: format.split(' ').map(partOf),
      requires: demands,
      excludes: excludes.split(',').filter(Boolean),
    },
  ]);
}

const lines = (text: string): string[] => text.trim().split('\n');

export const identifiers: ReadonlyMap<string, Identifier> = new Map([
  ...lines(named).flatMap(rowsOf),
  ...Object.entries(measures).flatMap(([requires, list]) =>
    lines(list).flatMap((line) => {
      const [family = '', ...words] = line.split(' ');
      return rowsOf(`${family}0-${family}5|N6|${words.join(' ')}|${requires}|${family}n`);
    }),
  ),
]);

/** Identifiers that begin so have a length known in advance: no separator need follow them. */
const fixedLength = /^(0[0-4]|1[1-9]|20|3[1-6]|41)/;

export const needsSeparator = (ai: string): boolean => !fixedLength.test(ai);
