import type { MemoryType } from '#contract/memory'
import { Menu } from '#ui/menu'
import { TypeBadge } from '#ui/type-badge'
import { wordsOf } from '../../words/words.ts'
import styles from './fact-button.module.css'

const t = wordsOf('inspector')

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
        aria-label={t('typeTypeChange', { type })}
      >
        <TypeBadge type={type} />
      </button>
    }
    items={(['episodic', 'semantic'] as const).map((one) => ({
      kind: 'item' as const,
      id: one,
      label: one === 'episodic' ? t('episodicSomethingThatHappened') : t('semanticSomethingThatIsKnown'),
      disabled: one === type,
      run: () => onChange(one),
    }))}
  />
)
