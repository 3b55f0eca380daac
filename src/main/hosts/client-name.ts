/** Names under which this program itself acts: nobody else may take them. */
const OUR_OWN = new Set(['app', 'cli', 'settings'])
const MOST = 64

/** The name under which a client's changes are recorded: the one it gave, where it may be that. */
export const clientName = (given: unknown, otherwise: 'api' | 'http' | 'mcp'): string =>
  typeof given === 'string' && /^[\w .-]{1,64}$/.test(given) && !OUR_OWN.has(given) ? given : otherwise

/** The name of a program in words that may be one: what else stands in it is left out. */
export const spelledClientName = (given: string | undefined): string => {
  const spelled = (given ?? '')
    .replace(/[^\w .-]+/g, '-')
    .slice(0, MOST)
    .trim()
  return clientName(spelled, 'mcp')
}
