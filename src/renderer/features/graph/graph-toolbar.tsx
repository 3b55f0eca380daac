import { Clock, Filter, List, type LucideIcon, Palette, Route, Spline, Waypoints } from 'lucide-react'
import { IconButton } from '#ui/icon-button'
import { FilesMenu } from './files-menu.tsx'
import { FindInGraph } from './find-in-graph.tsx'
import type { GraphActions } from './graph-actions.ts'
import { GraphCounts } from './graph-counts.tsx'
import styles from './graph-screen.module.css'
import type { GraphSession } from './graph-session.ts'
import type { GraphDraft, GraphPanel } from './graph-store.ts'
import { StartMenu } from './start-menu.tsx'
import type { GraphContents } from './use-graph-data.ts'

interface GraphToolbarProps {
  readonly namespace: string
  readonly session: GraphSession
  readonly actions: GraphActions
  readonly draft: GraphDraft
  readonly contents: GraphContents
  readonly selection: readonly (readonly number[])[]
  readonly onChange: (part: Partial<GraphDraft>) => void
  /** Null where no filter leaves anything out. */
  readonly onShowAll: (() => void) | null
}

const PANELS: readonly {
  readonly id: GraphPanel
  readonly label: string
  readonly icon: LucideIcon
  readonly shortcut: string
}[] = [
  { id: 'look', label: 'Look and layout', icon: Palette, shortcut: 'K' },
  { id: 'filter', label: 'Filter', icon: Filter, shortcut: 'I' },
  { id: 'paths', label: 'Paths', icon: Route, shortcut: 'P' },
  { id: 'pairs', label: 'Pairs to look after', icon: Spline, shortcut: 'N' },
]

export const GraphToolbar = (props: GraphToolbarProps) => {
  const { namespace, session, actions, draft, contents, selection, onChange, onShowAll } = props
  const { start, earlier, limit, panel, list, strip } = draft
  return (
    <header className={styles.head}>
      {start && <StartMenu namespace={namespace} start={start} earlier={earlier} selection={selection} />}
      <FindInGraph session={session} actions={actions} />
      {contents.total && start && (
        <GraphCounts
          session={session}
          total={contents.total}
          limit={limit}
          isOverview={start.kind === 'overview'}
          onRaise={(next) => onChange({ limit: next })}
          onShowAll={onShowAll}
        />
      )}
      <div className={styles.views} role="toolbar" aria-label="Beside the graph">
        <IconButton
          icon={list ? Waypoints : List}
          label={list ? 'As a drawing' : 'As a list'}
          shortcut="V"
          pressed={list}
          onClick={() => onChange({ list: !list })}
        />
        {PANELS.map(({ id, label, icon, shortcut }) => (
          <IconButton
            key={id}
            icon={icon}
            label={label}
            shortcut={shortcut}
            pressed={panel === id}
            onClick={() => onChange({ panel: panel === id ? null : id })}
          />
        ))}
        <IconButton
          icon={Clock}
          label="Over time"
          shortcut="T"
          pressed={strip}
          onClick={() => onChange({ strip: !strip })}
        />
        <FilesMenu namespace={namespace} session={session} />
      </div>
    </header>
  )
}
