const IS_NOTE = /\.(md|markdown)$/i
/** Bytes of one note. */
const LONGEST = 4 * 1024 * 1024

/** What is imported: a file, or the notes of a folder as one file of lines. */
export const oneFile = async (name: string, files: readonly File[]): Promise<File | undefined> => {
  const [first] = files
  if (first === undefined || (files.length === 1 && !IS_NOTE.test(first.name))) return first
  const notes = files.filter((file) => IS_NOTE.test(file.name) && file.size <= LONGEST)
  const lines: string[] = []
  for (const note of notes) {
    const path = note.webkitRelativePath.split('/').slice(1).join('/') || note.name
    if (path.split('/').some((part) => part.startsWith('.'))) continue
    lines.push(`${JSON.stringify({ path, text: await note.text() })}\n`)
  }
  return new File(lines, name)
}

/** The files that were dropped, with those of folders, each under the path that it has there. */
export const droppedFiles = async (items: DataTransferItemList): Promise<{ name: string; files: File[] }> => {
  // All at once: after the first pause the list is empty. What comes from no disk is no entry of one.
  const dropped = [...items].map((item) => item.webkitGetAsEntry() ?? item.getAsFile())
  const found = dropped.filter((one) => one !== null)
  const files = await Promise.all(found.map((one) => (one instanceof File ? [one] : filesOf(one))))
  return { name: found[0]?.name ?? 'notes', files: files.flat() }
}

const filesOf = async (entry: FileSystemEntry): Promise<File[]> => {
  if (isFile(entry)) {
    const file = await new Promise<File>((done, fail) => entry.file(done, fail))
    // A file of a folder that was dropped does not say where it lies.
    Object.defineProperty(file, 'webkitRelativePath', { value: entry.fullPath.slice(1) })
    return [file]
  }
  if (!isFolder(entry) || entry.name.startsWith('.')) return []
  const reader = entry.createReader()
  const found: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((done, fail) => reader.readEntries(done, fail))
    if (some.length === 0) break
    found.push(...some)
  }
  return (await Promise.all(found.map(filesOf))).flat()
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory
