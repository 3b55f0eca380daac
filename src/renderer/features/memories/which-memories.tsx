import { SegmentedControl } from '#ui/segmented-control'
import { formatCount } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'

const t = wordsOf('memories')

type Shown = 'living' | 'bin' | 'duplicates'

interface WhichMemoriesProps {
  readonly shown: Shown
  readonly inBin: number | undefined
  readonly onChange: (shown: Shown) => void
}

/** The views of the screen, the same in each of them. */
export const WhichMemories = ({ shown, inBin, onChange }: WhichMemoriesProps) => (
  <SegmentedControl<Shown>
    label={t('whichMemories')}
    value={shown}
    onChange={onChange}
    options={[
      { value: 'living', label: t('memories') },
      { value: 'bin', label: inBin ? t('binInBin', { inBin: formatCount(inBin) }) : t('bin') },
      { value: 'duplicates', label: t('duplicates') },
    ]}
  />
)
