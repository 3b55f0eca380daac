import type { MemoryType } from '#contract/memory'
import { Menu } from '#ui/menu'
import { TypeBadge } from '#ui/type-badge'
import styles from './fact-button.module.css'

interface FactTypeProps {
  readonly type: MemoryType
  readonly writable: boolean
  readonly onChange: (type: MemoryType) => void
}

export const FactType = ({ type, writable, onChange }: FactTypeProps) => (
  <Menu
    trigger={
      <button
        type="button"
        className={styles.value}
        disabled={!writable}
        aria-label={`Type: ${type}. Change`}
      >
        <TypeBadge type={type} />
      </button>
    }
    items={(['episodic', 'semantic'] as const).map((one) => ({
      kind: 'item' as const,
      id: one,
      label: one === 'episodic' ? 'Episodic: something that happened' : 'Semantic: something that is known',
      disabled: one === type,
      run: () => onChange(one),
    }))}
  />
)
