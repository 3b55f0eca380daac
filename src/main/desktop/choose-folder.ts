import { BrowserWindow, dialog, type OpenDialogOptions } from 'electron'
import type { NativeTexts } from './words/en.ts'

const optionsIn = (texts: NativeTexts): OpenDialogOptions => ({
  title: texts.chooseNoteFolder,
  buttonLabel: texts.exportHere,
  properties: ['openDirectory', 'createDirectory'],
})

/** Asks in a dialog of the system, in front of the window that is used; null where nothing is chosen. */
export const chooseFolder = async (texts: NativeTexts): Promise<string | null> => {
  const options = optionsIn(texts)
  const window = BrowserWindow.getFocusedWindow()
  const { canceled, filePaths } = await (window
    ? dialog.showOpenDialog(window, options)
    : dialog.showOpenDialog(options))
  return canceled ? null : (filePaths[0] ?? null)
}
