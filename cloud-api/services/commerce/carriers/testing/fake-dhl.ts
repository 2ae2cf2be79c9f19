import type { ApiAnswer } from '../../../../testing/faulty-api.ts';
import { addDays, centsFor, type FakeCarrier, type FakeShipment, paper, startFakeCarrier } from './fake-carrier.ts';

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Unauthorized',
  404: 'Not Found',
  422: 'Validation error',
};
const failed = (status: number, _code: string, detail: string, additionalDetails: string[] = []): ApiAnswer => ({
  status,
  body: {
    ...{ instance: '/expressapi', detail, title: titles[status] ?? 'Process failure', message: titles[status] ?? '' },
    status: String(status),
    ...(additionalDetails.length > 0 && { additionalDetails }),
  },
});

interface Package {
  readonly weight: number;
  readonly dimensions?: object;
}
interface Party {
  readonly countryCode?: string;
  readonly postalAddress?: { readonly countryCode: string };
  readonly contactInformation?: { readonly phone: string };
}
interface Asked {
  readonly accounts: readonly { readonly typeCode: string; readonly number: string }[];
  readonly customerDetails: { readonly shipperDetails: Party; readonly receiverDetails: Party };
  readonly plannedShippingDateAndTime: string;
  readonly isCustomsDeclarable?: boolean;
  readonly packages?: readonly Package[];
  readonly productCode?: string;
  readonly customerReferences?: readonly { readonly value: string }[];
  readonly content?: {
    readonly packages: readonly Package[];
    readonly isCustomsDeclarable: boolean;
    readonly exportDeclaration?: object;
  };
}
const gramsOf = (packages: readonly Package[]): number =>
  packages.reduce((sum, { weight }) => sum + Math.round(weight * 1_000), 0);

/** The MyDHL API as its description has it (3.1.1), as far as the adapter speaks it. */
export function startFakeDhl(of: {
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly account: string;
  readonly currency: string;
  readonly now: () => number;
}): Promise<FakeCarrier> {
  return startFakeCarrier({
    ...{ now: of.now, tokenPath: null, ratesPath: '/rates', failed },
    giveToken: () => failed(404, '', 'there are no tokens here'),
    spoilt: ({ status }) => ({ status, body: { products: 'none' } }),
    answer: ({ path, query, headers }, body, { book, events, unserved }) => {
      const right = `Basic ${Buffer.from(`${of.apiKey}:${of.apiSecret}`).toString('base64')}`;
      if (headers.authorization !== right) return failed(401, '', 'Invalid Credentials');

      if (path === '/rates') {
        const asked = body as unknown as Asked;
        if (asked.accounts[0]?.number !== of.account)
          return failed(
            400,
            '',
            'The account number is not found or invalid. Please check the account number and retry.',
          );
        const to = asked.customerDetails.receiverDetails.countryCode ?? '';
        if (!asked.packages?.every(({ dimensions }) => dimensions))
          return failed(422, '', 'Multiple problems found, see Additional Details', [
            '#/packages/0: required key [dimensions] not found',
          ]);
        if (unserved.has(to))
          return failed(404, '', '1001: The requested product(s) not available based on your search criteria.');
        const day = asked.plannedShippingDateAndTime.slice(0, 10);
        const product = (productCode: string, productName: string, days: number, cents: number) => ({
          ...{ productCode, productName, localProductCode: productCode, isCustomerAgreement: false },
          totalPrice: [
            { currencyType: 'PULCL', priceCurrency: 'CZK', price: 2_450 },
            { currencyType: 'BILLC', priceCurrency: of.currency, price: cents / 100 },
          ],
          deliveryCapabilities: {
            deliveryTypeCode: 'QDDC',
            estimatedDeliveryDateAndTime: `${addDays(day, days)}T18:00:00`,
          },
        });
        const grams = gramsOf(asked.packages);
        return {
          status: 200,
          body: {
            products: [
              product('P', 'EXPRESS WORLDWIDE', 2, centsFor('P', to, grams)),
              // As it says what it has no price for.
              product('X', 'EXPRESS ENVELOPE', 1, 0),
            ],
          },
        };
      }

      if (path === '/shipments') {
        const asked = body as unknown as Asked;
        const { shipperDetails, receiverDetails } = asked.customerDetails;
        if (!receiverDetails.contactInformation?.phone || !shipperDetails.contactInformation?.phone)
          return failed(422, '', 'Multiple problems found, see Additional Details', [
            '#/customerDetails/receiverDetails/contactInformation: required key [phone] not found',
          ]);
        if (asked.content?.isCustomsDeclarable && !asked.content.exportDeclaration)
          return failed(400, '', '7008: exportDeclaration is required.');
        const id = String(1_000_000_000 + book.length);
        const shipment: FakeShipment = {
          ...{ id, trackings: [id], service: asked.productCode ?? '', voided: false },
          returns: asked.accounts[0]?.typeCode === 'payer',
          reference: asked.customerReferences?.[0]?.value ?? '',
          asked: body,
        };
        book.push(shipment);
        const cents = centsFor(
          shipment.service,
          receiverDetails.postalAddress?.countryCode ?? '',
          gramsOf(asked.content?.packages ?? []),
        );
        return {
          status: 201,
          body: {
            shipmentTrackingNumber: id,
            documents: [{ imageFormat: 'PDF', content: paper(id), typeCode: 'label' }],
            shipmentCharges: [{ currencyType: 'BILLC', priceCurrency: of.currency, price: cents / 100 }],
          },
        };
      }

      const tracked = (id: string): ApiAnswer => ({
        status: 200,
        body: {
          shipments: [
            {
              shipmentTrackingNumber: id,
              events: (events.get(id) ?? []).map(({ code, words, at, city }) => ({
                ...{
                  date: at.slice(0, 10),
                  time: at.slice(11, 19),
                  GMTOffset: '+00:00',
                  typeCode: code,
                  description: words,
                },
                serviceArea: [{ code: 'LEJ', description: city }],
              })),
            },
          ],
        },
      });
      if (path === '/tracking') {
        const found = book.find(({ reference }) => reference === query.get('shipmentReference'));
        return found ? tracked(found.id) : failed(404, '', 'No result found');
      }
      const [, , id = '', verb] = path.split('/');
      if (verb === 'tracking') return events.has(id) ? tracked(id) : failed(404, '', 'No result found');
      return failed(404, '', 'No such resource');
    },
  });
}
