import { useStore } from 'zustand'
import { category, quantity } from '../../graph-view/attributes.ts'
import type { LegendData } from '../../graph-view/look.ts'
import { rampColor } from '../../graph-view/ramp.ts'
import type { CategoryScale, Extent } from '../../graph-view/scales.ts'
import { classNames } from '../../ui/class-names.ts'
import { formatCount } from '../../ui/format-number.ts'
import { formatDate } from '../../ui/format-time.ts'
import styles from './graph-legend.module.css'
import type { GraphSession } from './graph-session.ts'

interface GraphLegendProps {
  readonly session: GraphSession
  /** What communities are about, by their numbers. */
  readonly communityWords: ReadonlyMap<string, string>
  readonly isDark: boolean
}

const figure = (value: number, isTime = false): string =>
  isTime
    ? formatDate(value)
    : Number(value.toPrecision(3)).toLocaleString('en', { maximumSignificantDigits: 3 })

/** What sizes and colours mean, in the corner of the drawing. */
export const GraphLegend = ({ session, communityWords, isDark }: GraphLegendProps) => {
  const legend = useStore(session.state, (state) => state.legend)
  if (!legend) return null
  return (
    <aside className={styles.legend} aria-label="Legend">
      <ColorPart color={legend.color} words={communityWords} isDark={isDark} />
      {legend.size && <SizePart {...legend.size} />}
      {legend.links && <Entries title="Links" scale={legend.links} sign={styles.line} />}
      <ShapePart />
    </aside>
  )
}

interface ColorPartProps {
  readonly color: LegendData['color']
  readonly words: ReadonlyMap<string, string>
  readonly isDark: boolean
}

const ColorPart = ({ color, words, isDark }: ColorPartProps) => {
  if (color.kind === 'category') {
    const { name, label } = category(color.name)
    return (
      <Entries
        title={label}
        scale={color.scale}
        sign={styles.swatch}
        words={name === 'community' ? words : null}
      />
    )
  }
  const { label, isTime = false } = quantity(color.name)
  if (color.extent === null) return <p className={styles.note}>{label}: not known yet</p>
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
}

const Entries = ({ title, scale, sign, words = null }: EntriesProps) => (
  <div className={styles.part}>
    <p className={styles.title}>{title}</p>
    <ul>
      {scale.entries.map(({ key, color, count }) => (
        <li key={key} className={styles.entry}>
          <span className={sign} style={{ background: color }} aria-hidden />
          <span className="truncate">
            {words?.get(key) || (words ? `Community ${Number(key) + 1}` : key)}
          </span>
          <span className={styles.count}>{formatCount(count)}</span>
        </li>
      ))}
      {scale.otherCount > 0 && (
        <li className={styles.entry}>
          <span className={classNames(sign, styles.other)} aria-hidden />
          <span>other</span>
          <span className={styles.count}>{formatCount(scale.otherCount)}</span>
        </li>
      )}
    </ul>
  </div>
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

const ShapePart = () => (
  <p className={styles.size}>
    <span className={styles.small} aria-hidden />
    <span>episodic</span>
    <span className={styles.diamond} aria-hidden />
    <span>semantic</span>
  </p>
)
