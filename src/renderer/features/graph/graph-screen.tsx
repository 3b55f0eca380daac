import { useQuery } from '@tanstack/react-query'
import { Spline, Waypoints } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { Button } from '#ui/button'
import { type DrawingTrouble, LostDrawing, NoDrawingNotice } from '#ui/drawing-trouble'
import { EmptyState } from '#ui/empty-state'
import { ErrorState } from '#ui/error-state'
import { SidePanel } from '#ui/side-panel'
import { Skeleton } from '#ui/skeleton'
import { Split } from '#ui/split'
import { useClient, useSomaQueries } from '../../api/client-context.tsx'
import { useLinkMutations } from '../../api/use-link-mutations.ts'
import { useMemoryMutations } from '../../api/use-memory-mutations.ts'
import { useReadOnly } from '../../api/use-read-only.ts'
import { useCommands } from '../../commands/use-commands.ts'
import { type GraphFilter, isNoFilter, NO_FILTER } from '../../graph-view/filters.ts'
import type { GraphPalette } from '../../graph-view/palette.ts'
import { wordsOf } from '../../words/words.ts'
import { useWorkspace, workspace } from '../../workspace/use-workspace.ts'
import { CanvasTools } from './canvas-tools.tsx'
import { ChangesPanel } from './changes-panel.tsx'
import { FilterPanel } from './filter-panel.tsx'
import { createGraphActions } from './graph-actions.ts'
import { GraphCanvas } from './graph-canvas.tsx'
import { graphCommands } from './graph-commands.ts'
import { graphHandle } from './graph-handle.ts'
import { GraphLegend } from './graph-legend.tsx'
import { GraphList } from './graph-list.tsx'
import styles from './graph-screen.module.css'
import { graphSession } from './graph-session.ts'
import { startOf } from './graph-start.ts'
import { type GraphDraft, useGraphDraft, useGraphStore } from './graph-store.ts'
import { GraphToolbar } from './graph-toolbar.tsx'
import { LinkPopover } from './link-popover.tsx'
import { LookPanel } from './look-panel.tsx'
import { PairsPanel } from './pairs-panel.tsx'
import { PathsPanel } from './paths-panel.tsx'
import { SelectionBar } from './selection-bar.tsx'
import { TimeStrip } from './time-strip.tsx'
import type { TouchedLink } from './touched-link.ts'
import { useGraphData } from './use-graph-data.ts'
import { useGraphRequests } from './use-graph-requests.ts'
import { useGraphSync } from './use-graph-sync.ts'
import { useMoments } from './use-moments.ts'
import { useNearest } from './use-nearest.ts'
import { usePaths } from './use-paths.ts'

const t = wordsOf('graph')

const PANEL_TITLES = {
  get look() {
    return t('lookAndLayout')
  },
  get filter() {
    return t('filter')
  },
  get paths() {
    return t('paths')
  },
  get pairs() {
    return t('pairsToLookAfter')
  },
  get changes() {
    return t('whatChanged')
  },
} as const

export const GraphScreen = () => {
  const namespace = useWorkspace((w) => w.namespace)
  useCommands(graphCommands)
  return namespace === null ? null : <Graph key={namespace} namespace={namespace} />
}

const Graph = ({ namespace }: { readonly namespace: string }) => {
  const draft = useGraphDraft(namespace)
  const { data: namespaces } = useQuery(useSomaQueries().namespaces.list())
  const here = namespaces?.find(({ name }) => name === namespace)
  const session = useMemo(() => graphSession(namespace), [namespace])
  const client = useClient()
  const mutations = useMemoryMutations()
  const links = useLinkMutations()
  const readOnly = useReadOnly()
  const selection = useWorkspace((w) => w.selection)
  const host = useRef<HTMLDivElement>(null)
  const [palette, setPalette] = useState<GraphPalette | null>(null)
  const [touched, setTouched] = useState<TouchedLink | null>(null)
  const [trouble, setTrouble] = useState<DrawingTrouble | null>(null)
  /** Raised by a drawing that is tried again. */
  const [attempt, setAttempt] = useState(0)
  const retry = (): void => {
    setTrouble(null)
    setAttempt(attempt + 1)
  }
  const actions = useMemo(
    () => createGraphActions({ namespace, session, client, mutations, links }),
    [namespace, session, client, mutations, links],
  )
  const change = useCallback(
    (part: Partial<GraphDraft>) => useGraphStore.getState().change(namespace, part),
    [namespace],
  )
  useGraphRequests(namespace, draft.start === null && here ? startOf(here.memories) : null)
  const contents = useGraphData(namespace, draft)
  const nearest = useNearest(namespace, session, draft.near)
  const found = usePaths(namespace, draft.paths)
  const changes = useMoments(namespace, draft.moments, contents.data)
  useGraphSync({ session, draft, contents, paths: found.paths, compared: changes.drawn, palette })
  useEffect(() => {
    graphHandle.now = {
      namespace,
      session,
      actions,
      hasFocus: () => host.current?.contains(document.activeElement) ?? false,
    }
    return () => {
      graphHandle.now = null
    }
  }, [namespace, session, actions])
  const words = useMemo(
    () =>
      new Map(
        contents.communities.map(({ community, words: all }) => [
          String(community),
          all.slice(0, 3).join(', '),
        ]),
      ),
    [contents.communities],
  )
  const setFilter = (filter: GraphFilter): void => change({ filter: isNoFilter(filter) ? NO_FILTER : filter })
  const asList = draft.list || trouble === 'none'
  const count = contents.data?.nodes.length ?? 0
  const label = t('graphOfCountNodesArrows', { count })
  const stage = (
    <div className={styles.stage}>
      {trouble === 'none' && <NoDrawingNotice what="graph" lacks="WebGL" onRetry={retry} />}
      {asList ? (
        <GraphList session={session} actions={actions} words={words} />
      ) : (
        <div className={styles.scene} data-scene>
          <GraphCanvas
            key={attempt}
            session={session}
            actions={actions}
            readOnly={readOnly}
            label={label}
            hostRef={host}
            onDrawn={(colors) => {
              setPalette(colors)
              setTrouble(null)
            }}
            onLink={setTouched}
            onTrouble={setTrouble}
          />
          <CanvasTools session={session} onLayout={() => toggleLayout(session, draft)} />
          <GraphLegend
            session={session}
            communityWords={words}
            isDark={palette?.isDark ?? false}
            filter={draft.filter}
            onFilter={(part) => setFilter({ ...draft.filter, ...part })}
            nearest={draft.near > 0 ? nearest : null}
          />
          <SelectionBar
            namespace={namespace}
            session={session}
            actions={actions}
            typeNames={contents.typeNames}
            readOnly={readOnly}
          />
          {touched && (
            <LinkPopover
              namespace={namespace}
              session={session}
              touched={touched}
              typeNames={contents.typeNames}
              readOnly={readOnly}
              onClose={() => setTouched(null)}
            />
          )}
        </div>
      )}
      {trouble === 'lost' && !asList && (
        <LostDrawing detail={t('itIsDrawnAgainBy')} onRetry={retry} onList={() => change({ list: true })} />
      )}
      {draft.strip && !asList && (
        <TimeStrip
          namespace={namespace}
          session={session}
          range={draft.filter.time}
          onChange={(time) => setFilter({ ...draft.filter, time })}
          moments={draft.moments}
          onMoments={(moments) => change({ moments, panel: panelBeside(draft, moments) })}
          onClose={() => {
            setFilter({ ...draft.filter, time: null })
            change({ strip: false, moments: null, panel: panelBeside(draft, null) })
          }}
        />
      )}
      <StageState contents={contents} namespace={namespace} memories={here?.memories} />
    </div>
  )
  const { panel } = draft
  const panelContent = panel !== null && draft.start !== null && (
    <SidePanel title={PANEL_TITLES[panel]} onClose={() => change({ panel: null })}>
      {panel === 'look' && <LookPanel session={session} actions={actions} draft={draft} onChange={change} />}
      {panel === 'filter' && (
        <FilterPanel
          session={session}
          filter={draft.filter}
          start={draft.start}
          typeNames={contents.typeNames}
          onChange={setFilter}
          onStart={(start) => useGraphStore.getState().grow(namespace, start)}
        />
      )}
      {panel === 'pairs' && (
        <PairsPanel namespace={namespace} session={session} actions={actions} readOnly={readOnly} />
      )}
      {panel === 'changes' && (
        <ChangesPanel
          namespace={namespace}
          session={session}
          actions={actions}
          found={changes}
          isNow={draft.moments?.to === 'now'}
          palette={palette}
          readOnly={readOnly}
          mutations={mutations}
          links={links}
        />
      )}
      {panel === 'paths' && (
        <PathsPanel
          namespace={namespace}
          draft={draft.paths}
          typeNames={contents.typeNames}
          palette={palette}
          found={found}
          onChange={(paths) => change({ paths })}
          onOpen={(coordinate) => workspace.getState().openMemory(coordinate)}
        />
      )}
    </SidePanel>
  )
  return (
    <section className={styles.screen} aria-label={t('graph2')}>
      <GraphToolbar
        namespace={namespace}
        session={session}
        actions={actions}
        draft={draft}
        contents={contents}
        memories={here?.memories}
        selection={selection}
        onChange={change}
        onShowAll={draft.filter === NO_FILTER ? null : () => change({ filter: NO_FILTER })}
      />
      <div className={styles.body}>
        <Split
          id="graph"
          label={t('graphAndPanel')}
          panes={[
            { id: 'stage', min: 260, content: stage },
            ...(panelContent
              ? [{ id: 'panel', size: 300, min: 260, max: '60%', fixed: true, content: panelContent }]
              : []),
          ]}
        />
      </div>
    </section>
  )
}

/** Comparing opens its list, and takes it along when it ends. */
const panelBeside = ({ moments, panel }: GraphDraft, next: GraphDraft['moments']): GraphDraft['panel'] => {
  if (next === null) return panel === 'changes' ? null : panel
  return moments === null ? 'changes' : panel
}

const toggleLayout = (session: ReturnType<typeof graphSession>, { layout, force }: GraphDraft): void => {
  if (session.state.getState().layout === 'running') session.pause()
  else session.lay(layout, force)
}

interface StageStateProps {
  readonly contents: ReturnType<typeof useGraphData>
  readonly namespace: string
  readonly memories: number | undefined
}

/** What stands in place of the drawing while there is none. */
const StageState = ({ contents, namespace, memories }: StageStateProps) => {
  const { data, error, retry } = contents
  if (error && !data) {
    return (
      <div className={styles.veil}>
        <ErrorState error={error} title={t('theGraphCouldNotBe')} onRetry={retry} />
      </div>
    )
  }
  if (!data) {
    return (
      <div className={styles.veil} style={{ padding: 24 }}>
        <Skeleton lines={6} height={40} label={t('loadingTheGraph')} />
      </div>
    )
  }
  if (data.nodes.length > 0) return null
  const none = memories === 0
  return (
    <div className={styles.veil}>
      <EmptyState
        icon={none ? Waypoints : Spline}
        title={none ? t('noMemoriesYet') : t('noLinksYet')}
        detail={none ? t('theGraphDrawsMemoriesAnd') : t('communitiesAreFoundAlongLinks')}
        action={
          none ? (
            <Button onClick={() => workspace.getState().go({ screen: 'memories' })}>
              {t('goToMemories')}
            </Button>
          ) : (
            <Button
              variant="primary"
              onClick={() => useGraphStore.getState().begin(namespace, { kind: 'whole' })}
            >
              {t('showAllMemories')}
            </Button>
          )
        }
      />
    </div>
  )
}
