/** Names of the fields of a payload; none while its text is broken. */
export const topLevelKeys = (payload: string): string[] => {
  try {
    const value: unknown = JSON.parse(payload)
    return typeof value === 'object' && value !== null ? Object.keys(value) : []
  } catch {
    return []
  }
}
