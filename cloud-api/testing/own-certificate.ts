import 'reflect-metadata';
import { BasicConstraintsExtension, SubjectAlternativeNameExtension, X509CertificateGenerator } from '@peculiar/x509';

/** A certificate that signs itself, for a server of a test under one name; both in PEM. */
export async function ownCertificate(name: string): Promise<{ readonly key: string; readonly cert: string }> {
  const signingAlgorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await crypto.subtle.generateKey(signingAlgorithm, true, ['sign', 'verify']);
  const cert = await X509CertificateGenerator.createSelfSigned({
    ...{ name: `CN=${name}`, keys, signingAlgorithm },
    notBefore: new Date('2025-01-01'),
    notAfter: new Date('2049-12-31'),
    extensions: [
      new SubjectAlternativeNameExtension([{ type: 'dns', value: name }]),
      new BasicConstraintsExtension(true),
    ],
  });
  const bytes = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  return {
    key: `-----BEGIN PRIVATE KEY-----\n${bytes}\n-----END PRIVATE KEY-----\n`,
    cert: cert.toString('pem'),
  };
}
