import { Plus, RotateCcw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { DecayRules, DecayWeights } from '#contract/decay-rules'
import { Button } from '#ui/button'
import { IconButton } from '#ui/icon-button'
import { NumberField } from '#ui/number-field'
import { Panel } from '#ui/panel'
import { Select } from '#ui/select'
import { Slider } from '#ui/slider'
import { Switch } from '#ui/switch'
import { TextField } from '#ui/text-field'
import { useDecayStore } from './decay-store.ts'
import { namesIn, ruleChanges } from './rule-changes.ts'
import { RuleDifference } from './rule-difference.tsx'
import styles from './rules-panel.module.css'

interface WeightEntry {
  readonly name: keyof DecayWeights
  readonly label: string
  /** What a slider reaches; any value can be typed. */
  readonly min: number
  readonly max: number
}

const WEIGHTS: readonly WeightEntry[] = [
  { name: 'threshold', label: 'Decays above a score of', min: 0, max: 1000 },
  { name: 'age', label: 'Age, per hour', min: 0, max: 2 },
  { name: 'idle', label: 'Time unused, per hour', min: 0, max: 2 },
  { name: 'access', label: 'Each time it was recalled', min: -10, max: 0 },
  { name: 'importance', label: 'Each point of importance', min: -20, max: 0 },
  { name: 'importanceThreshold', label: 'Never above an importance of', min: 0, max: 5 },
  { name: 'stdpStrength', label: 'Taken off just after a use', min: 0, max: 10 },
  { name: 'stdpDecayRate', label: 'How fast that fades, per second', min: 0, max: 1 },
]

const EVICTION = {
  'episodic,semantic': 'Episodic first',
  'semantic,episodic': 'Semantic first',
  episodic: 'Only episodic',
  semantic: 'Only semantic',
} as const
type Eviction = keyof typeof EVICTION

interface RulesPanelProps {
  readonly inForce: DecayRules
  readonly tried: DecayRules | null
}

/** Everything that decides what is forgotten. Moving it changes the forecast and nothing else. */
export const RulesPanel = ({ inForce, tried }: RulesPanelProps) => {
  const rules = tried ?? inForce
  const changes = ruleChanges(inForce, rules)
  const change = (part: Partial<DecayRules>): void => {
    const next = { ...rules, ...part }
    useDecayStore.setState({ tried: ruleChanges(inForce, next).length > 0 ? next : null })
  }
  return (
    <Panel
      title="Parameters"
      actions={
        <Button
          size="small"
          variant="plain"
          icon={RotateCcw}
          disabled={tried === null}
          onClick={() => useDecayStore.setState({ tried: null })}
        >
          Reset
        </Button>
      }
    >
      {changes.length > 0 && <RuleDifference changes={changes} />}
      <Switch label="Memories decay" checked={rules.isOn} onChange={(isOn) => change({ isOn })} />
      {WEIGHTS.map((entry) => (
        <Weight
          key={entry.name}
          entry={entry}
          value={rules.weights[entry.name]}
          onChange={(value) => change({ weights: { ...rules.weights, [entry.name]: value } })}
        />
      ))}
      <NamesField
        label="Fields that are always kept"
        names={rules.protectedKeys}
        onChange={(protectedKeys) => change({ protectedKeys })}
      />
      <Levels levels={rules.levels} onChange={(levels) => change({ levels })} />
      <NumberField
        label="Memories a namespace holds"
        optional
        placeholder="no limit"
        min={1}
        step={100}
        value={rules.limit}
        onChange={(limit) => change({ limit: limit === null ? null : Math.round(limit) })}
      />
      <Select
        label="Evicted for the limit"
        value={rules.evictTypes.join() as Eviction}
        onChange={(value) => change({ evictTypes: value.split(',') as DecayRules['evictTypes'] })}
        options={Object.entries(EVICTION).map(([value, label]) => ({ value: value as Eviction, label }))}
      />
      <NumberField
        label="The bin keeps memories for"
        optional
        placeholder="ever"
        unit="days"
        min={0.01}
        value={rules.binDays}
        onChange={(binDays) => change({ binDays })}
      />
      <NumberField
        label="Earlier versions are kept for"
        optional
        placeholder="ever"
        unit="days"
        min={0.01}
        value={rules.versionDays}
        onChange={(versionDays) => change({ versionDays })}
      />
      <NumberField
        label="Between two sweeps"
        unit="s"
        min={1}
        step={60}
        value={rules.interval}
        onChange={(interval) => interval !== null && change({ interval })}
      />
    </Panel>
  )
}

interface WeightProps {
  readonly entry: WeightEntry
  readonly value: number
  readonly onChange: (value: number) => void
}

const Weight = ({ entry: { name, label, min, max }, value, onChange }: WeightProps) => {
  const step = max - min > 100 ? 1 : 0.01
  const isSigned = name === 'access' || name === 'importance' || name.endsWith('hreshold')
  return (
    <div className={styles.weight}>
      <span className={styles.label} aria-hidden>
        {label}
      </span>
      <Slider
        label={`${label}, slider`}
        min={Math.min(min, value)}
        max={Math.max(max, value)}
        step={step}
        value={value}
        onChange={onChange}
      />
      <div className={styles.number}>
        <NumberField
          label={label}
          hideLabel
          step={step}
          {...(isSigned ? {} : { min: 0 })}
          value={value}
          onChange={(next) => next !== null && onChange(next)}
        />
      </div>
    </div>
  )
}

interface NamesFieldProps {
  readonly label: string
  readonly hideLabel?: boolean
  readonly names: readonly string[]
  readonly onChange: (names: string[]) => void
}

/** Names between commas; a comma just typed stays. */
const NamesField = ({ label, hideLabel = false, names, onChange }: NamesFieldProps) => {
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <TextField
      label={label}
      hideLabel={hideLabel}
      mono
      placeholder="title, tags"
      value={typed ?? names.join(', ')}
      onChange={(text) => {
        setTyped(text)
        onChange(namesIn(text))
      }}
      onBlur={() => setTyped(null)}
    />
  )
}

interface LevelsProps {
  readonly levels: DecayRules['levels']
  readonly onChange: (levels: DecayRules['levels']) => void
}

/** What the first level that is added starts from: a week. */
const WEEK = 604_800

const Levels = ({ levels, onChange }: LevelsProps) => {
  const put = (at: number, part: Partial<DecayRules['levels'][number]>): void =>
    onChange(levels.map((level, i) => (i === at ? { ...level, ...part } : level)))
  const next = (levels.at(-1)?.seconds ?? 0) + WEEK
  return (
    <fieldset className={styles.levels}>
      <legend className={styles.label}>Fields lost by age</legend>
      {levels.map((level, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a level has no name but its place
        <div key={i} className={styles.level}>
          <NumberField
            label={`Age ${i + 1} in seconds`}
            hideLabel
            unit="s"
            min={0}
            step={3600}
            value={level.seconds}
            onChange={(seconds) => seconds !== null && put(i, { seconds })}
          />
          <NamesField
            label={`Fields lost at age ${i + 1}`}
            hideLabel
            names={level.keys}
            onChange={(keys) => put(i, { keys })}
          />
          <IconButton
            icon={Trash2}
            size="small"
            label={`Remove age ${i + 1}`}
            onClick={() => onChange(levels.filter((_, other) => other !== i))}
          />
        </div>
      ))}
      <Button
        size="small"
        variant="plain"
        icon={Plus}
        disabled={levels.length >= 20}
        onClick={() => onChange([...levels, { seconds: next, keys: [] }])}
      >
        Add an age
      </Button>
    </fieldset>
  )
}
