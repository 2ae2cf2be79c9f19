/** Pages on which carriers show where a parcel is, by how shops write their names, without what is no letter or digit. The number takes the place of `#`. */
const pages: readonly (readonly [RegExp, string])[] = [
  [/^ups/, 'https://www.ups.com/track?tracknum=#'],
  [/^fedex/, 'https://www.fedex.com/fedextrack/?trknbr=#'],
  [/^dhl/, 'https://www.dhl.com/global-en/home/tracking.html?tracking-id=#&submit=1'],
  [/^royalmail/, 'https://www.royalmail.com/track-your-item?trackNumber=#'],
  [/^parcelforce/, 'https://www.parcelforce.com/track-trace?trackNumber=#'],
  [/^(evri|hermes)/, 'https://www.evri.com/track/parcel/#'],
  [/^usps/, 'https://tools.usps.com/go/TrackConfirmAction?tLabels=#'],
  [/^gls/, 'https://gls-group.eu/EU/en/parcel-tracking?match=#'],
  [/^deutschepost/, 'https://www.deutschepost.de/de/s/sendungsverfolgung.html?piececode=#'],
  [/^(laposte|colissimo)/, 'https://www.laposte.fr/outils/suivre-vos-envois?code=#'],
  [/^correos/, 'https://www.correos.es/es/es/herramientas/localizador/envios/detalle?tracking-number=#'],
  [/^anpost/, 'https://www.anpost.com/Post-Parcels/Track/History?item=#'],
  [/^(swisspost|dieschweizerischepost)/, 'https://service.post.ch/ekp-web/ui/entry/search/#'],
  [/^australiapost/, 'https://auspost.com.au/mypost/track/details/#'],
];

/** Where the carrier itself says where a parcel is; null: no number, or a carrier whose page is not known here. */
export function trackingLink(carrier: string, tracking: string): string | null {
  const number = tracking.replaceAll(/\s/g, '');
  const name = carrier.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  const page = number && pages.find(([carriers]) => carriers.test(name))?.[1];
  return page ? page.replace('#', () => encodeURIComponent(number)) : null;
}
