import { BrowserWindow, dialog, type OpenDialogOptions } from 'electron'

const OPTIONS: OpenDialogOptions = {
  title: 'Choose where the folder of notes goes',
  buttonLabel: 'Export here',
  properties: ['openDirectory', 'createDirectory'],
}

/** Asks in a dialog of the system, in front of the window that is used; null where nothing is chosen. */
export const chooseFolder = async (): Promise<string | null> => {
  const window = BrowserWindow.getFocusedWindow()
  const { canceled, filePaths } = await (window
    ? dialog.showOpenDialog(window, OPTIONS)
    : dialog.showOpenDialog(OPTIONS))
  return canceled ? null : (filePaths[0] ?? null)
}
