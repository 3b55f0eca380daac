import { createContext, type RefObject, useContext, useEffect, useMemo, useState } from 'react'

/** A part of Settings that is on the page. */
export interface SectionEntry {
  readonly title: string
  readonly heading: HTMLElement
}

type Enter = (entry: SectionEntry) => () => void

export const SectionsContext = createContext<Enter>(() => () => {})

/** Puts a part into the list of parts as long as it is on the page. */
export const useSectionEntry = (title: string, heading: RefObject<HTMLElement | null>): void => {
  const enter = useContext(SectionsContext)
  useEffect(
    () => (heading.current ? enter({ title, heading: heading.current }) : undefined),
    [enter, title, heading],
  )
}

const byPlace = (a: SectionEntry, b: SectionEntry): number =>
  a.heading.compareDocumentPosition(b.heading) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1

/** The parts in the order of the page, which come and go with what there is to set. */
export const useSections = (): { readonly sections: readonly SectionEntry[]; readonly enter: Enter } => {
  const [entries, setEntries] = useState<readonly SectionEntry[]>([])
  const enter = useMemo<Enter>(
    () => (entry) => {
      setEntries((before) => [...before, entry].sort(byPlace))
      return () => setEntries((before) => before.filter((one) => one !== entry))
    },
    [],
  )
  return { sections: entries, enter }
}
