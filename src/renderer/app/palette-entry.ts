import { defaultFilter } from 'cmdk'
import type { LucideIcon } from 'lucide-react'
import { wordsOf } from '../words/words.ts'

const t = wordsOf('shell')

/** The group of lines that are memories. */
export const memoriesTitle = (): string => t('memories')

/** A line of the palette: a command, or a namespace to go to. */
export interface PaletteEntry {
  readonly id: string
  readonly title: string
  readonly group: string
  readonly keywords: readonly string[]
  readonly icon: LucideIcon | undefined
  readonly shortcut: string | undefined
  readonly detail: string | undefined
  readonly run: () => void
}

/** Letters that merely occur in order score far below a word that begins so; those are noise beside it. */
const NOISE = 0.2

/**
 * The entries that a query means, the best first whatever group they are in: Enter must run what was typed.
 * (cmdk's own sorting keeps its groups in place, so that a poor match of an early group would stay on top.)
 */
export const rankEntries = (entries: readonly PaletteEntry[], query: string): readonly PaletteEntry[] => {
  const words = query.trim()
  if (words === '') return entries
  const scored = entries
    .map((entry) => ({ entry, score: defaultFilter(entry.title, words, [...entry.keywords]) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
  const best = scored[0]?.score ?? 0
  return scored.filter(({ score }) => score >= best * NOISE).map(({ entry }) => entry)
}
