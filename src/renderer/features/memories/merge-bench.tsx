import { useQueries } from '@tanstack/react-query'
import { GitMerge, Split } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from '#ui/button'
import { EmptyState } from '#ui/empty-state'
import { Skeleton } from '#ui/skeleton'
import { TextDiff } from '#ui/text-diff'
import { useSomaQueries } from '../../api/client-context.tsx'
import { useGateMutations } from '../../api/use-gate-mutations.ts'
import { useReadOnly } from '../../api/use-read-only.ts'
import { MemoryPicker } from '../../memory-picker/memory-picker.tsx'
import { classNames } from '../../ui/class-names.ts'
import { formatJson } from '../../ui/format-json.ts'
import { formatCount } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import { type Coordinate, sameCoordinate } from '../../workspace/location.ts'
import { duplicatesHandle } from './duplicates-handle.ts'
import styles from './merge-bench.module.css'
import { composed, type MergeChoices, mergeRows } from './merge-draft.ts'
import { MergeFields } from './merge-fields.tsx'
import { MergeMembers } from './merge-members.tsx'

const t = wordsOf('memories')

interface MergeBenchProps {
  readonly namespace: string
  readonly members: readonly Coordinate[]
  /** How many there are, of which `members` may be the first. */
  readonly size: number
  readonly onAdd: (coordinate: Coordinate) => void
  readonly onMove: (by: number) => void
  readonly onSettled: () => void
}

/** So many side by side can be read; the rest of a cluster comes with the next look. */
const AT_ONCE = 4

/** Some memories beside each other: what is kept, which value each field gets, and what comes of it. */
export const MergeBench = ({ namespace, members, size, onAdd, onMove, onSettled }: MergeBenchProps) => {
  const queries = useSomaQueries()
  const shown = members.slice(0, AT_ONCE)
  const found = useQueries({
    queries: shown.map((coordinate) => queries.memory.detail(namespace, coordinate)),
  })
  const memories = found.flatMap(({ data }) => (data && data.deletedAt === null ? [data] : []))
  const isWaiting = found.some(({ isPending }) => isPending)
  const [kept, setKept] = useState(0)
  const [choices, setChoices] = useState<MergeChoices>(new Map())
  const [busy, setBusy] = useState(false)
  const readOnly = useReadOnly()
  const { merge, label } = useGateMutations()

  const side = Math.min(kept, Math.max(0, memories.length - 1))
  const rows =
    memories.length === 0
      ? []
      : mergeRows(
          memories.map((memory) => memory.payload),
          side,
        )
  const payload = composed(rows, choices, side)
  const into = memories[side]
  const others = memories.filter((_, i) => i !== side)
  const canMerge = into !== undefined && others.length > 0 && !busy

  const settle = async (change: () => Promise<{ readonly ok: boolean }>): Promise<void> => {
    if (!canMerge) return
    setBusy(true)
    const { ok } = await change()
    setBusy(false)
    if (ok) onSettled()
  }
  const mergeAll = () =>
    settle(() =>
      merge({
        namespace,
        into: [...(into?.coordinate ?? [])],
        others: others.map(({ coordinate }) => [...coordinate]),
        payload,
        versions: [into, ...others].map((memory) => memory?.version ?? 0),
      }),
    )
  const keepAll = () =>
    settle(() =>
      label({ namespace, members: members.map((coordinate) => [...coordinate]), verdict: 'different' }),
    )
  const keep = (next: number): void => {
    if (next >= memories.length) return
    setKept(next)
    setChoices(new Map())
  }

  // After every drawing, so that commands never act on what was there before.
  useEffect(() => {
    duplicatesHandle.now = {
      canMerge: () => canMerge,
      move: onMove,
      merge: () => void mergeAll(),
      keepAll: () => void keepAll(),
      keep,
    }
    return () => {
      duplicatesHandle.now = null
    }
  })

  if (isWaiting) {
    return (
      <div className={styles.bench}>
        <Skeleton lines={6} height={28} />
      </div>
    )
  }
  if (into === undefined) {
    return (
      <EmptyState icon={GitMerge} title={t('theyAreNotThereAny')} detail={t('othersDeletedOrMergedThem')} />
    )
  }
  const [other] = others
  return (
    <section className={styles.bench} aria-label={t('merge2')}>
      <div className={styles.actions}>
        <Button
          variant="primary"
          icon={GitMerge}
          shortcut="M"
          disabled={readOnly || !canMerge}
          onClick={() => void mergeAll()}
        >
          {t('mergeMemoriesIntoOne', { memories: formatCount(memories.length) })}
        </Button>
        {others.length > 0 && (
          <Button icon={Split} shortcut="B" disabled={readOnly || !canMerge} onClick={() => void keepAll()}>
            {t('keepAllNoDuplicates')}
          </Button>
        )}
        <MemoryPicker
          namespace={namespace}
          label={t('addAMemory')}
          onPick={(picked) => !members.some((one) => sameCoordinate(one, picked)) && onAdd(picked)}
        />
      </div>
      {size > memories.length && memories.length === AT_ONCE && (
        <p className={styles.note}>
          {t('theFirstATONCEOfSize', { ATONCE: AT_ONCE, size: formatCount(size) })}
        </p>
      )}
      <MergeMembers memories={memories} kept={side} onKeep={keep} />
      {other === undefined ? (
        <p className={styles.note}>{t('addTheMemoryThatSays')}</p>
      ) : (
        <>
          {others.map((one) => (
            <TextDiff
              key={one.id}
              before={formatJson(into.payload)}
              after={formatJson(one.payload)}
              beforeLabel={t('keptAtCoordinate', { coordinate: into.coordinate.join(', ') })}
              afterLabel={t('atCoordinate', { coordinate: one.coordinate.join(', ') })}
              mode="side-by-side"
            />
          ))}
          <MergeFields
            memories={memories}
            rows={rows}
            choices={choices}
            kept={side}
            onChoose={(name, chosen) => setChoices(new Map(choices).set(name, chosen))}
          />
          <h2 className={styles.title}>{t('whatComesOfIt')}</h2>
          <pre className={classNames(styles.preview, 'mono', 'selectable')}>{formatJson(payload)}</pre>
          <p className={styles.note}>
            {t('itGetsTheLinksOf', {
              value: Math.max(...memories.map((one) => one.importance)),
              which: memories.some((one) => one.pinned) ? 'yes' : 'no',
            })}
          </p>
        </>
      )}
    </section>
  )
}
