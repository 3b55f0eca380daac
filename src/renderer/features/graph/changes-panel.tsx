import { ArchiveRestore, Spline } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { ComparedLink, ComparedMemory, Comparison, DifferenceCounts } from '#contract/graph-moments'
import { Button } from '#ui/button'
import { ErrorState } from '#ui/error-state'
import { IconButton } from '#ui/icon-button'
import { Skeleton } from '#ui/skeleton'
import type { LinkMutations } from '../../api/link-mutations.ts'
import type { MemoryMutations } from '../../api/memory-mutations.ts'
import { type Difference, markLook } from '../../graph-view/marks.ts'
import type { GraphPalette } from '../../graph-view/palette.ts'
import { formatCount, formatNumber } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import own from './changes-panel.module.css'
import type { GraphActions } from './graph-actions.ts'
import type { GraphSession } from './graph-session.ts'
import styles from './panel.module.css'
import type { FoundChanges } from './use-moments.ts'

const t = wordsOf('graph')

interface ChangesPanelProps {
  readonly namespace: string
  readonly session: GraphSession
  readonly actions: GraphActions
  readonly found: FoundChanges
  /** The later moment is the present: what is gone can be brought back. */
  readonly isNow: boolean
  readonly palette: GraphPalette | null
  readonly readOnly: boolean
  readonly mutations: MemoryMutations
  readonly links: LinkMutations
}

/** What is other at the later of two moments, as a list beside the drawing. */
export const ChangesPanel = (props: ChangesPanelProps) => {
  const { found, palette } = props
  const { comparison, error, retry } = found
  if (error && !comparison) {
    return <ErrorState error={error} title={t('theMomentsCouldNotBe')} onRetry={retry} />
  }
  if (!comparison || !palette) {
    return (
      <section className={styles.section} aria-label={t('loading')}>
        <Skeleton lines={4} height={28} label={t('comparing')} />
      </section>
    )
  }
  return <Changes {...props} comparison={comparison} palette={palette} />
}

interface ChangesProps extends ChangesPanelProps {
  readonly comparison: Comparison
  readonly palette: GraphPalette
}

const KINDS: readonly { readonly is: Difference; readonly label: string }[] = [
  {
    is: 'added',
    get label() {
      return t('added')
    },
  },
  {
    is: 'removed',
    get label() {
      return t('removed')
    },
  },
  {
    is: 'changed',
    get label() {
      return t('changed')
    },
  },
]

const Changes = (props: ChangesProps) => {
  const { comparison, palette, found } = props
  const { memories, links, changedMemories, changedLinks } = comparison
  const titles = new Map([...changedMemories, ...comparison.ends].map((one) => [one.id, one]))
  const kinds = <T extends ComparedMemory | ComparedLink>(
    counts: DifferenceCounts,
    all: readonly T[],
    row: (one: T) => ReactNode,
  ) =>
    KINDS.map(({ is, label }) => (
      <Group
        key={is}
        is={is}
        label={label}
        count={counts[is]}
        palette={palette}
        rows={all.filter((one) => one.is === is).map(row)}
      />
    ))
  return (
    <div aria-busy={found.isStale}>
      <section className={styles.section} aria-label={t('memories')}>
        <h3 className={styles.heading}>{t('memories')}</h3>
        {kinds(memories, changedMemories, (memory) => (
          <MemoryLine key={memory.id} memory={memory} {...props} />
        ))}
      </section>
      <section className={styles.section} aria-label={t('links')}>
        <h3 className={styles.heading}>{t('links')}</h3>
        {kinds(links, changedLinks, (link) => (
          <LinkLine
            key={`${link.from} ${link.to} ${link.type}`}
            link={link}
            from={titles.get(link.from) ?? null}
            to={titles.get(link.to) ?? null}
            {...props}
          />
        ))}
      </section>
      <Notes {...comparison} />
    </div>
  )
}

const Notes = ({ unknown, purged }: Comparison) =>
  unknown + purged === 0 ? null : (
    <section className={styles.section} aria-label={t('whatIsNotKnown')}>
      {unknown > 0 && <p className={styles.note}>{t('ofCountMemoriesTheVersion', { count: unknown })}</p>}
      {purged > 0 && <p className={styles.note}>{t('countMemoriesWereDeletedFor', { count: purged })}</p>}
    </section>
  )

interface GroupProps {
  readonly is: Difference
  readonly label: string
  readonly count: number
  readonly palette: GraphPalette
  readonly rows: readonly ReactNode[]
}

const STEP = 50

/** One kind: its line and sign as on the drawing, how many there are, and the first of them. */
const Group = ({ is, label, count, palette, rows }: GroupProps) => {
  const [shown, setShown] = useState(STEP)
  const { color, dash, sign } = markLook(is, palette)
  return (
    <div className={own.group}>
      <p className={own.kind}>
        <svg width="28" height="8" aria-hidden>
          <line
            x1="0"
            y1="4"
            x2="28"
            y2="4"
            stroke={color}
            strokeWidth="3"
            strokeDasharray={dash.join(' ')}
          />
        </svg>
        <span className={own.sign} aria-hidden>
          {sign}
        </span>
        <span>{label}</span>
        <b>{formatCount(count)}</b>
      </p>
      {rows.length > 0 && <ul className={own.rows}>{rows.slice(0, shown)}</ul>}
      {rows.length > shown && (
        <p className={own.more}>
          <Button variant="plain" size="small" onClick={() => setShown(shown + 2 * STEP)}>
            {t('showingShownOfCountShow', { shown: formatCount(shown), count: formatCount(count) })}
          </Button>
        </p>
      )}
      {rows.length <= shown && rows.length < count && (
        <p className={styles.note}>
          {t('theFirstRowsOfCount', { rows: formatCount(rows.length), count: formatCount(count) })}
        </p>
      )}
    </div>
  )
}

const PARTS = {
  get payload() {
    return t('textOrPayload')
  },
  type: 'type',
  importance: 'importance',
  timestamp: 'time',
  pinned: 'pin',
} as const

const MemoryLine = ({ memory, ...props }: ChangesProps & { readonly memory: ComparedMemory }) => {
  const { namespace, session, isNow, readOnly, mutations } = props
  const title = memory.title || t('untitled')
  return (
    <li className={own.row}>
      <Words
        title={title}
        detail={memory.parts.map((part) => PARTS[part]).join(', ')}
        onLook={() => lookAt(session, [memory.id])}
      />
      {isNow && memory.is === 'removed' && (
        <IconButton
          icon={ArchiveRestore}
          size="small"
          side="left"
          label={t('restoreTitle', { title })}
          disabled={readOnly}
          onClick={() => void mutations.restore({ namespace, coordinates: [[...memory.coordinate]] })}
        />
      )}
    </li>
  )
}

type End = { readonly id: string; readonly title: string; readonly coordinate: readonly number[] } | null

interface LinkLineProps extends ChangesProps {
  readonly link: ComparedLink
  readonly from: End
  readonly to: End
}

const LinkLine = ({ link, from, to, ...props }: LinkLineProps) => {
  const { namespace, session, isNow, readOnly, links } = props
  const { is, type, before, after } = link
  const [start, end] = [from?.title || t('untitled'), to?.title || t('untitled')]
  const canPut = isNow && is === 'removed' && before !== null && from !== null && to !== null
  return (
    <li className={own.row}>
      <Words
        title={start}
        detail={`${type} → ${end}${is === 'changed' ? `: ${changeOf(before, after)}` : ''}`}
        onLook={() => lookAt(session, [link.from, link.to])}
      />
      {canPut && isThere(session, [link.from, link.to]) && (
        <IconButton
          icon={Spline}
          size="small"
          side="left"
          label={t('linkStartWithEndAgain', { start, end })}
          disabled={readOnly}
          onClick={() =>
            void links.put({
              namespace,
              from: [...from.coordinate],
              to: [...to.coordinate],
              type,
              weight: before.weight,
              note: before.note,
            })
          }
        />
      )}
    </li>
  )
}

/** An end that lies in the bin brings its links back with it. */
const isThere = ({ graph }: GraphSession, ids: readonly string[]): boolean =>
  ids.every((id) => graph.hasNode(id) && !graph.getNodeAttribute(id, 'facts').isPast)

const changeOf = (before: ComparedLink['before'], after: ComparedLink['after']): string => {
  if (!before || !after) return ''
  const weight =
    before.weight === after.weight
      ? []
      : [
          t('weightWeightToWeight2', {
            weight: formatNumber(before.weight),
            weight2: formatNumber(after.weight),
          }),
        ]
  const note = before.note === after.note ? [] : ['note']
  return [...weight, ...note].join(', ')
}

interface WordsProps {
  readonly title: string
  readonly detail: string
  readonly onLook: () => void
}

const Words = ({ title, detail, onLook }: WordsProps) => (
  <button type="button" className={own.words} onClick={onLook}>
    <span className={own.title} data-private>
      {title}
    </span>
    {detail !== '' && <span className={own.parts}>{detail}</span>}
  </button>
)

/** Flies there, and chooses it. */
const lookAt = (session: GraphSession, ids: readonly string[]): void => {
  const there = ids.filter((id) => session.graph.hasNode(id))
  session.view.setState({ selection: new Set(there) })
  if (there.length === 1) session.drawing()?.camera.flyTo(there[0] as string)
  else session.drawing()?.camera.fit(there)
}
