import { useQuery } from '@tanstack/react-query'
import { ArrowRight, CircleCheck, CircleHelp, CircleSlash, RotateCcw } from 'lucide-react'
import { useMemo } from 'react'
import type { RecallResult, WhyNot } from '#contract/recall'
import { Button } from '#ui/button'
import { CoordinateLabel } from '#ui/coordinate-label'
import { EmptyState } from '#ui/empty-state'
import { ErrorState } from '#ui/error-state'
import { Skeleton } from '#ui/skeleton'
import { TypeBadge } from '#ui/type-badge'
import { useSomaQueries } from '../../api/client-context.tsx'
import { useMemoryMutations } from '../../api/use-memory-mutations.ts'
import { useReadOnly } from '../../api/use-read-only.ts'
import { MemoryMenu } from '../../memory-menu/memory-menu.tsx'
import { MemoryPicker } from '../../memory-picker/memory-picker.tsx'
import { classNames } from '../../ui/class-names.ts'
import { formatCount } from '../../ui/format-number.ts'
import { useSettled } from '../../ui/use-settled.ts'
import { wordsOf } from '../../words/words.ts'
import type { Coordinate } from '../../workspace/location.ts'
import { workspace } from '../../workspace/use-workspace.ts'
import { keptOutSentence, keptOutTitle, letInWords, noChangeSentence } from './kept-out.ts'
import { recallInput, settingsOf } from './recall-settings.ts'
import type { RecallDraft } from './recall-store.ts'
import { WhyNotEvidence } from './why-not-evidence.tsx'
import styles from './why-not-panel.module.css'

const t = wordsOf('recall')

interface WhyNotPanelProps {
  readonly namespace: string
  readonly draft: RecallDraft
  readonly result: RecallResult | undefined
  readonly onChange: (part: Partial<RecallDraft>) => void
}

/** The engine asks several questions for one answer, so it is asked when typing rests. */
const SETTLE_MS = 250

/** What kept a memory out, and the smallest change that lets it in (REC-5). */
export const WhyNotPanel = (props: WhyNotPanelProps) => {
  const { namespace, draft, onChange } = props
  const { whyNot } = draft
  const picker = (
    <MemoryPicker
      namespace={namespace}
      label={whyNot ? t('anotherMemory') : t('pickAMemory')}
      onPick={(coordinate) => onChange({ whyNot: coordinate })}
    />
  )
  if (!whyNot) {
    return (
      <EmptyState
        icon={CircleHelp}
        title={t('whichMemoryDidYouExpect')}
        detail={t('pickItAndTheEngine')}
        action={picker}
      />
    )
  }
  return (
    <div className={styles.why}>
      <Answered {...props} coordinate={whyNot} />
      <div className={styles.another}>{picker}</div>
    </div>
  )
}

const Answered = (props: WhyNotPanelProps & { readonly coordinate: Coordinate }) => {
  const { namespace, draft, coordinate, result } = props
  const { query, filter, context, seeds, k, weights, fusion, exact, effort, embedder } = draft
  const input = useMemo(
    () =>
      recallInput(
        namespace,
        { query, filter, context, seeds },
        { k, weights, fusion, exact, effort, embedder },
      ),
    [namespace, query, filter, context, seeds, k, weights, fusion, exact, effort, embedder],
  )
  const settled = useSettled(input, SETTLE_MS)
  const { data, error, refetch, isPlaceholderData } = useQuery(
    useSomaQueries().recall.whyNot(settled, coordinate),
  )
  if (error) return <ErrorState error={error} title={t('itCouldNotBeFound')} onRetry={() => void refetch()} />
  if (!data) {
    return (
      <div className={styles.waiting}>
        <Skeleton lines={6} height={28} label={t('askingWhy')} />
      </div>
    )
  }
  return (
    <div className={classNames(styles.answer, isPlaceholderData && styles.stale)}>
      <Verdict {...props} answer={data} />
      <WhyNotEvidence answer={data} query={query} result={result} />
    </div>
  )
}

interface VerdictProps extends WhyNotPanelProps {
  readonly coordinate: Coordinate
  readonly answer: WhyNot
}

const Verdict = (props: VerdictProps) => {
  const { coordinate, answer } = props
  const { memory, reason } = answer
  const isIn = reason.is === 'returned'
  const Icon = isIn ? CircleCheck : CircleSlash
  return (
    <div className={styles.verdict}>
      <MemoryMenu coordinate={coordinate} disabled={!memory}>
        <button
          type="button"
          className={styles.memory}
          disabled={!memory}
          onClick={() => workspace.getState().openMemory(coordinate)}
        >
          <span className={styles.title} data-private>
            {memory ? memory.title || t('untitled') : t('noMemory')}
          </span>
          <span className={styles.facts}>
            <CoordinateLabel coordinate={[...coordinate]} quiet />
            {memory && <TypeBadge type={memory.type} />}
          </span>
        </button>
      </MemoryMenu>
      <div className={classNames(styles.reason, isIn && styles.good)} role="status">
        <Icon size={16} aria-hidden />
        <div>
          <h3 className={styles.what}>{keptOutTitle(reason)}</h3>
          <p>{keptOutSentence(reason)}</p>
        </div>
      </div>
      <Remedy {...props} />
    </div>
  )
}

/** What can be done about it: the smallest change, or restoring what was deleted. */
const Remedy = ({ namespace, draft, coordinate, answer, onChange }: VerdictProps) => {
  const { restore } = useMemoryMutations()
  const readOnly = useReadOnly()
  const { change, reason } = answer
  const none = noChangeSentence(answer)
  const apply = () => {
    if (change) onChange({ ...settingsOf(change.query, draft.filter), sought: coordinate })
  }
  return (
    <>
      {change && (
        <div className={styles.change}>
          <h3 className={styles.heading}>{t('theSmallestChangeThatLets')}</h3>
          <ul className={styles.steps}>
            {change.steps.map((step) => {
              const { label, value } = letInWords(step)
              return (
                <li key={`${label} ${value}`} className={styles.step}>
                  <span className={styles.stepLabel}>{label}</span>
                  {value !== undefined && <span className="mono">{value}</span>}
                </li>
              )
            })}
            <li className={styles.outcome}>
              <ArrowRight size={14} aria-hidden /> {t('placeRank', { rank: formatCount(change.rank) })}
            </li>
          </ul>
          <Button variant="primary" size="small" onClick={apply}>
            {t('apply')}
          </Button>
        </div>
      )}
      {none && <p className={styles.none}>{none}</p>}
      {reason.is === 'deleted' && (
        <Button
          size="small"
          icon={RotateCcw}
          disabled={readOnly}
          onClick={() => void restore({ namespace, coordinates: [[...coordinate]] })}
        >
          {t('restore')}
        </Button>
      )}
    </>
  )
}
