import { RotateCcw } from 'lucide-react'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { Button } from '#ui/button'
import { Checkbox } from '#ui/checkbox'
import { SegmentedControl } from '#ui/segmented-control'
import { Slider } from '#ui/slider'
import { Switch } from '#ui/switch'
import { type GraphFilter, NO_FILTER } from '../../graph-view/filters.ts'
import { formatNumber, formatPlural } from '../../ui/format-number.ts'
import type { GraphSession } from './graph-session.ts'
import type { GraphStartChoice } from './graph-start.ts'
import styles from './panel.module.css'

interface FilterPanelProps {
  readonly session: GraphSession
  readonly filter: GraphFilter
  readonly start: GraphStartChoice
  readonly typeNames: readonly string[]
  readonly onChange: (filter: GraphFilter) => void
  readonly onStart: (start: GraphStartChoice) => void
}

const DEPTHS = ['1', '2', '3', '4', '5', '6'] as const

/** The greatest of what can be filtered by: the ends of the sliders. */
const limitsOf = ({ graph }: GraphSession) => {
  let [degree, core, weight] = [1, 1, 1]
  graph.forEachNode((_, { facts }) => {
    if (facts.kind === 'community') return
    degree = Math.max(degree, facts.degreeIn + facts.degreeOut)
    core = Math.max(core, facts.core ?? 0)
  })
  graph.forEachEdge((_, { facts }) => {
    if (facts.kind === 'link') weight = Math.max(weight, facts.weight)
  })
  return { degree: Math.min(degree, 100), core, weight }
}

/** Which of what is loaded is drawn. */
export const FilterPanel = (props: FilterPanelProps) => {
  const { session, filter, start, typeNames, onChange, onStart } = props
  const revision = useStore(session.state, (state) => state.revision)
  const isChosen = useStore(session.view, ({ selection }) => selection.size > 0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another graph has other limits
  const limits = useMemo(() => limitsOf(session), [session, revision])
  const set = (part: Partial<GraphFilter>): void => onChange({ ...filter, ...part })
  const sliders = [
    { label: 'Links from', key: 'minDegree', max: limits.degree, step: 1 },
    { label: 'Core from', key: 'minCore', max: limits.core, step: 1 },
    { label: 'Weight from', key: 'minWeight', max: limits.weight, step: limits.weight / 100 },
  ] as const
  return (
    <>
      {start.kind === 'around' && (
        <section className={styles.section} aria-label="Hops">
          <h3 className={styles.heading}>Hops around the start</h3>
          <SegmentedControl
            label="Hops around the start"
            value={String(start.depth)}
            onChange={(depth) => onStart({ ...start, depth: Number(depth) })}
            options={DEPTHS.map((value) => ({ value, label: value }))}
          />
        </section>
      )}
      <section className={styles.section} aria-label="Memories">
        <h3 className={styles.heading}>Memories</h3>
        <SegmentedControl
          label="Type of memories"
          value={filter.kinds}
          onChange={(kinds) => set({ kinds })}
          options={[
            { value: 'all', label: 'All' },
            { value: 'episodic', label: 'Episodic' },
            { value: 'semantic', label: 'Semantic' },
          ]}
        />
        {sliders.map(({ label, key, max, step }) => (
          <div key={key} className={styles.slider}>
            <span>{label}</span>
            <Slider
              label={label}
              value={filter[key]}
              min={0}
              max={max}
              step={step}
              onChange={(value) => set({ [key]: value })}
            />
            <span className={styles.value}>{formatNumber(Number(filter[key].toPrecision(3)))}</span>
          </div>
        ))}
        <div className={styles.slider}>
          <span>From chosen</span>
          <Slider
            label="Hops around what is chosen"
            value={filter.egoDepth ?? 0}
            min={0}
            max={6}
            step={1}
            onChange={(depth) => set({ egoDepth: depth === 0 ? null : depth })}
          />
          <span className={styles.value}>
            {filter.egoDepth === null ? 'all' : formatPlural(filter.egoDepth, 'hop')}
          </span>
        </div>
        {filter.egoDepth !== null && !isChosen && (
          <p className={styles.note}>Choose a memory: then only what is so near to it is drawn.</p>
        )}
        <Switch
          label="Hide memories without a link"
          checked={filter.hideLonely}
          onChange={(hideLonely) => set({ hideLonely })}
        />
      </section>
      {typeNames.length > 0 && (
        <section className={styles.section} aria-label="Types of links">
          <h3 className={styles.heading}>Types of links</h3>
          {typeNames.map((type) => (
            <Checkbox
              key={type}
              label={type}
              checked={!filter.hiddenTypes.includes(type)}
              onChange={(checked) =>
                set({
                  hiddenTypes: checked
                    ? filter.hiddenTypes.filter((one) => one !== type)
                    : [...filter.hiddenTypes, type],
                })
              }
            />
          ))}
        </section>
      )}
      <section className={styles.section} aria-label="Reset">
        <div className={styles.buttons}>
          <Button icon={RotateCcw} disabled={filter === NO_FILTER} onClick={() => onChange(NO_FILTER)}>
            Show all
          </Button>
        </div>
      </section>
    </>
  )
}
