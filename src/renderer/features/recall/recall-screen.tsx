import { useQuery } from '@tanstack/react-query'
import { useCallback, useRef } from 'react'
import type { Hit } from '#contract/recall'
import { Split } from '#ui/split'
import { useSomaQueries } from '../../api/client-context.tsx'
import { useCommandContext } from '../../commands/use-command-context.ts'
import { useCommands } from '../../commands/use-commands.ts'
import { useWide } from '../../ui/use-wide.ts'
import { wordsOf } from '../../words/words.ts'
import { useWorkspace, workspace } from '../../workspace/use-workspace.ts'
import { CompareView } from './compare-view.tsx'
import { hitHandle } from './hit-handle.ts'
import { QueryBar } from './query-bar.tsx'
import { QuestionBar } from './question-bar.tsx'
import { askWhyNot, recallCommands, toggleCompare } from './recall-commands.ts'
import { RecallNotice } from './recall-notice.tsx'
import { RecallPanel } from './recall-panel.tsx'
import { RecallResults } from './recall-results.tsx'
import styles from './recall-screen.module.css'
import { type RecallDraft, useQueryHistory, useRecallDraft, useRecallStore } from './recall-store.ts'
import { RecallSummary } from './recall-summary.tsx'
import { RecallWelcome } from './recall-welcome.tsx'
import { SettingsControls } from './settings-controls.tsx'
import { useDraftParts } from './use-draft-parts.ts'
import { useKeepQuery } from './use-keep-query.ts'
import { useRecall, useStanding } from './use-recall.ts'
import { useRecallRequests } from './use-recall-requests.ts'
import { useStars } from './use-stars.ts'
import { ViewButtons } from './view-buttons.tsx'

const t = wordsOf('recall')

/** From here on a panel stands beside the results, below it under them. */
const BESIDE_FROM_PX = 680

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
  const standing = useStanding(namespace)
  const contextNow = useCommandContext()
  const { data: namespaces } = useQuery(useSomaQueries().namespaces.list())
  const here = namespaces?.find(({ name }) => name === namespace)
  const screen = useRef<HTMLElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const wide = useWide(screen, BESIDE_FROM_PX)
  const { result } = recall
  const stars = useStars(namespace, draft, result)
  const { query, other } = draft
  const asked = query.trim() !== ''
  useRecallRequests(namespace)
  const keep = useKeepQuery(namespace, query, (result?.hits.length ?? 0) > 0)

  const change = useCallback(
    (part: Partial<RecallDraft>) => useRecallStore.getState().change(namespace, part),
    [namespace],
  )
  const compare = useCallback(() => toggleCompare.run(contextNow()), [contextNow])
  const whyNot = useCallback(() => askWhyNot.run(contextNow()), [contextNow])
  const { question, settings } = useDraftParts(draft)
  const focusBox = () => {
    input.current?.focus()
    input.current?.select()
  }
  const enter = () => {
    keep()
    hitHandle.now?.toFirst()
  }
  const open = ({ memory }: Hit) => {
    keep()
    workspace.getState().openMemory(memory.coordinate)
  }
  const ask = (text: string) => {
    change({ query: text })
    input.current?.focus()
  }
  // A comparison of nothing is nothing to show.
  const comparing = asked && other !== null
  const main = comparing ? (
    <CompareView namespace={namespace} draft={draft} other={other} standing={standing} onChange={change} />
  ) : (
    <div ref={scroller} className={styles.results}>
      {asked ? (
        <RecallResults
          namespace={namespace}
          draft={draft}
          recall={recall}
          scroller={scroller}
          listRef={list}
          starred={stars.ids}
          onChange={change}
          onOpen={open}
          onStar={stars.toggle}
          onLeave={focusBox}
        />
      ) : (
        <RecallWelcome namespace={here} history={history} onAsk={ask} />
      )}
    </div>
  )
  const panel = draft.panel !== null &&
    !(comparing && draft.panel === 'path') && {
      id: 'panel',
      size: wide ? 372 : '45%',
      min: wide ? 300 : 120,
      max: '70%',
      fixed: wide,
      content: <RecallPanel namespace={namespace} draft={draft} result={result} onChange={change} />,
    }
  return (
    <section ref={screen} className={styles.screen} aria-label={t('recall')}>
      <header className={styles.head}>
        <QueryBar
          namespace={namespace}
          draft={draft}
          history={history}
          inputRef={input}
          onChange={change}
          onEnter={enter}
        />
        <div className={styles.controls}>
          <QuestionBar value={question} onChange={change} />
          <div className={styles.settings}>
            {!comparing && (
              <SettingsControls value={settings} standing={standing} answer={result} onChange={change} />
            )}
            <ViewButtons
              panel={draft.panel}
              comparing={other !== null}
              onChange={change}
              onCompare={compare}
              onWhyNot={whyNot}
            />
          </div>
        </div>
        {asked && result && result.note !== 'empty-namespace' && (
          <RecallSummary result={result} memories={here?.memories} />
        )}
        {asked && !result && !comparing && <div className={styles.pending} />}
      </header>
      <RecallNotice result={result} error={recall.error} onRetry={recall.retry} />
      <div className={styles.body}>
        <Split
          id={wide ? 'recall' : 'recall-narrow'}
          label={t('resultsAndPanel')}
          direction={wide ? 'horizontal' : 'vertical'}
          panes={[{ id: 'results', min: wide ? 260 : 120, content: main }, ...(panel ? [panel] : [])]}
        />
      </div>
    </section>
  )
}
