// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot be laid out as this grid is
import { type KeyboardEvent, type MouseEvent, useEffect, useRef } from 'react'
import type { Victim } from '#contract/decay'
import type { DecayRules } from '#contract/decay-rules'
import { ErrorState } from '#ui/error-state'
import { Skeleton } from '#ui/skeleton'
import { useSomaQueries } from '../../api/client-context.tsx'
import type { DecayAsked } from '../../api/queries/decay.ts'
import { useReadOnly } from '../../api/use-read-only.ts'
import { useCommandContext } from '../../commands/use-command-context.ts'
import { MemoryMenu } from '../../memory-menu/memory-menu.tsx'
import { wordsOf } from '../../words/words.ts'
import { workspace } from '../../workspace/use-workspace.ts'
import { chosenAfter } from './chosen-victims.ts'
import { useDecayStore } from './decay-store.ts'
import { useRowPages } from './use-row-pages.ts'
import { boostedImportance, useVictimActions } from './use-victim-actions.ts'
import { VictimBar } from './victim-bar.tsx'
import { victimHandle } from './victim-handle.ts'
import styles from './victim-list.module.css'
import { victimMenu } from './victim-menu.ts'
import { VictimRow } from './victim-row.tsx'

const t = wordsOf('decay')

/** As in victim-list.module.css. */
const ROW_PX = 52

interface VictimListProps {
  readonly question: DecayAsked
  readonly rules: DecayRules
  readonly at: number
}

/** What is forgotten up to the date, in the order of time. Arrows walk, Enter opens, Space chooses. */
export const VictimList = ({ question, rules, at }: VictimListProps) => {
  const queries = useSomaQueries()
  const readOnly = useReadOnly()
  const scroller = useRef<HTMLDivElement>(null)
  const { cursor, chosen } = useDecayStore()
  const actions = useVictimActions(question.namespace, rules)
  const list = useRowPages<Victim>({
    scroller,
    rowHeight: ROW_PX,
    page: (range) => queries.decay.victims(question, { at, ...range }),
  })
  const atCursor = list.rowAt(cursor)
  const contextNow = useCommandContext()
  useEffect(() => {
    const meant = chosen.size > 0 ? [...chosen.values()] : atCursor ? [atCursor] : []
    victimHandle.now = {
      pin: () => actions.pin(meant),
      boost: () => actions.boost(meant),
      accept: () => actions.accept(meant),
    }
    return () => {
      victimHandle.now = null
    }
  }, [actions, chosen, atCursor])

  const press = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
    const last = (list.total ?? 0) - 1
    const to = { ArrowDown: cursor + 1, ArrowUp: cursor - 1, Home: 0, End: last }[event.key]
    if (to !== undefined) {
      const next = Math.max(0, Math.min(last, to))
      useDecayStore.setState({ cursor: next })
      list.scrollToIndex(next)
    } else if (event.key === 'Enter' && atCursor) workspace.getState().openMemory(atCursor.memory.coordinate)
    else if (event.key === ' ' && atCursor) useDecayStore.setState({ chosen: chosenAfter(chosen, atCursor) })
    else if (event.key === 'Escape' && chosen.size > 0) useDecayStore.setState({ chosen: new Map() })
    else return
    event.preventDefault()
  }
  const rightClick = (event: MouseEvent): void => {
    const row = (event.target as HTMLElement).closest('[role="row"]')
    if (row) useDecayStore.setState({ cursor: Number(row.getAttribute('aria-rowindex')) - 1 })
  }
  if (list.error) {
    return <ErrorState error={list.error} title={t('theListCouldNotBe')} onRetry={list.retry} />
  }
  if (list.total === 0) {
    return <p className={styles.none}>{t('nothingIsForgottenUpTo')}</p>
  }
  return (
    <div className={styles.frame}>
      <MemoryMenu
        coordinate={atCursor?.memory.coordinate ?? []}
        disabled={!atCursor}
        own={victimMenu(contextNow)}
      >
        <div
          ref={scroller}
          className={styles.list}
          role="grid"
          aria-label={t('memoriesThatAreForgotten')}
          aria-rowcount={list.total ?? -1}
          aria-multiselectable
          aria-activedescendant={atCursor ? `victim-${cursor}` : undefined}
          tabIndex={0}
          onKeyDown={press}
          onContextMenu={rightClick}
        >
          {list.total === undefined && <Skeleton lines={6} height={ROW_PX} />}
          <div className={styles.rows} role="rowgroup" style={{ height: list.height }}>
            {list.items.map(({ index, start }) => {
              const victim = list.rowAt(index)
              return (
                victim && (
                  <VictimRow
                    key={index}
                    victim={victim}
                    index={index}
                    top={start}
                    isCursor={index === cursor}
                    threshold={rules.weights.threshold}
                    boostsTo={boostedImportance(rules)}
                    readOnly={readOnly}
                    actions={actions}
                  />
                )
              )
            })}
          </div>
        </div>
      </MemoryMenu>
      {chosen.size > 0 && <VictimBar victims={[...chosen.values()]} readOnly={readOnly} actions={actions} />}
    </div>
  )
}
