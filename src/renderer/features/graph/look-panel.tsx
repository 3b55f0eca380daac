import { Pause, Play } from 'lucide-react'
import { useStore } from 'zustand'
import { Button } from '#ui/button'
import { SegmentedControl } from '#ui/segmented-control'
import { Select } from '#ui/select'
import { Slider } from '#ui/slider'
import { Switch } from '#ui/switch'
import { CATEGORIES, LINK_COLORS, QUANTITIES } from '../../graph-view/attributes.ts'
import type { ForceSettings, LayoutKind } from '../../graph-view/layout/layout-kinds.ts'
import type { Look } from '../../graph-view/look.ts'
import type { GraphActions } from './graph-actions.ts'
import type { GraphSession } from './graph-session.ts'
import type { GraphDraft } from './graph-store.ts'
import styles from './panel.module.css'

interface LookPanelProps {
  readonly session: GraphSession
  readonly actions: GraphActions
  readonly draft: Pick<GraphDraft, 'look' | 'layout' | 'force' | 'near'>
  readonly onChange: (part: Partial<GraphDraft>) => void
}

const quantities = QUANTITIES.map(({ name, label, says }) => ({ value: name, label, detail: says }))
const categories = CATEGORIES.map(({ name, label, says }) => ({ value: name, label, detail: says }))
const linkColors = LINK_COLORS.map(({ name, label }) => ({ value: name, label }))

const LAYOUTS: readonly { readonly value: LayoutKind; readonly label: string }[] = [
  { value: 'force', label: 'Force' },
  { value: 'circle', label: 'Circle' },
  { value: 'tree', label: 'Tree' },
]

/** Neighbours at the first look. */
const NEAR = 2

/** How nodes and links look, and how nodes find their places. */
export const LookPanel = ({ session, actions, draft, onChange }: LookPanelProps) => {
  const { look } = draft
  const set = (part: Partial<Look>): void => onChange({ look: { ...look, ...part } })
  return (
    <>
      <section className={styles.section} aria-label="Nodes">
        <h3 className={styles.heading}>Memories</h3>
        <Select
          label="Colour by"
          value={look.color}
          onChange={(color) => set({ color })}
          options={[...categories, ...quantities]}
        />
        <Select
          label="Size by"
          value={look.size}
          onChange={(size) => set({ size })}
          options={[{ value: 'same', label: 'All the same' }, ...quantities]}
        />
        <Select
          label="Label"
          value={look.label}
          onChange={(label) => set({ label })}
          options={[
            { value: 'title', label: 'Title' },
            { value: 'coordinate', label: 'Coordinate' },
            ...quantities.map(({ value, label }) => ({ value, label })),
            { value: 'none', label: 'None' },
          ]}
        />
      </section>
      <section className={styles.section} aria-label="Links">
        <h3 className={styles.heading}>Links</h3>
        <Select
          label="Colour of links by"
          value={look.linkColor}
          onChange={(linkColor) => set({ linkColor })}
          options={linkColors}
        />
        <Switch label="Arrows" checked={look.arrows} onChange={(arrows) => set({ arrows })} />
      </section>
      <section className={styles.section} aria-label="Overlay">
        <h3 className={styles.heading}>Overlay</h3>
        <Switch
          label="Nearest by meaning"
          checked={draft.near > 0}
          onChange={(on) => onChange({ near: on ? NEAR : 0 })}
        />
        {draft.near > 0 && (
          <div className={styles.slider}>
            <span>Of each</span>
            <Slider
              label="Nearest of each memory"
              value={draft.near}
              min={1}
              max={5}
              step={1}
              onChange={(near) => onChange({ near })}
            />
            <span className={styles.value}>{draft.near}</span>
          </div>
        )}
        <p className={styles.note}>
          Dashed lines between memories that are drawn. Click one to link its ends.
        </p>
      </section>
      <LayoutSection session={session} actions={actions} draft={draft} onChange={onChange} />
    </>
  )
}

const LayoutSection = ({ session, actions, draft, onChange }: LookPanelProps) => {
  const running = useStore(session.state, (state) => state.layout === 'running')
  const { layout, force } = draft
  const lay = (kind: LayoutKind, settings: ForceSettings): void => {
    onChange({ layout: kind, force: settings })
    session.lay(kind, settings, actions.current() ?? undefined)
  }
  const set = (part: Partial<ForceSettings>): void => lay('force', { ...force, ...part })
  return (
    <section className={styles.section} aria-label="Layout">
      <h3 className={styles.heading}>Layout</h3>
      <SegmentedControl
        label="Layout"
        value={layout}
        onChange={(kind) => lay(kind, force)}
        options={LAYOUTS}
      />
      {layout === 'force' ? (
        <>
          <div className={styles.slider}>
            <span>Distance</span>
            <Slider
              label="Distance"
              value={force.spread}
              min={0.2}
              max={4}
              step={0.1}
              onChange={(spread) => set({ spread })}
            />
            <span className={styles.value}>{force.spread.toFixed(1)}</span>
          </div>
          <div className={styles.slider}>
            <span>Gravity</span>
            <Slider
              label="Gravity"
              value={force.gravity}
              min={0.1}
              max={5}
              step={0.1}
              onChange={(gravity) => set({ gravity })}
            />
            <span className={styles.value}>{force.gravity.toFixed(1)}</span>
          </div>
          <Switch
            label="Heavy links pull more"
            checked={force.weighted}
            onChange={(weighted) => set({ weighted })}
          />
          <Switch
            label="Draw parts together"
            checked={force.clusters}
            onChange={(clusters) => set({ clusters })}
          />
          <div className={styles.buttons}>
            <Button
              icon={running ? Pause : Play}
              shortcut="Y"
              onClick={() => (running ? session.pause() : lay('force', force))}
            >
              {running ? 'Pause' : 'Start'}
            </Button>
            <Button variant="plain" onClick={() => session.hold(session.graph.nodes(), false)}>
              Release all
            </Button>
          </div>
          <p className={styles.note}>What you drag is held where you put it.</p>
        </>
      ) : (
        <p className={styles.note}>
          {layout === 'tree'
            ? 'From the chosen memory, or the one with most links, to the right: nearest first.'
            : 'Communities stand together, the best linked of each first.'}
        </p>
      )}
    </section>
  )
}
