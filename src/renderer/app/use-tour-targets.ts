import { useEffect, useState } from 'react'

/** Marks what a step points at, as soon as it is there, and gives the first of it. */
export const useTourTargets = (selectors: readonly string[]): Element | null => {
  const [first, setFirst] = useState<Element | null>(null)
  useEffect(() => {
    let marked: readonly Element[] = []
    const mark = (found: readonly Element[]): void => {
      for (const one of marked) one.removeAttribute('data-tour-at')
      for (const one of found) one.setAttribute('data-tour-at', '')
      marked = found
      setFirst(found[0] ?? null)
    }
    const look = (): void => {
      const found = selectors.flatMap((selector) => document.querySelector(selector) ?? [])
      if (found.length !== marked.length || found.some((one, at) => one !== marked[at])) mark(found)
    }
    look()
    const observer = new MutationObserver(look)
    observer.observe(document.body, { childList: true, subtree: true })
    return () => {
      observer.disconnect()
      mark([])
    }
  }, [selectors])
  return first
}
