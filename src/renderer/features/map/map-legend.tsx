import { ChevronDown, ChevronUp } from 'lucide-react'
import { classNames } from '../../ui/class-names.ts'
import { formatCount } from '../../ui/format-number.ts'
import { formatDate } from '../../ui/format-time.ts'
import { localNumbers } from '../../ui/local-numbers.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './map-legend.module.css'
import { colorName, type LegendEntry, type MapColor, type MapLegendData } from './map-look.ts'

const t = wordsOf('map')

interface MapLegendProps {
  readonly color: MapColor
  readonly legend: MapLegendData
  readonly nameOf: (key: string) => string
  readonly hidden: ReadonlySet<string>
  /** Folded, only its title is there, and the points under it are seen. */
  readonly isOpen: boolean
  readonly onOpen: (isOpen: boolean) => void
  readonly onToggle: (key: string) => void
  /** Leaves out all but one. */
  readonly onOnly: (key: string) => void
}

/** What colours mean; an entry that is pressed is left out, with Alt all others are. */
export const MapLegend = (props: MapLegendProps) => {
  const { color, legend, isOpen, onOpen } = props
  const Sign = isOpen ? ChevronDown : ChevronUp
  return (
    <aside
      className={classNames(styles.legend, !isOpen && styles.folded)}
      aria-label={t('legend')}
      data-covers
    >
      <button
        type="button"
        className={styles.title}
        aria-expanded={isOpen}
        title={isOpen ? t('foldTheLegend') : t('showWhatColoursMean')}
        onClick={() => onOpen(!isOpen)}
      >
        <span className="truncate">{colorName(color)}</span>
        <Sign size={14} aria-hidden />
      </button>
      {isOpen && legend.kind === 'ramp' && <Ramp color={color} legend={legend} />}
      {isOpen && legend.kind === 'lists' && <Lists legend={legend} />}
      {isOpen && legend.kind === 'entries' && <Entries {...props} entries={legend.entries} />}
    </aside>
  )
}

const Entries = ({
  entries,
  nameOf,
  hidden,
  onToggle,
  onOnly,
}: MapLegendProps & { readonly entries: readonly LegendEntry[] }) => (
  <ul>
    {entries.map(({ key, color: hex, count }) => (
      <li key={key}>
        <button
          type="button"
          className={styles.entry}
          aria-pressed={!hidden.has(key)}
          title={t('showOrHideThese', { isHidden: hidden.has(key) ? 'yes' : 'no' })}
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
)

interface ListsProps {
  readonly legend: Extract<MapLegendData, { kind: 'lists' }>
}

const Lists = ({ legend: { count, colors, unknown } }: ListsProps) => {
  if (count === null) return <p className={styles.note}>{t('askingTheIndex')}</p>
  if (count === 0) return <p className={styles.note}>{t('noListsHere')}</p>
  return (
    <>
      <div className={styles.swatches} aria-hidden>
        {colors.map((hex) => (
          <span key={hex} className={styles.swatch} style={{ background: hex }} />
        ))}
      </div>
      <p className={styles.note}>{t('listsAroundCentroids', { count })}</p>
      {unknown > 0 && <p className={styles.note}>{t('greyInNoList', { unknown: formatCount(unknown) })}</p>}
    </>
  )
}

const threeFigures = localNumbers({ maximumSignificantDigits: 3 })

const figure = (value: number, color: MapColor): string =>
  color === 'age' ? formatDate(value) : threeFigures(value)

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
      {color === 'outlier' && <p className={styles.note}>{t('farFromItsNearest')}</p>}
      {unknown > 0 && <p className={styles.note}>{t('greyNotKnown', { unknown: formatCount(unknown) })}</p>}
    </>
  )
}
