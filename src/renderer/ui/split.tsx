import type { ReactNode } from 'react'
import { Fragment } from 'react'
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels'
import { wordsOf } from '../words/words.ts'
import styles from './split.module.css'

const t = wordsOf('ui')

interface SplitPane {
  readonly id: string
  readonly content: ReactNode
  /** Numbers are pixels, texts such as `30%` are shares. */
  readonly size?: number | string
  readonly min?: number | string
  readonly max?: number | string
  /** Keeps its pixels when the window grows: for side panels. One pane at least must not. */
  readonly fixed?: boolean
}

interface SplitProps {
  /** Sizes are remembered under it. */
  readonly id: string
  readonly label: string
  readonly direction?: 'horizontal' | 'vertical'
  /** Panes may come and go; each set of them has its own remembered sizes. */
  readonly panes: readonly SplitPane[]
}

/** Panes side by side with a line to drag; arrows move it, a double click puts it back. */
export const Split = ({ id, label, direction = 'horizontal', panes }: SplitProps) => {
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({
    id: `soma.split.${id}`,
    panelIds: panes.map((pane) => pane.id),
    storage: localStorage,
    onlySaveAfterUserInteractions: true,
  })
  return (
    <Group
      id={id}
      className={styles.group}
      orientation={direction}
      defaultLayout={defaultLayout}
      onLayoutChanged={onLayoutChanged}
    >
      {panes.map((pane, index) => (
        <Fragment key={pane.id}>
          {index > 0 && (
            <Separator className={styles.separator} aria-label={t('labelResizeId', { label, id: pane.id })} />
          )}
          <Panel
            id={pane.id}
            className={styles.pane}
            defaultSize={pane.size}
            minSize={pane.min}
            maxSize={pane.max}
            groupResizeBehavior={pane.fixed ? 'preserve-pixel-size' : 'preserve-relative-size'}
          >
            {pane.content}
          </Panel>
        </Fragment>
      ))}
    </Group>
  )
}
