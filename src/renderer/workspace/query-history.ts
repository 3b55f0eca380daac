const LIMIT = 50
const VERSION = 1

/** The part of `Storage` that is used. */
export interface HistoryStore {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
}

const keyOf = (namespace: string): string => `soma.recall.history.${namespace}`

/** Newest first. Anything that is not understood counts as empty. */
export const loadHistory = (store: HistoryStore, namespace: string): readonly string[] => {
  try {
    const saved: unknown = JSON.parse(store.getItem(keyOf(namespace)) ?? 'null')
    if (typeof saved !== 'object' || saved === null) return []
    const { version, queries } = saved as { version?: unknown; queries?: unknown }
    if (version !== VERSION || !Array.isArray(queries)) return []
    return queries.filter((query): query is string => typeof query === 'string').slice(0, LIMIT)
  } catch {
    return []
  }
}

/** The query moves to the front; a query that only began like it, typed on its way, leaves. */
export const withQuery = (history: readonly string[], query: string): readonly string[] => {
  const text = query.trim()
  if (text === '') return history
  const [latest, ...rest] = history
  const kept = latest !== undefined && text.startsWith(latest) ? rest : history
  return [text, ...kept.filter((one) => one !== text)].slice(0, LIMIT)
}

export const saveHistory = (store: HistoryStore, namespace: string, queries: readonly string[]): void => {
  try {
    store.setItem(keyOf(namespace), JSON.stringify({ version: VERSION, queries }))
  } catch {
    // A full store costs the history, nothing else.
  }
}
