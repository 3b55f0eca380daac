import { createContext } from 'react'

/** What an error says. Whoever knows errors by their codes provides it; the error's own text stands in for that. */
export const ErrorWords = createContext((error: unknown): string =>
  error instanceof Error ? error.message : String(error),
)
