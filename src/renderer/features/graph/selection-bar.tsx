import { CircleSlash, EyeOff, Focus, Pin, Route, Trash2, UnfoldVertical, X } from 'lucide-react'
import { useStore } from 'zustand'
import { Button } from '#ui/button'
import { IconButton } from '#ui/icon-button'
import { formatPlural } from '../../ui/format-number.ts'
import type { GraphActions } from './graph-actions.ts'
import type { GraphSession } from './graph-session.ts'
import styles from './selection-bar.module.css'

interface SelectionBarProps {
  readonly session: GraphSession
  readonly actions: GraphActions
  readonly readOnly: boolean
}

/** What can be done with what is chosen in the drawing. */
export const SelectionBar = ({ session, actions, readOnly }: SelectionBarProps) => {
  const selection = useStore(session.view, (state) => state.selection)
  const ids = [...selection].filter((id) => session.graph.hasNode(id))
  if (ids.length === 0) return null
  const [first] = ids
  const single = ids.length === 1 ? first : undefined
  return (
    <div className={styles.bar} role="toolbar" aria-label="Selection">
      <span className={styles.count}>
        {single === undefined ? formatPlural(ids.length, 'chosen', 'chosen') : actions.facts(single).title}
      </span>
      {single !== undefined && (
        <>
          <Button variant="plain" size="small" icon={UnfoldVertical} onClick={() => actions.expand(single)}>
            Expand
          </Button>
          <Button variant="plain" size="small" icon={Route} onClick={() => actions.pickEnd(single)}>
            Path
          </Button>
        </>
      )}
      <Button variant="plain" size="small" icon={Focus} onClick={() => actions.around(ids)}>
        Around
      </Button>
      {single === undefined && (
        <>
          <Button variant="plain" size="small" icon={CircleSlash} onClick={() => actions.only(ids)}>
            Only these
          </Button>
          <Button
            variant="plain"
            size="small"
            icon={Pin}
            disabled={readOnly}
            onClick={() => actions.pin(ids, true)}
          >
            Pin
          </Button>
        </>
      )}
      <IconButton icon={EyeOff} size="small" label="Hide here" side="top" onClick={() => actions.hide(ids)} />
      <IconButton
        icon={Trash2}
        size="small"
        label="Delete"
        side="top"
        disabled={readOnly}
        onClick={() => actions.remove(ids)}
      />
      <IconButton
        icon={X}
        size="small"
        label="Choose nothing"
        side="top"
        onClick={() => actions.select([])}
      />
    </div>
  )
}
