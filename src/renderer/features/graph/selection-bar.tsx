import {
  Diamond,
  EyeOff,
  Focus,
  Pin,
  PinOff,
  Route,
  SquareDashedMousePointer,
  Trash2,
  UnfoldVertical,
  X,
} from 'lucide-react'
import { useStore } from 'zustand'
import { Button } from '#ui/button'
import { IconButton } from '#ui/icon-button'
import { Menu } from '#ui/menu'
import { BulkLink } from '../../bulk-link/bulk-link.tsx'
import { formatPlural } from '../../ui/format-number.ts'
import type { GraphActions } from './graph-actions.ts'
import type { GraphSession } from './graph-session.ts'
import styles from './selection-bar.module.css'

interface SelectionBarProps {
  readonly namespace: string
  readonly session: GraphSession
  readonly actions: GraphActions
  readonly typeNames: readonly string[]
  readonly readOnly: boolean
}

/** What can be done with what is chosen in the drawing. */
export const SelectionBar = (props: SelectionBarProps) => {
  const { session, actions, readOnly } = props
  const selection = useStore(session.view, (state) => state.selection)
  useStore(session.state, (state) => state.revision)
  const ids = [...selection].filter((id) => session.graph.hasNode(id))
  const memories = ids.filter((id) => actions.facts(id).kind !== 'community')
  const [first] = ids
  if (first === undefined) return null
  return (
    <div className={styles.bar} role="toolbar" aria-label="Selection">
      <span className={styles.count} data-private={ids.length === 1 || undefined}>
        {ids.length === 1 ? actions.facts(first).title : formatPlural(ids.length, 'chosen', 'chosen')}
      </span>
      {ids.length === 1 ? (
        <SingleActions id={first} actions={actions} />
      ) : (
        memories.length > 1 && <BulkActions {...props} ids={memories} />
      )}
      {memories.length > 0 && (
        <>
          <IconButton icon={EyeOff} size="small" label="Hide here" onClick={() => actions.hide(ids)} />
          <IconButton
            icon={Trash2}
            size="small"
            label={memories.length === 1 ? 'Delete' : `Delete ${memories.length} memories`}
            disabled={readOnly}
            onClick={() => actions.remove(memories)}
          />
        </>
      )}
      <IconButton
        icon={X}
        size="small"
        label="Choose nothing"
        shortcut="Escape"
        onClick={() => actions.select([])}
      />
    </div>
  )
}

const SingleActions = ({ id, actions }: { readonly id: string; readonly actions: GraphActions }) => {
  if (actions.facts(id).kind === 'community') {
    return (
      <Button variant="plain" size="small" icon={UnfoldVertical} onClick={() => actions.open(id)}>
        {actions.isOpen(id) ? 'Close' : 'Open'}
      </Button>
    )
  }
  return (
    <>
      <Button variant="plain" size="small" icon={UnfoldVertical} onClick={() => actions.expand(id)}>
        Expand
      </Button>
      <Button variant="plain" size="small" icon={Route} onClick={() => actions.pickEnd(id)}>
        Path
      </Button>
      <Button variant="plain" size="small" icon={Focus} onClick={() => actions.around([id])}>
        Around
      </Button>
    </>
  )
}

const BulkActions = (props: SelectionBarProps & { readonly ids: readonly string[] }) => {
  const { namespace, actions, typeNames, readOnly, ids } = props
  return (
    <>
      <Button variant="plain" size="small" icon={Focus} onClick={() => actions.around(ids)}>
        Around
      </Button>
      <Button variant="plain" size="small" icon={SquareDashedMousePointer} onClick={() => actions.only(ids)}>
        Only these
      </Button>
      <BulkLink
        namespace={namespace}
        chosen={ids.map(actions.facts)}
        typeNames={typeNames}
        disabled={readOnly}
      />
      <Menu
        trigger={
          <Button variant="plain" size="small" icon={Diamond} disabled={readOnly}>
            Type
          </Button>
        }
        items={[
          { id: 'episodic', label: 'Episodic', run: () => actions.setType(ids, 'episodic') },
          { id: 'semantic', label: 'Semantic', run: () => actions.setType(ids, 'semantic') },
        ]}
      />
      <IconButton
        icon={Pin}
        size="small"
        label="Pin"
        disabled={readOnly}
        onClick={() => actions.pin(ids, true)}
      />
      <IconButton
        icon={PinOff}
        size="small"
        label="Unpin"
        disabled={readOnly}
        onClick={() => actions.pin(ids, false)}
      />
    </>
  )
}
