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
import { formatNumber } from '../../ui/format-number.ts'
import { LAST_STEP, type LogScale, stepOf, valueAt } from '../../ui/log-scale.ts'
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
  readonly scale: { readonly min: number; readonly max: number } | LogScale
}

const WEIGHTS: readonly WeightEntry[] = [
  {
    name: 'threshold',
    get label() {
      return t('decaysAboveAScoreOf')
    },
    scale: { least: 0.1, most: 1000 },
  },
  {
    name: 'age',
    get label() {
      return t('agePerHour')
    },
    scale: { least: 0.0001, most: 10 },
  },
  {
    name: 'idle',
    get label() {
      return t('timeUnusedPerHour')
    },
    scale: { least: 0.0001, most: 10 },
  },
  {
    name: 'access',
    get label() {
      return t('eachTimeItWasRecalled')
    },
    scale: { min: -10, max: 0 },
  },
  {
    name: 'importance',
    get label() {
      return t('eachPointOfImportance')
    },
    scale: { min: -20, max: 0 },
  },
  {
    name: 'importanceThreshold',
    get label() {
      return t('neverAboveAnImportanceOf')
    },
    scale: { min: 0, max: 5 },
  },
  {
    name: 'stdpStrength',
    get label() {
      return t('takenOffJustAfterA')
    },
    scale: { least: 0.001, most: 10 },
  },
  {
    name: 'stdpDecayRate',
    get label() {
      return t('howFastThatFadesPer')
    },
    scale: { least: 0.0001, most: 1 },
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

const MINUTE = 60
const DAY = 86_400

/** Of so many minutes or days, without what floating point adds to them. */
const seconds = (count: number, unit: number): number => Number((count * unit).toFixed(3))

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
        placeholder={t('forever')}
        unit={t('days')}
        min={0.01}
        value={rules.binDays}
        onChange={(binDays) => change({ binDays })}
      />
      <NumberField
        label={t('earlierVersionsAreKeptFor')}
        optional
        placeholder={t('forever')}
        unit={t('days')}
        min={0.01}
        value={rules.versionDays}
        onChange={(versionDays) => change({ versionDays })}
      />
      <NumberField
        label={t('betweenTwoSweeps')}
        unit={t('minutes')}
        min={1 / MINUTE}
        value={rules.interval / MINUTE}
        onChange={(minutes) => minutes !== null && change({ interval: seconds(minutes, MINUTE) })}
      />
    </Panel>
  )
}

interface WeightProps {
  readonly entry: WeightEntry
  readonly value: number
  readonly onChange: (value: number) => void
}

const Weight = ({ entry: { name, label, scale }, value, onChange }: WeightProps) => {
  const isSigned = name === 'access' || name === 'importance' || name.endsWith('hreshold')
  return (
    <div className={styles.weight}>
      <span className={styles.label} aria-hidden>
        {label}
      </span>
      {'least' in scale ? (
        <Slider
          label={t('labelSlider', { label })}
          min={0}
          max={LAST_STEP}
          step={1}
          value={stepOf(scale, value)}
          text={formatNumber(value)}
          onChange={(step) => onChange(valueAt(scale, step))}
        />
      ) : (
        <Slider
          label={t('labelSlider', { label })}
          min={Math.min(scale.min, value)}
          max={Math.max(scale.max, value)}
          step={0.1}
          value={value}
          text={formatNumber(value)}
          onChange={onChange}
        />
      )}
      <div className={styles.number}>
        <NumberField
          label={label}
          hideLabel
          step={'least' in scale ? stepBeside(value) : 0.1}
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

/** What the arrows change: a tenth of the power of ten that the value has. */
const stepBeside = (value: number): number =>
  value === 0 ? 0.0001 : 10 ** (Math.floor(Math.log10(Math.abs(value))) - 1)

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
const WEEK = 7 * DAY

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
            label={t('ageIInDays', { i: i + 1 })}
            hideLabel
            unit={t('days')}
            min={0}
            value={level.seconds / DAY}
            onChange={(days) => days !== null && put(i, { seconds: seconds(days, DAY) })}
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
