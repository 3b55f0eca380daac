/** The default of every switch over a closed set: a new member that nobody handles does not compile. */
export const unreachable = (value: never): never => {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`)
}
