import type { KeyboardEvent, ReactNode, Ref } from 'react'
import { ContextMenu } from './context-menu.tsx'
import styles from './drawing-frame.module.css'
import type { MenuItem } from './menu-item.ts'

interface DrawingFrameProps {
  readonly label: string
  /** What it is called in place of an application: a graph, a map. */
  readonly kind: string
  readonly hostRef: Ref<HTMLDivElement>
  /** Where it is drawn: fills the frame. */
  readonly boxRef: Ref<HTMLDivElement>
  /** Canvases that are not made by who draws. */
  readonly layers?: ReactNode
  readonly menu: readonly MenuItem[]
  readonly onKeyDown: (event: KeyboardEvent) => void
  /** The menu is asked for by the keyboard, and meant for what the arrows have come to. */
  readonly onMenuKey: () => void
  /** What lies over the drawing. */
  readonly children?: ReactNode
}

/** A drawing that is walked by arrows and has a menu: what graph and map have in common. */
export const DrawingFrame = (props: DrawingFrameProps) => {
  const { label, kind, hostRef, boxRef, layers, menu, onKeyDown, onMenuKey, children } = props
  return (
    <ContextMenu items={menu}>
      <div
        ref={hostRef}
        className={styles.host}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrows walk from point to point
        tabIndex={0}
        role="application"
        aria-label={label}
        aria-roledescription={kind}
        onKeyDown={onKeyDown}
        onContextMenu={(event) => event.target === event.currentTarget && onMenuKey()}
      >
        <div ref={boxRef} className={styles.box}>
          {layers}
        </div>
        {children}
      </div>
    </ContextMenu>
  )
}
