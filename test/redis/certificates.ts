import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

/** An authority of our own, and a certificate of it for 127.0.0.1. */
export const makeCertificates = (folder: string): void => {
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' })
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2', '-subj', '/CN=Test CA')
  const own = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-addext', 'subjectAltName=IP:127.0.0.1']
  openssl(
    'req',
    '-x509',
    ...key,
    ...own,
    '-keyout',
    'own.key',
    '-out',
    'own.pem',
    '-days',
    '2',
    '-subj',
    '/CN=r',
  )
}

/** Has a redis-server, or a Sentinel, answer through TLS at a port, with the certificates of a folder. */
export const tlsOptions = (folder: string, port: number): string[] => {
  const files = { cert: 'own.pem', key: 'own.key', 'ca-cert': 'ca.pem' }
  const paths = Object.entries(files).flatMap(([name, file]) => [`--tls-${name}-file`, join(folder, file)])
  return ['--tls-port', String(port), '--tls-auth-clients', 'no', ...paths]
}
