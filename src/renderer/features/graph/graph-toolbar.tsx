import { Clock, Filter, List, type LucideIcon, Palette, Route, Spline, Waypoints } from 'lucide-react'
import { IconButton } from '#ui/icon-button'
import { wordsOf } from '../../words/words.ts'
import { FilesMenu } from './files-menu.tsx'
import { FindInGraph } from './find-in-graph.tsx'
import type { GraphActions } from './graph-actions.ts'
import { GraphCounts } from './graph-counts.tsx'
import styles from './graph-screen.module.css'
import type { GraphSession } from './graph-session.ts'
import type { GraphDraft, GraphPanel } from './graph-store.ts'
import { StartMenu } from './start-menu.tsx'
import type { GraphContents } from './use-graph-data.ts'

const t = wordsOf('graph')

interface GraphToolbarProps {
  readonly namespace: string
  readonly session: GraphSession
  readonly actions: GraphActions
  readonly draft: GraphDraft
  readonly contents: GraphContents
  /** Of the namespace. */
  readonly memories: number | undefined
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
  {
    id: 'look',
    get label() {
      return t('lookAndLayout')
    },
    icon: Palette,
    shortcut: 'K',
  },
  {
    id: 'filter',
    get label() {
      return t('filter')
    },
    icon: Filter,
    shortcut: 'I',
  },
  {
    id: 'paths',
    get label() {
      return t('paths')
    },
    icon: Route,
    shortcut: 'P',
  },
  {
    id: 'pairs',
    get label() {
      return t('pairsToLookAfter')
    },
    icon: Spline,
    shortcut: 'N',
  },
]

export const GraphToolbar = (props: GraphToolbarProps) => {
  const { namespace, session, actions, draft, contents, memories, selection, onChange, onShowAll } = props
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
          memories={memories}
          isOverview={start.kind === 'overview'}
          onRaise={(next) => onChange({ limit: next })}
          onShowAll={onShowAll}
        />
      )}
      <div className={styles.views} role="toolbar" aria-label={t('besideTheGraph')}>
        <IconButton
          icon={list ? Waypoints : List}
          label={list ? t('asADrawing') : t('asAList')}
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
          label={t('overTime')}
          shortcut="T"
          pressed={strip}
          onClick={() => onChange({ strip: !strip })}
        />
        <FilesMenu namespace={namespace} session={session} />
      </div>
    </header>
  )
}
