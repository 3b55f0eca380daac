/** The code of a system's or of undici's error, wherever fetch has hidden it. */
const codeOf = (error: unknown): string => {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return at.code
    if (at instanceof AggregateError && at.errors.length > 0) return codeOf(at.errors[0])
  }
  return ''
}

/**
 * Why there was no answer, as the end of a sentence that begins with the server. Made from codes alone: the messages of
 * fetch may repeat what was sent.
 * @param at where its address is set: `embedding.url`
 */
export const networkReason = (error: unknown, at: string): string => {
  const code = codeOf(error)
  switch (code) {
    case 'ECONNREFUSED':
      return `is not running: the connection was refused. Start it, or check ${at}.`
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `is not known by that name. Check the network and ${at}.`
    case 'ECONNRESET':
    case 'UND_ERR_SOCKET':
    case 'EPIPE':
      return 'closed the connection before it had answered.'
    default:
      if (/CERT|SSL|TLS/.test(code)) return `has a certificate that is not trusted (${code}).`
      return `cannot be reached${code === '' ? '' : ` (${code})`}. Check the network and ${at}.`
  }
}
