import { useQuery } from '@tanstack/react-query'
import { Search, Spline, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { PairList } from '#contract/graph'
import { Button } from '#ui/button'
import { EmptyState } from '#ui/empty-state'
import { ErrorState } from '#ui/error-state'
import { ProgressBar } from '#ui/progress-bar'
import { SegmentedControl } from '#ui/segmented-control'
import { Slider } from '#ui/slider'
import { useSomaQueries } from '../../api/client-context.tsx'
import { useGraphMutations } from '../../api/use-graph-mutations.ts'
import { useLinkMutations } from '../../api/use-link-mutations.ts'
import { formatCount, formatFixed } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import type { GraphActions } from './graph-actions.ts'
import type { GraphSession } from './graph-session.ts'
import { startWith } from './graph-start.ts'
import { useGraphStore } from './graph-store.ts'
import { PairCard } from './pair-card.tsx'
import own from './pairs-panel.module.css'
import {
  type CuratedPair,
  type PairsView,
  pairId,
  pairsViewOf,
  usePairsStore,
  usePairsView,
} from './pairs-store.ts'
import styles from './panel.module.css'
import { usePairs } from './use-pairs.ts'

const t = wordsOf('graph')

interface PairsPanelProps {
  readonly namespace: string
  readonly session: GraphSession
  readonly actions: GraphActions
  readonly readOnly: boolean
}

const WORDS = {
  near: {
    get says() {
      return t('memoriesThatMeanNearlyThe')
    },
    get slider() {
      return t('similarFrom')
    },
    get none() {
      return t('allThatIsSoAlike')
    },
    get what() {
      return t('memories2')
    },
  },
  far: {
    get says() {
      return t('linksBetweenMemoriesThatMean')
    },
    get slider() {
      return t('similarUpTo')
    },
    get none() {
      return t('noLinkJoinsWhatIs')
    },
    get what() {
      return t('links2')
    },
  },
} as const

/** Where meaning and links disagree: two lists for who looks after the graph (LNK-6). */
export const PairsPanel = (props: PairsPanelProps) => {
  const [list, setList] = useState<PairList>('near')
  return (
    <>
      <section className={styles.section} aria-label={t('whichPairs')}>
        <SegmentedControl
          label={t('whichPairs')}
          value={list}
          onChange={setList}
          options={[
            { value: 'near', label: t('nearNotLinked') },
            { value: 'far', label: t('linkedFarApart') },
          ]}
        />
        <p className={styles.note}>{WORDS[list].says}</p>
      </section>
      <Pairs key={list} list={list} {...props} />
    </>
  )
}

const Pairs = (props: PairsPanelProps & { readonly list: PairList }) => {
  const { namespace, list } = props
  const view = usePairsView(namespace, list)
  const search = usePairs(namespace, list)
  const { found, threshold } = view
  const words = WORDS[list]
  const change = (part: Partial<PairsView>): void => usePairsStore.getState().change(namespace, list, part)
  return (
    <>
      <section className={styles.section} aria-label={t('howAlike')}>
        <div className={styles.slider}>
          <span>{words.slider}</span>
          <Slider
            label={words.slider}
            value={threshold}
            min={0}
            max={0.95}
            step={0.05}
            onChange={(next) => change({ threshold: next })}
          />
          <span className={styles.value}>{formatFixed(threshold, 2)}</span>
        </div>
        <div className={styles.buttons}>
          {search.isRunning ? (
            <Button icon={X} onClick={search.cancel}>
              {t('cancel')}
            </Button>
          ) : (
            <Button variant={found ? 'quiet' : 'primary'} icon={Search} onClick={search.start}>
              {found ? t('lookAgain') : t('lookForPairs')}
            </Button>
          )}
          <Dismissed {...props} />
        </div>
        {search.isRunning && (
          <ProgressBar
            label={t('lookingForPairs')}
            done={found?.done ?? 0}
            total={found?.total ?? 1}
            text={t('doneOfTotalWhat', {
              done: formatCount(found?.done ?? 0),
              total: formatCount(found?.total ?? 0),
              what: words.what,
            })}
          />
        )}
        {found && (
          <p className={styles.note} role="status">
            {t('countPairsLookedAtDone', {
              count: found.pairs.length,
              done: formatCount(found.done),
              of: formatCount(found.of),
              what: words.what,
              cancelled: !search.isRunning && !found.isComplete ? t('thenItWasCancelled') : '',
              drawn: found.isComplete && found.total < found.of ? t('drawnByChance') : '',
            })}
          </p>
        )}
      </section>
      {search.error !== null && (
        <ErrorState error={search.error} title={t('pairsCouldNotBeFound')} onRetry={search.start} />
      )}
      {found && <FoundPairs {...props} view={view} isRunning={search.isRunning} />}
    </>
  )
}

/** How many are left out, and the way back. A count that falls means that an Undo brought some back. */
const Dismissed = ({ namespace, list, readOnly }: PairsPanelProps & { readonly list: PairList }) => {
  const { data } = useQuery(useSomaQueries().graph.dismissedPairs(namespace))
  const { restorePairs } = useGraphMutations()
  const count = data?.[list] ?? 0
  const before = useRef(count)
  useEffect(() => {
    if (count < before.current) {
      const { settled } = pairsViewOf(namespace, list)
      const kept = new Map([...settled].filter(([, how]) => how !== 'dismissed'))
      usePairsStore.getState().change(namespace, list, { settled: kept })
    }
    before.current = count
  }, [namespace, list, count])
  if (count === 0) return null
  return (
    <Button variant="plain" disabled={readOnly} onClick={() => void restorePairs({ namespace, list })}>
      {t('bringCountDismissedBack', { count: formatCount(count) })}
    </Button>
  )
}

type FoundProps = PairsPanelProps & {
  readonly list: PairList
  readonly view: PairsView
  readonly isRunning: boolean
}

const FoundPairs = ({ namespace, session, actions, readOnly, list, view, isRunning }: FoundProps) => {
  const links = useLinkMutations()
  const { dismissPair } = useGraphMutations()
  const [chosen, setChosen] = useState<CuratedPair | null>(null)
  useShownPair(session, actions, chosen)
  const pairs = (view.found?.pairs ?? []).filter((pair) => !view.settled.has(pairId(pair)))
  const settle = (pair: CuratedPair, how: 'changed' | 'dismissed'): void => {
    const { settled } = pairsViewOf(namespace, list)
    const next = new Map(settled).set(pairId(pair), how)
    usePairsStore.getState().change(namespace, list, { settled: next })
  }
  const choose = (pair: CuratedPair): void => {
    const { graph } = session
    if (!graph.hasNode(pair.a.id) || !graph.hasNode(pair.b.id)) {
      const title = t('titleAndTitle2', { title: pair.a.title, title2: pair.b.title })
      useGraphStore.getState().begin(namespace, startWith([pair.a.coordinate, pair.b.coordinate], title))
    }
    setChosen(pair)
  }
  if (pairs.length === 0) {
    if (isRunning) return null
    return <EmptyState icon={Spline} title={t('noPairs')} detail={WORDS[list].none} />
  }
  return (
    <section className={styles.section} aria-label={t('pairs')}>
      <ol className={own.list} onKeyDown={walk}>
        {pairs.map((pair) => {
          const ends = { namespace, from: pair.a.coordinate, to: pair.b.coordinate }
          return (
            <PairCard
              key={pairId(pair)}
              pair={pair}
              chosen={chosen !== null && pairId(chosen) === pairId(pair)}
              readOnly={readOnly}
              onChoose={() => choose(pair)}
              onLink={() =>
                void links
                  .put({ ...ends, type: 'related', weight: 1, note: null })
                  .then(({ ok }) => ok && settle(pair, 'changed'))
              }
              onUnlink={() =>
                void links
                  .remove({ ...ends, type: pair.type ?? 'related' })
                  .then(({ ok }) => ok && settle(pair, 'changed'))
              }
              onMerge={() => actions.mergeAt([pair.a.coordinate, pair.b.coordinate])}
              onDismiss={() =>
                void dismissPair({ namespace, list, a: pair.a.coordinate, b: pair.b.coordinate }).then(
                  ({ ok }) => ok && settle(pair, 'dismissed'),
                )
              }
            />
          )
        })}
      </ol>
    </section>
  )
}

/** Flies to both once they are drawn, and chooses them. */
const useShownPair = (session: GraphSession, actions: GraphActions, pair: CuratedPair | null): void => {
  const revision = useStore(session.state, (state) => state.revision)
  const shown = useRef<CuratedPair | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another graph may have both of them
  useEffect(() => {
    if (pair === null || shown.current === pair) return
    const ids = [pair.a.id, pair.b.id]
    if (!ids.every((id) => session.graph.hasNode(id))) return
    shown.current = pair
    actions.select(ids)
    requestAnimationFrame(() => session.drawing()?.camera.fit(ids))
  }, [session, actions, pair, revision])
}

/** Up and down go from pair to pair. */
const walk = (event: KeyboardEvent<HTMLOListElement>): void => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step === undefined) return
  const heads = [...event.currentTarget.querySelectorAll<HTMLElement>('button[aria-pressed]')]
  const card = (document.activeElement as HTMLElement | null)?.closest('li')
  const next = heads[heads.findIndex((head) => card?.contains(head)) + step]
  if (!next) return
  event.preventDefault()
  next.focus()
}
