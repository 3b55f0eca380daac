import { useQuery } from '@tanstack/react-query'
import { ArrowRight, Lock } from 'lucide-react'
import type { ChangeDetail, HistoryLine } from '#contract/history'
import { CoordinateLabel } from '#ui/coordinate-label'
import { ErrorState } from '#ui/error-state'
import { Skeleton } from '#ui/skeleton'
import { StateDiff } from '#ui/state-diff'
import { useSomaQueries } from '../../api/client-context.tsx'
import { formatCount, formatNumber } from '../../ui/format-number.ts'
import { workspace } from '../../workspace/use-workspace.ts'
import styles from './change-detail-view.module.css'

/** What a change did, and what stands in the way of undoing it. */
export const ChangeDetailView = ({ line }: { readonly line: HistoryLine }) => {
  const { data, error, refetch } = useQuery(useSomaQueries().changes.detail(line.seq))
  if (error) {
    return <ErrorState error={error} title="The change could not be read" onRetry={() => void refetch()} />
  }
  if (!data) {
    return (
      <div className={styles.detail}>
        <Skeleton lines={3} height={20} label="Loading the change" />
      </div>
    )
  }
  const { memories, links, others, obstacle, inTheWayOf } = data
  const isEmpty = memories.length + links.length + others.length === 0
  return (
    <div className={styles.detail}>
      {obstacle && (
        <p className={styles.obstacle}>
          <Lock size={12} aria-hidden />
          <span>
            Cannot be {line.state === 'undone' ? 'redone' : 'undone'} by itself: {obstacle.reason}.
          </span>
        </p>
      )}
      {inTheWayOf.length > 0 && (
        <p className={styles.note}>
          Stands in the way of undoing {inTheWayOf.length === 1 ? 'change' : 'changes'}{' '}
          {inTheWayOf.map(formatCount).join(', ')}.
        </p>
      )}
      {memories.map((memory) => (
        <Memory key={memory.coordinate.join()} namespace={line.namespace} memory={memory} />
      ))}
      <More shown={memories.length} all={line.memories} what="memories" />
      {links.map((link) => (
        <Link key={`${link.from.coordinate} ${link.to.coordinate} ${link.type}`} link={link} />
      ))}
      <More shown={links.length} all={line.links} what="links" />
      {others.map((other) => (
        <Other key={`${other.kind} ${other.id}`} other={other} />
      ))}
      <More shown={others.length} all={line.others} what="others" />
      {isEmpty && <p className={styles.note}>There is nothing of it to show any more.</p>}
    </div>
  )
}

const More = (props: { readonly shown: number; readonly all: number; readonly what: string }) =>
  props.shown > 0 && props.shown < props.all ? (
    <p className={styles.note}>
      Showing {formatCount(props.shown)} of {formatCount(props.all)} {props.what}.
    </p>
  ) : null

interface MemoryProps {
  readonly namespace: string
  readonly memory: ChangeDetail['memories'][number]
}

const Memory = ({ namespace, memory: { coordinate, title, before, after } }: MemoryProps) => {
  const open = (): void => {
    const { screen, openMemory } = workspace.getState()
    openMemory(coordinate, { namespace, ...(screen === 'settings' && { screen: 'memories' }) })
  }
  return (
    <section className={styles.part} aria-label={title || `(${coordinate.join(', ')})`}>
      <button type="button" className={styles.title} onClick={open}>
        <span className="truncate" data-private>
          {title || 'Untitled'}
        </span>
        <CoordinateLabel coordinate={coordinate} quiet />
      </button>
      {after && <StateDiff before={before} after={after} />}
    </section>
  )
}

type LinkPart = ChangeDetail['links'][number]

const factsOf = (state: LinkPart['after']): string =>
  state === null ? 'none' : `${formatNumber(state.weight)}${state.note === null ? '' : `, ${state.note}`}`

const Link = ({ link: { from, to, type, before, after } }: { readonly link: LinkPart }) => (
  <p className={styles.link}>
    <span className={styles.end} data-private>
      {from.title || `(${from.coordinate.join(', ')})`}
    </span>
    <ArrowRight size={12} aria-label="to" />
    <span className={styles.end} data-private>
      {to.title || `(${to.coordinate.join(', ')})`}
    </span>
    <span className={styles.type}>{type}</span>
    <Values
      before={before === null ? null : factsOf(before)}
      after={after === null ? null : factsOf(after)}
    />
  </p>
)

const Values = (props: { readonly before: string | null; readonly after: string | null }) => (
  <span className={styles.values}>
    {props.before !== null && <del>{props.before}</del>}
    {props.after !== null && <ins>{props.after}</ins>}
  </span>
)

type OtherPart = ChangeDetail['others'][number]

const WORDS: Readonly<Record<OtherPart['kind'], string>> = {
  'golden-set': 'Golden set',
  'golden-entry': 'Golden query',
  'saved-query': 'Saved query',
  'gate-skip': 'Stopped write',
  'pair-label': 'Judged pair',
  'pair-dismissal': 'Dismissed pair',
  setting: 'Setting',
  import: 'Import',
  'import-places': 'Places of an import',
  namespace: 'Namespace',
}

/** What of a state tells it from others: the value of a setting, the name or query of the rest. */
const wordsOf = (kind: OtherPart['kind'], state: string | null): string | null => {
  if (state === null) return null
  const known = JSON.parse(state) as Readonly<Record<string, unknown>>
  if (kind === 'setting') return JSON.stringify(known.value)
  const told = [known.name, known.query, known.title, known.verdict].filter((one) => typeof one === 'string')
  return told.length === 0 ? 'kept' : told.join(': ')
}

const Other = ({ other: { kind, id, before, after } }: { readonly other: OtherPart }) => (
  <p className={styles.link}>
    <span className={styles.type}>{WORDS[kind]}</span>
    {kind === 'setting' && <span className="mono">{id}</span>}
    <Values before={wordsOf(kind, before)} after={wordsOf(kind, after)} />
  </p>
)
