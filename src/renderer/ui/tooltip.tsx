import { Tooltip as Radix } from 'radix-ui'
import type { ReactElement, ReactNode } from 'react'
import { Kbd } from './kbd.tsx'
import { useLiveKeys } from './live-keys.ts'
import styles from './tooltip.module.css'

interface TooltipProps {
  readonly text: ReactNode
  readonly shortcut?: string | undefined
  readonly side?: 'top' | 'right' | 'bottom' | 'left'
  /** One element that takes a ref and props, such as a button. */
  readonly children: ReactElement
}

/** Around the whole app: after the first tooltip its neighbours come at once. */
export const TooltipProvider = ({ children }: { readonly children: ReactNode }) => (
  <Radix.Provider delayDuration={450} skipDelayDuration={200}>
    {children}
  </Radix.Provider>
)

export const Tooltip = ({ text, shortcut, side = 'bottom', children }: TooltipProps) => {
  const keys = useLiveKeys(shortcut)
  return (
    <Radix.Root>
      <Radix.Trigger
        asChild
        // A menu that closes gives its button the focus back: that asks for no tooltip.
        onFocus={(event) => {
          if (!event.currentTarget.matches(':focus-visible')) event.preventDefault()
        }}
      >
        {children}
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className={styles.tooltip} side={side} sideOffset={6} collisionPadding={8}>
          {text}
          {keys && <Kbd keys={keys} />}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
