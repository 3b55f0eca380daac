import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useRef } from 'react'
import type { Hit } from '#contract/recall'
import { Select } from '#ui/select'
import { useSomaQueries } from '../../api/client-context.tsx'
import { useCommands } from '../../commands/use-commands.ts'
import { FilterBar } from '../../filters/filter-bar.tsx'
import { useWorkspace, workspace } from '../../workspace/use-workspace.ts'
import { focusFirstHit } from './hit-list.tsx'
import { QueryBar } from './query-bar.tsx'
import { recallCommands } from './recall-commands.ts'
import { RecallNotice } from './recall-notice.tsx'
import { RecallResults } from './recall-results.tsx'
import styles from './recall-screen.module.css'
import { type RecallDraft, useQueryHistory, useRecallDraft, useRecallStore } from './recall-store.ts'
import { RecallSummary } from './recall-summary.tsx'
import { RecallWelcome } from './recall-welcome.tsx'
import { useRecall, useSettingsWeights } from './use-recall.ts'
import { WeightsPopover } from './weights-popover.tsx'

const SIZES = [5, 10, 20, 50, 100, 200].map((k) => ({ value: String(k), label: `Top ${k}` }))

/** A query that stood this long was meant. */
const KEEP_AFTER_MS = 1500

export const RecallScreen = () => {
  const namespace = useWorkspace((w) => w.namespace)
  useCommands(recallCommands)
  // The key makes a screen of its own for each namespace: nothing of one shows in another.
  return namespace === null ? null : <Recall key={namespace} namespace={namespace} />
}

const Recall = ({ namespace }: { readonly namespace: string }) => {
  const draft = useRecallDraft(namespace)
  const history = useQueryHistory(namespace)
  const recall = useRecall(namespace, draft)
  const settings = useSettingsWeights(namespace)
  const { data: namespaces } = useQuery(useSomaQueries().namespaces.list())
  const here = namespaces?.find(({ name }) => name === namespace)
  const input = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const { result } = recall
  const { query } = draft
  const asked = query.trim() !== ''

  const change = useCallback(
    (part: Partial<RecallDraft>) => useRecallStore.getState().change(namespace, part),
    [namespace],
  )
  const keep = () => useRecallStore.getState().keep(namespace, query)
  const found = (result?.hits.length ?? 0) > 0
  useEffect(() => {
    if (!asked || !found) return
    const timer = setTimeout(() => useRecallStore.getState().keep(namespace, query), KEEP_AFTER_MS)
    return () => clearTimeout(timer)
  }, [namespace, query, asked, found])

  const focusBox = () => {
    input.current?.focus()
    input.current?.select()
  }
  const enter = () => {
    keep()
    focusFirstHit(list.current, result?.hits ?? [])
  }
  const open = ({ memory }: Hit) => {
    keep()
    workspace.getState().openMemory(memory.coordinate)
  }
  const ask = (text: string) => {
    change({ query: text })
    input.current?.focus()
  }
  return (
    <section className={styles.screen} aria-label="Recall">
      <header className={styles.head}>
        <QueryBar
          query={query}
          history={history}
          inputRef={input}
          onChange={(text) => change({ query: text })}
          onEnter={enter}
        />
        <div className={styles.controls}>
          <FilterBar value={draft.filter} onChange={(filter) => change({ filter })} />
          <div className={styles.settings}>
            <WeightsPopover
              value={draft.weights}
              settings={settings}
              effective={result?.weights}
              onChange={(weights) => change({ weights })}
            />
            <Select
              label="How many results"
              hideLabel
              value={String(draft.k)}
              onChange={(k) => change({ k: Number(k) })}
              options={SIZES}
            />
          </div>
        </div>
        {asked && result && result.note !== 'empty-namespace' && (
          <RecallSummary result={result} memories={here?.memories} />
        )}
        {asked && !result && <div className={styles.pending} />}
      </header>
      <RecallNotice result={result} error={recall.error} onRetry={recall.retry} />
      <div className={styles.results}>
        {asked ? (
          <RecallResults
            namespace={namespace}
            draft={draft}
            recall={recall}
            listRef={list}
            onChange={change}
            onOpen={open}
            onLeave={focusBox}
          />
        ) : (
          <RecallWelcome namespace={here} history={history} onAsk={ask} />
        )}
      </div>
    </section>
  )
}
