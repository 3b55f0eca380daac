import { RotateCcw } from 'lucide-react'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { Button } from '#ui/button'
import { Checkbox } from '#ui/checkbox'
import { SegmentedControl } from '#ui/segmented-control'
import { Slider } from '#ui/slider'
import { Switch } from '#ui/switch'
import { type GraphFilter, NO_FILTER } from '../../graph-view/filters.ts'
import { formatNumber } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import type { GraphSession } from './graph-session.ts'
import type { GraphStartChoice } from './graph-start.ts'
import styles from './panel.module.css'

const t = wordsOf('graph')

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
    { label: t('linksFrom'), key: 'minDegree', max: limits.degree, step: 1 },
    { label: t('coreFrom'), key: 'minCore', max: limits.core, step: 1 },
    { label: t('weightFrom'), key: 'minWeight', max: limits.weight, step: limits.weight / 100 },
  ] as const
  return (
    <>
      {start.kind === 'around' && (
        <section className={styles.section} aria-label={t('hops')}>
          <h3 className={styles.heading}>{t('hopsAroundTheStart')}</h3>
          <SegmentedControl
            label={t('hopsAroundTheStart')}
            value={String(start.depth)}
            onChange={(depth) => onStart({ ...start, depth: Number(depth) })}
            options={DEPTHS.map((value) => ({ value, label: value }))}
          />
        </section>
      )}
      <section className={styles.section} aria-label={t('memories')}>
        <h3 className={styles.heading}>{t('memories')}</h3>
        <SegmentedControl
          label={t('typeOfMemories')}
          value={filter.kinds}
          onChange={(kinds) => set({ kinds })}
          options={[
            { value: 'all', label: t('all') },
            { value: 'episodic', label: t('episodic') },
            { value: 'semantic', label: t('semantic') },
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
          <span>{t('fromChosen')}</span>
          <Slider
            label={t('hopsAroundWhatIsChosen')}
            value={filter.egoDepth ?? 0}
            min={0}
            max={6}
            step={1}
            onChange={(depth) => set({ egoDepth: depth === 0 ? null : depth })}
          />
          <span className={styles.value}>
            {filter.egoDepth === null ? t('all2') : t('countHops', { count: filter.egoDepth })}
          </span>
        </div>
        {filter.egoDepth !== null && !isChosen && <p className={styles.note}>{t('chooseAMemoryThenOnly')}</p>}
        <Switch
          label={t('hideMemoriesWithoutALink')}
          checked={filter.hideLonely}
          onChange={(hideLonely) => set({ hideLonely })}
        />
      </section>
      {typeNames.length > 0 && (
        <section className={styles.section} aria-label={t('typesOfLinks')}>
          <h3 className={styles.heading}>{t('typesOfLinks')}</h3>
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
      <section className={styles.section} aria-label={t('reset')}>
        <div className={styles.buttons}>
          <Button icon={RotateCcw} disabled={filter === NO_FILTER} onClick={() => onChange(NO_FILTER)}>
            {t('showAll')}
          </Button>
        </div>
      </section>
    </>
  )
}
