import { ArrowLeftRight, CircleSlash, X } from 'lucide-react'
import type { LinkPath } from '#contract/links'
import { Chip } from '#ui/chip'
import { ErrorState } from '#ui/error-state'
import { IconButton } from '#ui/icon-button'
import { SegmentedControl } from '#ui/segmented-control'
import { Select } from '#ui/select'
import { Skeleton } from '#ui/skeleton'
import type { GraphPalette } from '../../graph-view/palette.ts'
import { MemoryPicker } from '../../memory-picker/memory-picker.tsx'
import { cutAtWord } from '../../ui/cut-title.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './panel.module.css'
import { PathCard } from './path-card.tsx'
import { NEW_PATHS, type PathDraft, type PickedMemory, withEnd, withoutMemory } from './path-draft.ts'
import own from './paths-panel.module.css'

const t = wordsOf('graph')

/** Of the title of a memory that paths go round. */
const MOST_OF_A_TITLE = 28

interface PathsPanelProps {
  readonly namespace: string
  readonly draft: PathDraft
  readonly typeNames: readonly string[]
  readonly palette: GraphPalette | null
  readonly found: {
    readonly paths: readonly LinkPath[] | undefined
    readonly error: unknown
    readonly retry: () => void
  }
  readonly onChange: (draft: PathDraft) => void
  readonly onOpen: (coordinate: readonly number[]) => void
}

const counts = () =>
  [1, 2, 3, 5, 10].map((k) => ({
    value: String(k),
    label: k === 1 ? t('theBest') : t('theBestK', { k }),
  }))

/** Ways between two memories: how they are sought, and what was found. */
export const PathsPanel = (props: PathsPanelProps) => {
  const { namespace, draft, typeNames, onChange } = props
  const [a, b] = draft.ends
  const set = (part: Partial<PathDraft>): void => onChange({ ...draft, chosen: null, ...part })
  const pick = (coordinate: readonly number[], title = ''): void =>
    onChange(withEnd(draft, { coordinate, title: title || coordinate.join(', ') }))
  return (
    <>
      <section className={styles.section} aria-label={t('ends')}>
        <div className={own.ends}>
          <End name="A" end={a} />
          <End name="B" end={b} />
        </div>
        <div className={styles.buttons}>
          <MemoryPicker namespace={namespace} label={a && !b ? t('pickB') : t('pickA')} onPick={pick} />
          <IconButton
            icon={ArrowLeftRight}
            label={t('swapTheEnds')}
            size="small"
            disabled={!a || !b}
            onClick={() => a && b && set({ ends: [b, a] })}
          />
          <IconButton
            icon={X}
            label={t('clearThePaths')}
            size="small"
            disabled={!a}
            onClick={() => onChange({ ...NEW_PATHS, by: draft.by, direction: draft.direction, k: draft.k })}
          />
        </div>
        {!b && <p className={styles.note}>{t('shiftClickTwoMemoriesPress')}</p>}
      </section>
      <section className={styles.section} aria-label={t('how')}>
        <SegmentedControl
          label={t('shortestBy')}
          value={draft.by}
          onChange={(by) => set({ by })}
          options={[
            { value: 'weight', label: t('byWeight') },
            { value: 'hops', label: t('byHops') },
          ]}
        />
        <div className={styles.pair}>
          <Select
            label={t('direction')}
            hideLabel
            value={draft.direction}
            onChange={(direction) => set({ direction })}
            options={[
              { value: 'both', label: t('bothWays') },
              { value: 'out', label: t('alongLinks') },
            ]}
          />
          <Select
            label={t('howMany')}
            hideLabel
            value={String(draft.k)}
            onChange={(k) => set({ k: Number(k) })}
            options={counts()}
          />
        </div>
        <Avoided draft={draft} typeNames={typeNames} set={set} />
        <MemoryPicker
          namespace={namespace}
          label={t('notThrough')}
          onPick={(coordinate, title = '') =>
            onChange(withoutMemory(draft, { coordinate, title: title || coordinate.join(', ') }))
          }
        />
      </section>
      {a && b && <Found {...props} />}
    </>
  )
}

const End = ({ name, end }: { readonly name: string; readonly end: PickedMemory | undefined }) => (
  <p className={own.end} data-empty={end === undefined || undefined}>
    <span className={own.badge} aria-hidden>
      {name}
    </span>
    <span className="truncate" data-private>
      {end?.title ?? t('notPicked')}
    </span>
  </p>
)

interface AvoidedProps {
  readonly draft: PathDraft
  readonly typeNames: readonly string[]
  readonly set: (part: Partial<PathDraft>) => void
}

/** Types that are walked or not, and memories that are gone around. */
const Avoided = ({ draft, typeNames, set }: AvoidedProps) => (
  <>
    {typeNames.length > 1 && (
      <fieldset className={styles.chips} aria-label={t('typesThatMayBeWalked')}>
        {typeNames.map((type) => {
          const open = !draft.withoutTypes.includes(type)
          const others = draft.withoutTypes.filter((one) => one !== type)
          return (
            <Chip
              key={type}
              label={type}
              pressed={open}
              onClick={() => set({ withoutTypes: open ? [...others, type] : others })}
            />
          )
        })}
      </fieldset>
    )}
    {draft.without.length > 0 && (
      <fieldset className={styles.chips} aria-label={t('notThrough2')}>
        {draft.without.map((one) => (
          <Chip
            key={one.coordinate.join()}
            icon={CircleSlash}
            label={t('not')}
            value={cutAtWord(one.title, MOST_OF_A_TITLE)}
            onRemove={() => set({ without: draft.without.filter((other) => other !== one) })}
          />
        ))}
      </fieldset>
    )}
  </>
)

const Found = ({ found, draft, palette, onChange, onOpen }: PathsPanelProps) => {
  if (found.error)
    return <ErrorState error={found.error} title={t('noPathsCouldBeFound')} onRetry={found.retry} />
  if (!found.paths || !palette) {
    return (
      <section className={styles.section} aria-label={t('found')}>
        <Skeleton lines={3} height={48} />
      </section>
    )
  }
  if (found.paths.length === 0) {
    const limits = draft.without.length + draft.withoutTypes.length > 0 || draft.direction === 'out'
    return (
      <section className={styles.section} aria-label={t('found')}>
        <p className={styles.note}>{t('noWayLeadsFromA', { which: limits ? 'yes' : 'no' })}</p>
      </section>
    )
  }
  return (
    <section className={styles.section} aria-label={t('found')}>
      <h3 className={styles.heading}>{t('countPaths', { count: found.paths.length })}</h3>
      <ol className={own.list}>
        {found.paths.map((path, i) => (
          <PathCard
            // biome-ignore lint/suspicious/noArrayIndexKey: a path is its rank
            key={i}
            path={path}
            index={i}
            by={draft.by}
            palette={palette}
            chosen={draft.chosen === i}
            onChoose={() => onChange({ ...draft, chosen: draft.chosen === i ? null : i })}
            onOpen={onOpen}
            onAvoid={(picked) => onChange(withoutMemory(draft, picked))}
          />
        ))}
      </ol>
    </section>
  )
}
