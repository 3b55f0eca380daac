import { BrainCircuit, Pause, Play, SkipBack, StepBack, StepForward, X } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Button } from '#ui/button'
import { IconButton } from '#ui/icon-button'
import { SearchField } from '#ui/search-field'
import { describeError } from '../../api/describe-error.ts'
import type { MapDraft, SearchDraft } from './map-store.ts'
import { requestRecallSearch } from './recall-search.ts'
import styles from './search-strip.module.css'
import type { SearchOnMap } from './use-search-on-map.ts'

interface SearchStripProps {
  readonly search: SearchDraft
  readonly found: SearchOnMap
  readonly onChange: (part: Partial<MapDraft>) => void
}

/** Under the map: a query, and its search step by step. */
export const SearchStrip = ({ search, found, onChange }: SearchStripProps) => {
  const [typed, setTyped] = useState(search.query)
  const [asked, setAsked] = useState(search.query)
  // Another screen may ask for another query while this one is shown.
  if (asked !== search.query) {
    setAsked(search.query)
    setTyped(search.query)
  }
  const { steps, step } = found
  const now = steps[step]
  const go = (to: number): void => onChange({ search: { ...search, step: to, isPlaying: false } })
  const submit = (event?: FormEvent): void => {
    event?.preventDefault()
    onChange({ search: { query: typed, step: 0, isPlaying: true } })
  }
  const isLast = step >= steps.length - 1
  return (
    <section className={styles.strip} aria-label="The search on the map">
      <form className={styles.query} onSubmit={submit}>
        <SearchField
          label="Query to draw"
          placeholder="Draw the search for…"
          value={typed}
          onChange={setTyped}
          onSubmit={() => submit()}
        />
      </form>
      <p className={styles.words} role="status">
        {now ? (
          <>
            <span className={styles.place}>
              {step + 1} of {steps.length}
            </span>
            <b>{now.title}</b> <span>{now.detail}</span>
          </>
        ) : (
          <span>{wordsWithout(search, found)}</span>
        )}
      </p>
      <div className={styles.controls} role="toolbar" aria-label="Steps of the search">
        <IconButton icon={SkipBack} label="First step" disabled={step === 0} onClick={() => go(0)} />
        <IconButton
          icon={StepBack}
          label="Step back"
          shortcut=","
          disabled={step === 0}
          onClick={() => go(step - 1)}
        />
        <IconButton
          icon={search.isPlaying ? Pause : Play}
          label={search.isPlaying ? 'Pause' : 'Play the search'}
          disabled={steps.length === 0}
          onClick={() =>
            onChange({ search: { ...search, step: isLast ? 0 : step, isPlaying: !search.isPlaying } })
          }
        />
        <IconButton
          icon={StepForward}
          label="Step on"
          shortcut="."
          disabled={isLast}
          onClick={() => go(step + 1)}
        />
      </div>
      <Button
        size="small"
        icon={BrainCircuit}
        disabled={search.query.trim() === ''}
        onClick={() => requestRecallSearch(search.query)}
      >
        In Recall
      </Button>
      <IconButton icon={X} size="small" label="Close the search" onClick={() => onChange({ search: null })} />
    </section>
  )
}

const wordsWithout = ({ query }: SearchDraft, { isAsking, error }: SearchOnMap): string => {
  if (error) return describeError(error).sentence
  if (query.trim() === '')
    return 'Write a query and press Enter: its search through the index is drawn step by step.'
  return isAsking ? 'Searching…' : 'The embedder knows none of these words.'
}
