import { RotateCcw, X } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { Button } from '#ui/button'
import { IconButton } from '#ui/icon-button'
import { Kbd } from '#ui/kbd'
import { takenBy, withBinding } from '../../commands/bindings.ts'
import type { Command } from '../../commands/command.ts'
import { ownCommand } from '../../commands/registry.ts'
import { isFree, shortcutOfPress } from '../../commands/shortcut.ts'
import { useKnownCommands } from '../../commands/use-commands.ts'
import { isListKey } from '../../ui/live-keys.ts'
import { shortcutCaps } from '../../ui/shortcut-text.ts'
import { wordsOf } from '../../words/words.ts'
import { useWorkspace, workspace } from '../../workspace/use-workspace.ts'
import styles from './shortcut-row.module.css'

const t = wordsOf('settings')

interface Wish {
  readonly shortcut: string
  readonly others: readonly Command[]
}

const choose = (command: Command, shortcut: string | null, from: readonly Command[] = []): void => {
  const { preferences, setPreferences } = workspace.getState()
  const freed = from.reduce((bindings, other) => withBinding(bindings, other, null), preferences.shortcuts)
  setPreferences({ shortcuts: withBinding(freed, command, shortcut) })
}

/** A command and its keys. Change listens for the next keys that are pressed; Esc and Tab leave it. */
export const ShortcutRow = ({ command }: { readonly command: Command }) => {
  const { id, title, shortcut } = command
  const commands = useKnownCommands()
  const isChosen = useWorkspace((w) => Object.hasOwn(w.preferences.shortcuts, id))
  const [isListening, setListening] = useState(false)
  const [wish, setWish] = useState<Wish | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const own = ownCommand(id) ?? command
  const isFixed = own.shortcut !== undefined && isListKey(own.shortcut)

  const stop = (): void => {
    setListening(false)
    setProblem(null)
  }
  const ask = (shortcut: string | null): void => {
    const others = shortcut === null ? [] : takenBy(commands, command, shortcut)
    if (shortcut !== null && others.length > 0) setWish({ shortcut, others })
    else choose(own, shortcut)
  }
  const press = (event: KeyboardEvent): void => {
    if (!isListening) return
    if (event.key === 'Tab' || event.key === 'Escape') {
      stop()
      return
    }
    event.preventDefault()
    event.stopPropagation()
    const pressed = shortcutOfPress(event)
    if (pressed === null) return
    const keys = shortcutCaps(pressed).join('+')
    if (!isFree(pressed)) {
      setProblem(t('keysIsKeptByLists', { keys }))
      return
    }
    stop()
    ask(pressed)
  }
  return (
    <div className={styles.row} data-command={id}>
      <div className={styles.words}>
        <span className={styles.name}>{title}</span>
        {isChosen && <span className={styles.chosen}>{t('chosenByYou')}</span>}
        {problem && (
          <span className={styles.problem} role="alert">
            {problem}
          </span>
        )}
      </div>
      <span className={styles.keys}>
        {shortcut ? <Kbd keys={shortcut} /> : <span className={styles.none}>{t('none')}</span>}
      </span>
      {isFixed ? (
        <span className={styles.none}>{t('aKeyOfListsAnd')}</span>
      ) : (
        <div className={styles.control}>
          <Button
            size="small"
            aria-label={
              isListening ? t('pressTheKeysForTitle', { title }) : t('changeTheShortcutTitle', { title })
            }
            aria-pressed={isListening}
            onClick={() => (isListening ? stop() : setListening(true))}
            onKeyDown={press}
            onBlur={stop}
          >
            {isListening ? t('pressKeys') : t('change')}
          </Button>
          <IconButton
            icon={X}
            size="small"
            label={t('noShortcutTitle', { title })}
            disabled={shortcut === undefined}
            onClick={() => choose(own, null)}
          />
          <IconButton
            icon={RotateCcw}
            size="small"
            label={t('resetTheShortcutTitle', { title })}
            disabled={!isChosen}
            onClick={() => ask(own.shortcut ?? null)}
          />
        </div>
      )}
      {wish && (
        <div className={styles.wish} role="alert">
          <span>
            {t('shortcutIsOthersAlready', {
              shortcut: shortcutCaps(wish.shortcut).join('+'),
              others: wish.others.map((other) => other.title).join('”, “'),
            })}
          </span>
          <Button
            size="small"
            variant="primary"
            autoFocus
            onClick={() => {
              choose(
                own,
                wish.shortcut,
                wish.others.map((other) => ownCommand(other.id) ?? other),
              )
              setWish(null)
            }}
          >
            {t('useItHereInstead')}
          </Button>
          <Button size="small" onClick={() => setWish(null)}>
            {t('keepItThere')}
          </Button>
        </div>
      )}
    </div>
  )
}
