import { useQuery } from '@tanstack/react-query'
import { ArrowRight, Lock } from 'lucide-react'
import type { ChangeDetail, HistoryLine } from '#contract/history'
import { CoordinateLabel } from '#ui/coordinate-label'
import { ErrorState } from '#ui/error-state'
import { Skeleton } from '#ui/skeleton'
import { StateDiff } from '#ui/state-diff'
import { useSomaQueries } from '../../api/client-context.tsx'
import { formatCount, formatNumber } from '../../ui/format-number.ts'
import { told } from '../../words/told.ts'
import { wordsOf } from '../../words/words.ts'
import { workspace } from '../../workspace/use-workspace.ts'
import styles from './change-detail-view.module.css'

const t = wordsOf('history')

/** What a change did, and what stands in the way of undoing it. */
export const ChangeDetailView = ({ line }: { readonly line: HistoryLine }) => {
  const { data, error, refetch } = useQuery(useSomaQueries().changes.detail(line.seq))
  if (error) {
    return <ErrorState error={error} title={t('theChangeCouldNotBe')} onRetry={() => void refetch()} />
  }
  if (!data) {
    return (
      <div className={styles.detail}>
        <Skeleton lines={3} height={20} label={t('loadingTheChange')} />
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
            {t('cannotBeUndoneByItself', {
              which: line.state === 'undone' ? 'yes' : 'no',
              reason: told(obstacle.reason),
            })}
          </span>
        </p>
      )}
      {inTheWayOf.length > 0 && (
        <p className={styles.note}>
          {t('standsInTheWayOf', {
            inTheWayOf: inTheWayOf.length,
            inTheWayOf2: inTheWayOf.map(formatCount).join(', '),
          })}
        </p>
      )}
      {memories.map((memory) => (
        <Memory key={memory.coordinate.join()} namespace={line.namespace} memory={memory} />
      ))}
      <More shown={memories.length} all={line.memories} what={t('memories')} />
      {links.map((link) => (
        <Link key={`${link.from.coordinate} ${link.to.coordinate} ${link.type}`} link={link} />
      ))}
      <More shown={links.length} all={line.links} what={t('links')} />
      {others.map((other) => (
        <Other key={`${other.kind} ${other.id}`} other={other} />
      ))}
      <More shown={others.length} all={line.others} what={t('others')} />
      {isEmpty && <p className={styles.note}>{t('thereIsNothingOfIt')}</p>}
    </div>
  )
}

const More = (props: { readonly shown: number; readonly all: number; readonly what: string }) =>
  props.shown > 0 && props.shown < props.all ? (
    <p className={styles.note}>
      {t('showingShownOfAllWhat', {
        shown: formatCount(props.shown),
        all: formatCount(props.all),
        what: props.what,
      })}
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
          {title || t('untitled')}
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
    <ArrowRight size={12} aria-label={t('to')} />
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
  get 'golden-set'() {
    return t('goldenSet')
  },
  get 'golden-entry'() {
    return t('goldenQuery')
  },
  get 'saved-query'() {
    return t('savedQuery')
  },
  get recording() {
    return t('recording')
  },
  get 'gate-skip'() {
    return t('stoppedWrite')
  },
  get 'pair-label'() {
    return t('judgedPair')
  },
  get 'pair-dismissal'() {
    return t('dismissedPair')
  },
  get setting() {
    return t('setting')
  },
  get import() {
    return t('import')
  },
  get 'import-places'() {
    return t('placesOfAnImport')
  },
  get namespace() {
    return t('namespace')
  },
}

/** What of a state tells it from others: the value of a setting, the name or query of the rest. */
const stateWords = (kind: OtherPart['kind'], state: string | null): string | null => {
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
    <Values before={stateWords(kind, before)} after={stateWords(kind, after)} />
  </p>
)
