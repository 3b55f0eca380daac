import type { ReactNode } from 'react'
import type { MemoryRow } from '#contract/memory'
import { CoordinateLabel } from '#ui/coordinate-label'
import { TypeBadge } from '#ui/type-badge'
import { workspace } from '../../workspace/use-workspace.ts'
import styles from './memory-link-row.module.css'

interface MemoryLinkRowProps {
  readonly memory: MemoryRow
  /** What ties it to the open one, as a figure: how similar it is. */
  readonly tie?: ReactNode
  /** A line of its own. */
  readonly detail?: ReactNode
}

/** Another memory, one click away. */
export const MemoryLinkRow = ({ memory, tie, detail }: MemoryLinkRowProps) => (
  <button
    type="button"
    className={styles.row}
    onClick={() => workspace.getState().openMemory(memory.coordinate)}
  >
    {tie !== undefined && <span className={styles.tie}>{tie}</span>}
    <span className={styles.words}>
      <span className={styles.title} data-private>
        {memory.title}
      </span>
      <span className={styles.under}>
        <CoordinateLabel coordinate={memory.coordinate} quiet />
        <TypeBadge type={memory.type} />
      </span>
      {detail && <span className={styles.under}>{detail}</span>}
    </span>
  </button>
)
