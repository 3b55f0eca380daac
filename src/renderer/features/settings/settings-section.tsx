import { type ReactNode, useRef } from 'react'
import styles from './settings-section.module.css'
import { useSectionEntry } from './settings-sections.ts'

export const SettingsSection = ({
  title,
  anchor,
  children,
}: {
  readonly title: string
  /** Under which name it is asked for. */
  readonly anchor?: string
  readonly children: ReactNode
}) => {
  const heading = useRef<HTMLHeadingElement>(null)
  useSectionEntry(title, heading)
  return (
    <section aria-label={title}>
      <h2 ref={heading} className={styles.title} data-setting={anchor} tabIndex={-1}>
        {title}
      </h2>
      {children}
    </section>
  )
}

interface SettingsRowProps {
  readonly name: string
  readonly detail?: ReactNode
  readonly children?: ReactNode
}

/** Name and meaning on the left, the control on the right. */
export const SettingsRow = ({ name, detail, children }: SettingsRowProps) => (
  <div className={styles.row}>
    <div className={styles.words}>
      <div className={styles.name}>{name}</div>
      {detail && <div className={styles.detail}>{detail}</div>}
    </div>
    {children}
  </div>
)
