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
import { wordsOf } from '../../words/words.ts'
import { useDecayStore } from './decay-store.ts'
import { namesIn, ruleChanges } from './rule-changes.ts'
import { RuleDifference } from './rule-difference.tsx'
import styles from './rules-panel.module.css'

const t = wordsOf('decay')

interface WeightEntry {
  readonly name: keyof DecayWeights
  readonly label: string
  /** What a slider reaches; any value can be typed. */
  readonly min: number
  readonly max: number
}

const WEIGHTS: readonly WeightEntry[] = [
  {
    name: 'threshold',
    get label() {
      return t('decaysAboveAScoreOf')
    },
    min: 0,
    max: 1000,
  },
  {
    name: 'age',
    get label() {
      return t('agePerHour')
    },
    min: 0,
    max: 2,
  },
  {
    name: 'idle',
    get label() {
      return t('timeUnusedPerHour')
    },
    min: 0,
    max: 2,
  },
  {
    name: 'access',
    get label() {
      return t('eachTimeItWasRecalled')
    },
    min: -10,
    max: 0,
  },
  {
    name: 'importance',
    get label() {
      return t('eachPointOfImportance')
    },
    min: -20,
    max: 0,
  },
  {
    name: 'importanceThreshold',
    get label() {
      return t('neverAboveAnImportanceOf')
    },
    min: 0,
    max: 5,
  },
  {
    name: 'stdpStrength',
    get label() {
      return t('takenOffJustAfterA')
    },
    min: 0,
    max: 10,
  },
  {
    name: 'stdpDecayRate',
    get label() {
      return t('howFastThatFadesPer')
    },
    min: 0,
    max: 1,
  },
]

const EVICTION = {
  get 'episodic,semantic'() {
    return t('episodicFirst')
  },
  get 'semantic,episodic'() {
    return t('semanticFirst')
  },
  get episodic() {
    return t('onlyEpisodic')
  },
  get semantic() {
    return t('onlySemantic')
  },
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
      title={t('parameters')}
      actions={
        <Button
          size="small"
          variant="plain"
          icon={RotateCcw}
          disabled={tried === null}
          onClick={() => useDecayStore.setState({ tried: null })}
        >
          {t('reset')}
        </Button>
      }
    >
      {changes.length > 0 && <RuleDifference changes={changes} />}
      <Switch label={t('memoriesDecay')} checked={rules.isOn} onChange={(isOn) => change({ isOn })} />
      {WEIGHTS.map((entry) => (
        <Weight
          key={entry.name}
          entry={entry}
          value={rules.weights[entry.name]}
          onChange={(value) => change({ weights: { ...rules.weights, [entry.name]: value } })}
        />
      ))}
      <NamesField
        label={t('fieldsThatAreAlwaysKept')}
        names={rules.protectedKeys}
        onChange={(protectedKeys) => change({ protectedKeys })}
      />
      <Levels levels={rules.levels} onChange={(levels) => change({ levels })} />
      <NumberField
        label={t('memoriesANamespaceHolds')}
        optional
        placeholder={t('noLimit')}
        min={1}
        step={100}
        value={rules.limit}
        onChange={(limit) => change({ limit: limit === null ? null : Math.round(limit) })}
      />
      <Select
        label={t('evictedForTheLimit')}
        value={rules.evictTypes.join() as Eviction}
        onChange={(value) => change({ evictTypes: value.split(',') as DecayRules['evictTypes'] })}
        options={Object.entries(EVICTION).map(([value, label]) => ({ value: value as Eviction, label }))}
      />
      <NumberField
        label={t('theBinKeepsMemoriesFor')}
        optional
        placeholder={t('ever')}
        unit="days"
        min={0.01}
        value={rules.binDays}
        onChange={(binDays) => change({ binDays })}
      />
      <NumberField
        label={t('earlierVersionsAreKeptFor')}
        optional
        placeholder={t('ever')}
        unit="days"
        min={0.01}
        value={rules.versionDays}
        onChange={(versionDays) => change({ versionDays })}
      />
      <NumberField
        label={t('betweenTwoSweeps')}
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
        label={t('labelSlider', { label })}
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
      placeholder={t('titleTags')}
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
      <legend className={styles.label}>{t('fieldsLostByAge')}</legend>
      {levels.map((level, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a level has no name but its place
        <div key={i} className={styles.level}>
          <NumberField
            label={t('ageIInSeconds', { i: i + 1 })}
            hideLabel
            unit="s"
            min={0}
            step={3600}
            value={level.seconds}
            onChange={(seconds) => seconds !== null && put(i, { seconds })}
          />
          <NamesField
            label={t('fieldsLostAtAgeI', { i: i + 1 })}
            hideLabel
            names={level.keys}
            onChange={(keys) => put(i, { keys })}
          />
          <IconButton
            icon={Trash2}
            size="small"
            label={t('removeAgeI', { i: i + 1 })}
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
        {t('addAnAge')}
      </Button>
    </fieldset>
  )
}
