import { classNames } from '../../ui/class-names.ts'
import { formatCount } from '../../ui/format-number.ts'
import { formatDate } from '../../ui/format-time.ts'
import styles from './map-legend.module.css'
import { COLOR_NAMES, type MapColor, type MapLegendData } from './map-look.ts'

interface MapLegendProps {
  readonly color: MapColor
  readonly legend: MapLegendData
  readonly nameOf: (key: string) => string
  readonly hidden: ReadonlySet<string>
  readonly onToggle: (key: string) => void
  /** Leaves out all but one. */
  readonly onOnly: (key: string) => void
}

/** What colours mean; an entry that is pressed is left out, with Alt all others are. */
export const MapLegend = ({ color, legend, nameOf, hidden, onToggle, onOnly }: MapLegendProps) => (
  <aside className={styles.legend} aria-label="Legend">
    <p className={styles.title}>{COLOR_NAMES[color]}</p>
    {legend.kind === 'ramp' ? (
      <Ramp color={color} legend={legend} />
    ) : (
      <ul>
        {legend.entries.map(({ key, color: hex, count }) => (
          <li key={key}>
            <button
              type="button"
              className={styles.entry}
              aria-pressed={!hidden.has(key)}
              title={`${hidden.has(key) ? 'Show' : 'Hide'} these. Alt and click: only these`}
              onClick={(event) => (event.altKey ? onOnly(key) : onToggle(key))}
            >
              <span
                className={classNames(styles.swatch, key === 'semantic' && styles.diamond)}
                style={{ background: hex }}
                aria-hidden
              />
              <span className="truncate">{nameOf(key)}</span>
              <span className={styles.count}>{formatCount(count)}</span>
            </button>
          </li>
        ))}
      </ul>
    )}
  </aside>
)

const figure = (value: number, color: MapColor): string =>
  color === 'age' ? formatDate(value) : value.toLocaleString('en', { maximumSignificantDigits: 3 })

interface RampProps {
  readonly color: MapColor
  readonly legend: Extract<MapLegendData, { kind: 'ramp' }>
}

const Ramp = ({ color, legend: { from, to, stops, unknown } }: RampProps) => {
  const shown = stops.filter((_, i) => i % 7 === 0).join(', ')
  return (
    <>
      <div className={styles.ramp} style={{ backgroundImage: `linear-gradient(to right, ${shown})` }} />
      <p className={styles.ends}>
        <span>{figure(from, color)}</span>
        <span>{figure(to, color)}</span>
      </p>
      {color === 'outlier' && <p className={styles.note}>far from its nearest; 3.5 is extreme</p>}
      {unknown > 0 && <p className={styles.note}>grey: not known of {formatCount(unknown)}</p>}
    </>
  )
}
