import type {
  MessageBoxOptions,
  MessageBoxReturnValue,
  OpenDialogReturnValue,
  SaveDialogReturnValue,
} from 'electron'
import { providedOnly } from './not-provided.ts'
import { record } from './recorder.ts'

/** Every dialog may come with a window first. */
type Arguments = readonly [options: object] | readonly [window: object | null | undefined, options: object]

function recorded(what: string, args: Arguments): object {
  const options = args.length > 1 ? args[1]! : args[0]
  record(what, options)
  return options as object
}

function chosenButton(options: object): number {
  const { cancelId, defaultId } = options as MessageBoxOptions
  return cancelId ?? defaultId ?? 0
}

/**
 * Nobody is there to answer, so every question is recorded and cancelled. A test that wants another answer puts its own
 * function in place: `app.evaluate(({ dialog }) => { dialog.showOpenDialog = async () => ... })`.
 */
export const dialog = providedOnly('dialog', {
  async showOpenDialog(...args: Arguments): Promise<OpenDialogReturnValue> {
    recorded('dialog.showOpenDialog', args)
    return { canceled: true, filePaths: [] }
  },
  showOpenDialogSync(...args: Arguments): string[] | undefined {
    recorded('dialog.showOpenDialogSync', args)
    return undefined
  },
  async showSaveDialog(...args: Arguments): Promise<SaveDialogReturnValue> {
    recorded('dialog.showSaveDialog', args)
    return { canceled: true, filePath: '' }
  },
  showSaveDialogSync(...args: Arguments): string {
    recorded('dialog.showSaveDialogSync', args)
    return ''
  },
  async showMessageBox(...args: Arguments): Promise<MessageBoxReturnValue> {
    const options = recorded('dialog.showMessageBox', args)
    return { response: chosenButton(options), checkboxChecked: false }
  },
  showMessageBoxSync(...args: Arguments): number {
    return chosenButton(recorded('dialog.showMessageBoxSync', args))
  },
  showErrorBox(title: string, content: string): void {
    record('dialog.showErrorBox', title, content)
    console.error(`${title}: ${content}`)
  },
})
