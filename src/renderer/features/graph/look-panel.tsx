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
import { formatFixed } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import type { GraphActions } from './graph-actions.ts'
import type { GraphSession } from './graph-session.ts'
import type { GraphDraft } from './graph-store.ts'
import styles from './panel.module.css'

const t = wordsOf('graph')

interface LookPanelProps {
  readonly session: GraphSession
  readonly actions: GraphActions
  readonly draft: Pick<GraphDraft, 'look' | 'layout' | 'force' | 'near'>
  readonly onChange: (part: Partial<GraphDraft>) => void
}

const quantities = () => QUANTITIES.map(({ name, label, says }) => ({ value: name, label, detail: says }))
const categories = () => CATEGORIES.map(({ name, label, says }) => ({ value: name, label, detail: says }))
const linkColors = () => LINK_COLORS.map(({ name, label }) => ({ value: name, label }))

const LAYOUTS: readonly { readonly value: LayoutKind; readonly label: string }[] = [
  {
    value: 'force',
    get label() {
      return t('force')
    },
  },
  {
    value: 'circle',
    get label() {
      return t('circle')
    },
  },
  {
    value: 'tree',
    get label() {
      return t('tree')
    },
  },
]

/** Neighbours at the first look. */
const NEAR = 2

/** How nodes and links look, and how nodes find their places. */
export const LookPanel = ({ session, actions, draft, onChange }: LookPanelProps) => {
  const { look } = draft
  const set = (part: Partial<Look>): void => onChange({ look: { ...look, ...part } })
  return (
    <>
      <section className={styles.section} aria-label={t('nodes')}>
        <h3 className={styles.heading}>{t('memories')}</h3>
        <Select
          label={t('colourBy')}
          value={look.color}
          onChange={(color) => set({ color })}
          options={[...categories(), ...quantities()]}
        />
        <Select
          label={t('sizeBy')}
          value={look.size}
          onChange={(size) => set({ size })}
          options={[{ value: 'same', label: t('allTheSame') }, ...quantities()]}
        />
        <Select
          label={t('label')}
          value={look.label}
          onChange={(label) => set({ label })}
          options={[
            { value: 'title', label: t('title') },
            { value: 'coordinate', label: t('coordinate') },
            ...quantities().map(({ value, label }) => ({ value, label })),
            { value: 'none', label: t('none') },
          ]}
        />
      </section>
      <section className={styles.section} aria-label={t('links')}>
        <h3 className={styles.heading}>{t('links')}</h3>
        <Select
          label={t('colourOfLinksBy')}
          value={look.linkColor}
          onChange={(linkColor) => set({ linkColor })}
          options={linkColors()}
        />
        <Switch label={t('arrows')} checked={look.arrows} onChange={(arrows) => set({ arrows })} />
      </section>
      <section className={styles.section} aria-label={t('overlay')}>
        <h3 className={styles.heading}>{t('overlay')}</h3>
        <Switch
          label={t('nearestByMeaning')}
          checked={draft.near > 0}
          onChange={(on) => onChange({ near: on ? NEAR : 0 })}
        />
        {draft.near > 0 && (
          <div className={styles.slider}>
            <span>{t('ofEach')}</span>
            <Slider
              label={t('nearestOfEachMemory')}
              value={draft.near}
              min={1}
              max={5}
              step={1}
              onChange={(near) => onChange({ near })}
            />
            <span className={styles.value}>{draft.near}</span>
          </div>
        )}
        <p className={styles.note}>{t('dashedLinesBetweenMemoriesThat')}</p>
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
    <section className={styles.section} aria-label={t('layout')}>
      <h3 className={styles.heading}>{t('layout')}</h3>
      <SegmentedControl
        label={t('layout')}
        value={layout}
        onChange={(kind) => lay(kind, force)}
        options={LAYOUTS}
      />
      {layout === 'force' ? (
        <>
          <div className={styles.slider}>
            <span>{t('distance')}</span>
            <Slider
              label={t('distance')}
              value={force.spread}
              min={0.2}
              max={4}
              step={0.1}
              onChange={(spread) => set({ spread })}
            />
            <span className={styles.value}>{formatFixed(force.spread, 1)}</span>
          </div>
          <div className={styles.slider}>
            <span>{t('gravity')}</span>
            <Slider
              label={t('gravity')}
              value={force.gravity}
              min={0.1}
              max={5}
              step={0.1}
              onChange={(gravity) => set({ gravity })}
            />
            <span className={styles.value}>{formatFixed(force.gravity, 1)}</span>
          </div>
          <Switch
            label={t('heavyLinksPullMore')}
            checked={force.weighted}
            onChange={(weighted) => set({ weighted })}
          />
          <Switch
            label={t('drawPartsTogether')}
            checked={force.clusters}
            onChange={(clusters) => set({ clusters })}
          />
          <div className={styles.buttons}>
            <Button
              icon={running ? Pause : Play}
              shortcut="Y"
              onClick={() => (running ? session.pause() : lay('force', force))}
            >
              {running ? t('pause') : t('start')}
            </Button>
            <Button variant="plain" onClick={() => session.hold(session.graph.nodes(), false)}>
              {t('releaseAll')}
            </Button>
          </div>
          <p className={styles.note}>{t('whatYouDragIsHeld')}</p>
        </>
      ) : (
        <p className={styles.note}>
          {layout === 'tree' ? t('fromTheChosenMemoryOr') : t('communitiesStandTogetherTheBest')}
        </p>
      )}
    </section>
  )
}
