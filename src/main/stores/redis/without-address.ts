/** The last part of an address, with the name of a database after it left out. */
const portOf = (address: string): string => /:(\d+)(?:\/\d+)?$/.exec(address)?.[1] ?? ''

/**
 * What went wrong, for a sentence that names the server already: Node's errors of connections end in the address. Another
 * one than that server's stays, as where a Sentinel or one node of a cluster is away.
 * @param name as the sentence has it: `127.0.0.1:6379`
 */
export const withoutAddress = (message: string, { name }: { readonly name: string }): string => {
  const [, what, at] = /^(.*\bE[A-Z_]+) (\S+)$/.exec(message) ?? []
  if (what === undefined || at === undefined) return message
  const isOfServer = portOf(at) === '' ? name.startsWith(at) : portOf(at) === portOf(name)
  return isOfServer ? what : message
}
