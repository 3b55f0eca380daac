import { CircleHelp } from 'lucide-react'
import type { MemoryRow } from '#contract/memory'
import type { MissCause } from '#contract/tuning'
import { Button } from '#ui/button'
import { MemoryMenu } from '../../memory-menu/memory-menu.tsx'
import { formatCount } from '../../ui/format-number.ts'
import type { MenuItem } from '../../ui/menu-item.ts'
import type { PlainKey } from '../../words/messages.ts'
import { wordsOf } from '../../words/words.ts'
import { requestRecall } from '../../workspace/recall-request.ts'
import { workspace } from '../../workspace/use-workspace.ts'
import styles from './missed-list.module.css'

const t = wordsOf('tuning')

/** A neighbour that a search did not find. */
export interface Missed {
  /** Null where the text of the query is not kept. */
  readonly query: string | null
  readonly memory: MemoryRow
  /** Null where it is found by now. */
  readonly cause: MissCause | null
  /** Place by the exact answer, from 1. */
  readonly rank: number
  readonly listRank: number | null
  readonly beamNeeded: number | null
  readonly candidatesNeeded: number | null
}

export const CAUSE_LABELS: Readonly<Record<MissCause, PlainKey<'tuning'>>> = {
  list: 'listNotVisited',
  cap: 'notACandidate',
  code: 'cutByItsCode',
}

const causeWords = ({ cause, listRank, beamNeeded, candidatesNeeded }: Missed): string => {
  switch (cause) {
    case null:
      return t('foundByNow')
    case 'list':
      return beamNeeded === null
        ? t('itsListIsTheNth', { rank: listRank ?? 0 })
        : t('aBeamFindsIt', { beam: formatCount(beamNeeded) })
    case 'cap':
      return t('candidatesFindIt', { count: formatCount(candidatesNeeded ?? 0) })
    default:
      return t('itsCodeSaysTooLittle')
  }
}

export const MissedList = ({ missed }: { readonly missed: readonly Missed[] }) => (
  <ul className={styles.pairs} aria-label={t('missedMemories')}>
    {missed.map((one, place) => (
      <MemoryMenu
        // The same memory may be missed by two queries whose texts are not kept.
        // biome-ignore lint/suspicious/noArrayIndexKey: a list that is only ever replaced
        key={`${place} ${one.memory.id}`}
        coordinate={one.memory.coordinate}
        own={whyNotItems(one)}
      >
        <li>
          <span className={styles.pair}>
            <span className="truncate" data-private title={one.memory.title}>
              {one.memory.title}
            </span>
            {one.query !== null && (
              <span className={styles.asked} data-private title={one.query}>
                {t('forQuery', { query: one.query })}
              </span>
            )}
          </span>
          <span className={styles.cause}>{t('nearestRank', { rank: one.rank, cause: causeWords(one) })}</span>
          {one.query === null ? (
            <Button size="small" variant="plain" onClick={() => open(one)}>
              {t('open')}
            </Button>
          ) : (
            <Button size="small" variant="plain" onClick={() => askWhyNot(one.memory, one.query ?? '')}>
              {t('whyNot')}
            </Button>
          )}
        </li>
      </MemoryMenu>
    ))}
  </ul>
)

/** Why this very query missed it; the memory's own command asks the one that stands in Recall. */
const whyNotItems = ({ memory, query }: Missed): readonly MenuItem[] =>
  query === null
    ? []
    : [{ id: 'why-not', label: t('whyNot'), icon: CircleHelp, run: () => askWhyNot(memory, query) }]

const askWhyNot = ({ coordinate }: MemoryRow, query: string): void => {
  requestRecall({ kind: 'why-not', coordinate, query })
  workspace.getState().go({ screen: 'recall' })
}

const open = ({ memory: { coordinate } }: Missed): void =>
  workspace.getState().go({ screen: 'memories', at: coordinate })
