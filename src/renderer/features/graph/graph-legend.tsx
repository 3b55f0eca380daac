import { useStore } from 'zustand'
import { category, quantity } from '../../graph-view/attributes.ts'
import type { GraphFilter } from '../../graph-view/filters.ts'
import type { LegendData } from '../../graph-view/look.ts'
import { rampColor } from '../../graph-view/ramp.ts'
import type { CategoryScale, Extent } from '../../graph-view/scales.ts'
import { classNames } from '../../ui/class-names.ts'
import { formatCount } from '../../ui/format-number.ts'
import { formatDate } from '../../ui/format-time.ts'
import { localNumbers } from '../../ui/local-numbers.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './graph-legend.module.css'
import type { GraphSession } from './graph-session.ts'
import { hiddenOf, othersOf, toggleGroup, toggleKind, toggleTypes } from './legend-filter.ts'
import type { NearestState } from './use-nearest.ts'

const t = wordsOf('graph')
const ui = wordsOf('ui')

interface GraphLegendProps {
  readonly session: GraphSession
  /** What communities are about, by their numbers. */
  readonly communityWords: ReadonlyMap<string, string>
  readonly isDark: boolean
  readonly filter: GraphFilter
  readonly onFilter: (part: Partial<GraphFilter>) => void
  /** Null where the overlay is off. */
  readonly nearest: NearestState | null
}

const threeFigures = localNumbers({ maximumSignificantDigits: 3 })

const figure = (value: number, isTime = false): string => (isTime ? formatDate(value) : threeFigures(value))

/** What sizes and colours mean, in the corner of the drawing; a group that is pressed is left out. */
export const GraphLegend = ({
  session,
  communityWords,
  isDark,
  filter,
  onFilter,
  nearest,
}: GraphLegendProps) => {
  const legend = useStore(session.state, (state) => state.legend)
  if (!legend) return null
  const { color, size, links } = legend
  return (
    <aside className={styles.legend} aria-label={t('legend')} data-covers>
      {color.kind === 'quantity' ? (
        <RampPart color={color} isDark={isDark} />
      ) : (
        <Entries
          title={category(color.name).label}
          scale={color.scale}
          sign={styles.swatch}
          words={color.name === 'community' ? communityWords : null}
          hidden={hiddenOf(filter, color.name)}
          onToggle={(keys) => onFilter({ hiddenGroups: toggleGroup(filter, color.name, keys) })}
        />
      )}
      {size && <SizePart {...size} />}
      {links && (
        <Entries
          title={t('links')}
          scale={links}
          sign={styles.line}
          hidden={filter.hiddenTypes}
          onToggle={(types) => onFilter({ hiddenTypes: toggleTypes(filter, types) })}
        />
      )}
      {nearest && <NearPart {...nearest} />}
      <ShapePart filter={filter} onFilter={onFilter} />
    </aside>
  )
}

const NearPart = ({ shown, asked, visible, isLoading, error }: NearestState) => (
  <p className={styles.near} role="status">
    <span className={styles.dashed} aria-hidden />
    <span>
      {error
        ? t('nearestByMeaningCouldNot')
        : isLoading
          ? t('nearestByMeaningAsking')
          : t('nearestByMeaningText', {
              text: asked < visible ? t('ofTheAskedBestLinked', { asked: formatCount(asked) }) : '',
            })}
    </span>
    {!isLoading && !error && <span className={styles.count}>{formatCount(shown)}</span>}
  </p>
)

interface RampPartProps {
  readonly color: Extract<LegendData['color'], { kind: 'quantity' }>
  readonly isDark: boolean
}

const RampPart = ({ color, isDark }: RampPartProps) => {
  const { label, isTime = false } = quantity(color.name)
  if (color.extent === null) return <p className={styles.note}>{t('labelNotKnownYet', { label })}</p>
  const stops = Array.from({ length: 9 }, (_, i) => rampColor(i / 8, isDark)).join(', ')
  return (
    <div className={styles.part}>
      <p className={styles.title}>{label}</p>
      <div className={styles.ramp} style={{ backgroundImage: `linear-gradient(to right, ${stops})` }} />
      <p className={styles.ends}>
        <span>{figure(color.extent.min, isTime)}</span>
        <span>{figure(color.extent.max, isTime)}</span>
      </p>
    </div>
  )
}

interface EntriesProps {
  readonly title: string
  readonly scale: CategoryScale
  readonly sign: string | undefined
  readonly words?: ReadonlyMap<string, string> | null
  readonly hidden: readonly string[]
  readonly onToggle: (keys: readonly string[]) => void
}

const Entries = ({ title, scale, sign, words = null, hidden, onToggle }: EntriesProps) => {
  const others = othersOf(scale)
  const named = (key: string): string =>
    words?.get(key) || (words ? t('communityKey', { key: Number(key) + 1 }) : key)
  return (
    <div className={styles.part}>
      <p className={styles.title}>{title}</p>
      <ul>
        {scale.entries.map(({ key, color, count }) => (
          <Entry
            key={key}
            sign={sign}
            color={color}
            label={named(key)}
            count={count}
            shown={!hidden.includes(key)}
            onToggle={() => onToggle([key])}
          />
        ))}
        {scale.otherCount > 0 && (
          <Entry
            sign={classNames(sign, styles.other)}
            label={t('other')}
            count={scale.otherCount}
            shown={!others.every((key) => hidden.includes(key))}
            onToggle={() => onToggle(others)}
          />
        )}
      </ul>
    </div>
  )
}

interface EntryProps {
  readonly sign: string | undefined
  readonly color?: string
  readonly label: string
  readonly count: number
  readonly shown: boolean
  readonly onToggle: () => void
}

const Entry = ({ sign, color, label, count, shown, onToggle }: EntryProps) => (
  <li>
    <button
      type="button"
      className={styles.entry}
      aria-pressed={shown}
      title={shown ? t('hideLabel', { label }) : t('showLabel', { label })}
      onClick={onToggle}
    >
      <span className={sign} style={color ? { background: color } : undefined} aria-hidden />
      <span className="truncate">{label}</span>
      <span className={styles.count}>{formatCount(count)}</span>
    </button>
  </li>
)

const SizePart = ({
  name,
  extent,
}: {
  readonly name: Parameters<typeof quantity>[0]
  readonly extent: Extent
}) => {
  const { label, isTime = false } = quantity(name)
  return (
    <p className={styles.size}>
      <span className={styles.small} aria-hidden />
      <span>{figure(extent.min, isTime)}</span>
      <span className={styles.large} aria-hidden />
      <span>{figure(extent.max, isTime)}</span>
      <span className={styles.title}>{label.toLowerCase()}</span>
    </p>
  )
}

const SHAPES = [
  { kind: 'episodic', sign: styles.small },
  { kind: 'semantic', sign: styles.diamond },
] as const

const ShapePart = ({ filter, onFilter }: Pick<GraphLegendProps, 'filter' | 'onFilter'>) => (
  <div className={styles.size}>
    {SHAPES.map(({ kind, sign }) => {
      const shown = filter.kinds === 'all' || filter.kinds === kind
      return (
        <button
          key={kind}
          type="button"
          className={styles.shape}
          aria-pressed={shown}
          title={
            shown ? t('hideKindMemories', { kind: ui(kind) }) : t('showKindMemories', { kind: ui(kind) })
          }
          onClick={() => onFilter({ kinds: toggleKind(filter, kind) })}
        >
          <span className={sign} aria-hidden />
          {ui(kind)}
        </button>
      )
    })}
  </div>
)
