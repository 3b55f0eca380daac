import styles from './kbd.module.css'
import { shortcutCaps } from './shortcut-text.ts'

interface KbdProps {
  /** `Mod+K`; Mod is Cmd on a Mac and Ctrl elsewhere. */
  readonly keys: string
}

export const Kbd = ({ keys }: KbdProps) => (
  <span className={styles.keys}>
    {shortcutCaps(keys).map((cap) => (
      <kbd key={cap} className={styles.cap}>
        {cap}
      </kbd>
    ))}
  </span>
)
