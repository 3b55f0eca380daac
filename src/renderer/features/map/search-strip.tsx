import { BrainCircuit, Pause, Play, SkipBack, StepBack, StepForward, X } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Button } from '#ui/button'
import { IconButton } from '#ui/icon-button'
import { SearchField } from '#ui/search-field'
import { describeError } from '../../api/describe-error.ts'
import { wordsOf } from '../../words/words.ts'
import type { MapDraft, SearchDraft } from './map-store.ts'
import { requestRecallSearch } from './recall-search.ts'
import styles from './search-strip.module.css'
import type { SearchOnMap } from './use-search-on-map.ts'

const t = wordsOf('map')

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
    <section className={styles.strip} aria-label={t('theSearchOnTheMap')}>
      <form className={styles.query} onSubmit={submit}>
        <SearchField
          label={t('queryToDraw')}
          placeholder={t('drawTheSearchFor')}
          isPrivate
          value={typed}
          onChange={setTyped}
          onSubmit={() => submit()}
        />
      </form>
      <p className={styles.words} role="status">
        {now ? (
          <>
            <span className={styles.place}>{t('stepOfSteps', { step: step + 1, steps: steps.length })}</span>
            <b>{now.title}</b> <span>{now.detail}</span>
          </>
        ) : (
          <span>{wordsWithout(search, found)}</span>
        )}
      </p>
      <div className={styles.controls} role="toolbar" aria-label={t('stepsOfTheSearch')}>
        <IconButton icon={SkipBack} label={t('firstStep')} disabled={step === 0} onClick={() => go(0)} />
        <IconButton
          icon={StepBack}
          label={t('stepBack')}
          shortcut=","
          disabled={step === 0}
          onClick={() => go(step - 1)}
        />
        <IconButton
          icon={search.isPlaying ? Pause : Play}
          label={search.isPlaying ? t('pause') : t('playTheSearch')}
          disabled={steps.length === 0}
          onClick={() =>
            onChange({ search: { ...search, step: isLast ? 0 : step, isPlaying: !search.isPlaying } })
          }
        />
        <IconButton
          icon={StepForward}
          label={t('stepOn')}
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
        {t('inRecall')}
      </Button>
      <IconButton
        icon={X}
        size="small"
        label={t('closeTheSearch')}
        onClick={() => onChange({ search: null })}
      />
    </section>
  )
}

const wordsWithout = ({ query }: SearchDraft, { isAsking, error }: SearchOnMap): string => {
  if (error) return describeError(error).sentence
  if (query.trim() === '') return t('writeAQuery')
  return isAsking ? t('searching') : t('theEmbedderKnowsNone')
}
