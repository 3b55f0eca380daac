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
import { wordsOf } from '../../words/words.ts'
import type { GraphActions } from './graph-actions.ts'
import type { GraphSession } from './graph-session.ts'
import styles from './selection-bar.module.css'

const t = wordsOf('graph')

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
    <div className={styles.bar} role="toolbar" aria-label={t('selection')} data-covers>
      <span className={styles.count} data-private={ids.length === 1 || undefined}>
        {ids.length === 1 ? actions.facts(first).title : t('countChosen', { count: ids.length })}
      </span>
      {ids.length === 1 ? (
        <SingleActions id={first} actions={actions} />
      ) : (
        memories.length > 1 && <BulkActions {...props} ids={memories} />
      )}
      {memories.length > 0 && (
        <>
          <IconButton icon={EyeOff} size="small" label={t('hideHere')} onClick={() => actions.hide(ids)} />
          <IconButton
            icon={Trash2}
            size="small"
            label={
              memories.length === 1 ? t('delete') : t('deleteMemoriesMemories', { memories: memories.length })
            }
            disabled={readOnly}
            onClick={() => actions.remove(memories)}
          />
        </>
      )}
      <IconButton
        icon={X}
        size="small"
        label={t('chooseNothing')}
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
        {actions.isOpen(id) ? t('close') : t('open')}
      </Button>
    )
  }
  return (
    <>
      <Button variant="plain" size="small" icon={UnfoldVertical} onClick={() => actions.expand(id)}>
        {t('expand')}
      </Button>
      <Button variant="plain" size="small" icon={Route} onClick={() => actions.pickEnd(id)}>
        {t('path')}
      </Button>
      <Button variant="plain" size="small" icon={Focus} onClick={() => actions.around([id])}>
        {t('around')}
      </Button>
    </>
  )
}

const BulkActions = (props: SelectionBarProps & { readonly ids: readonly string[] }) => {
  const { namespace, actions, typeNames, readOnly, ids } = props
  return (
    <>
      <Button variant="plain" size="small" icon={Focus} onClick={() => actions.around(ids)}>
        {t('around')}
      </Button>
      <Button variant="plain" size="small" icon={SquareDashedMousePointer} onClick={() => actions.only(ids)}>
        {t('onlyThese')}
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
            {t('type')}
          </Button>
        }
        items={[
          { id: 'episodic', label: t('episodic'), run: () => actions.setType(ids, 'episodic') },
          { id: 'semantic', label: t('semantic'), run: () => actions.setType(ids, 'semantic') },
        ]}
      />
      <IconButton
        icon={Pin}
        size="small"
        label={t('pin')}
        disabled={readOnly}
        onClick={() => actions.pin(ids, true)}
      />
      <IconButton
        icon={PinOff}
        size="small"
        label={t('unpin')}
        disabled={readOnly}
        onClick={() => actions.pin(ids, false)}
      />
    </>
  )
}
