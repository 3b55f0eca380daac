import { type RefObject, useEffect, useRef, useState } from 'react'
import { wordsOf } from '../../words/words.ts'
import styles from './settings-nav.module.css'
import type { SectionEntry } from './settings-sections.ts'

const t = wordsOf('settings')

interface SettingsNavProps {
  readonly sections: readonly SectionEntry[]
  readonly screen: RefObject<HTMLElement | null>
}

/** Pixels below the top of the screen at which a heading counts as reached. */
const REACHED = 96

/** The part that is read now: the last whose heading has passed the top, or the last of all at the end of the page. */
const currentOf = (sections: readonly SectionEntry[], screen: HTMLElement): SectionEntry | undefined => {
  if (screen.scrollTop + screen.clientHeight >= screen.scrollHeight - 2) return sections.at(-1)
  const { top } = screen.getBoundingClientRect()
  return (
    sections.findLast(({ heading }) => heading.getBoundingClientRect().top - top <= REACHED) ?? sections[0]
  )
}

/** By these a person goes somewhere else, also from outside: the palette leads to a setting. */
const ON_THEIR_OWN = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const

/** The parts of Settings, beside them where there is room. */
export const SettingsNav = ({ sections, screen }: SettingsNavProps) => {
  const [current, setCurrent] = useState<SectionEntry>()
  // What was asked for stays the current one, and where it is, until somebody scrolls on: parts above it may still be read.
  const aim = useRef<SectionEntry>(null)
  useEffect(() => {
    const box = screen.current
    if (!box) return
    const follow = (): void => setCurrent(aim.current ?? currentOf(sections, box))
    const letGo = (): void => {
      aim.current = null
    }
    const resized = new ResizeObserver(() => {
      aim.current?.heading.scrollIntoView({ block: 'start' })
      follow()
    })
    for (const { heading } of sections) if (heading.parentElement) resized.observe(heading.parentElement)
    box.addEventListener('scroll', follow, { passive: true })
    for (const event of ON_THEIR_OWN)
      document.addEventListener(event, letGo, { passive: true, capture: true })
    return () => {
      resized.disconnect()
      box.removeEventListener('scroll', follow)
      for (const event of ON_THEIR_OWN) document.removeEventListener(event, letGo, { capture: true })
    }
  }, [sections, screen])
  return (
    <nav className={styles.nav} aria-label={t('partsOfSettings')}>
      {sections.map((section) => (
        <button
          key={section.title}
          type="button"
          className={styles.item}
          aria-current={section === current ? 'true' : undefined}
          onClick={() => {
            aim.current = section
            section.heading.focus({ preventScroll: true })
            section.heading.scrollIntoView({ block: 'start' })
            setCurrent(section)
          }}
        >
          {section.title}
        </button>
      ))}
    </nav>
  )
}
