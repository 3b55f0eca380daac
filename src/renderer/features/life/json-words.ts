/** What a person typed as JSON: what is none is taken for a text, so that nobody has to quote. */
export const jsonOf = (typed: string): string => {
  try {
    JSON.parse(typed)
    return typed
  } catch {
    return JSON.stringify(typed)
  }
}

/** The other way round: a text as it is, unless it would be read as something else. */
export const textOf = (value: unknown): string => {
  const json = JSON.stringify(value) ?? ''
  return typeof value === 'string' && jsonOf(value) === json ? value : json
}
