import { Download, FileInput, FileOutput } from 'lucide-react'
import type { ExportFormat, GraphFormat } from '#contract/graph-files'
import { IconButton } from '#ui/icon-button'
import { Menu } from '#ui/menu'
import { useClient } from '../../api/client-context.tsx'
import { describeError } from '../../api/describe-error.ts'
import { useReadOnly } from '../../api/use-read-only.ts'
import { saveAs } from '../../ui/save-as.ts'
import { wordsOf } from '../../words/words.ts'
import { openOverlay } from '../../workspace/overlay.ts'
import { toast } from '../../workspace/use-workspace.ts'
import type { GraphSession } from './graph-session.ts'

const t = wordsOf('graph')

interface FilesMenuProps {
  readonly namespace: string
  readonly session: GraphSession
}

const FORMATS: readonly { readonly format: GraphFormat; readonly label: string }[] = [
  { format: 'gexf', label: 'GEXF' },
  { format: 'graphml', label: 'GraphML' },
  { format: 'json', label: 'JSON' },
]

/** Of the whole namespace also what is no graph to look at. */
const WHOLE_FORMATS: readonly { readonly format: ExportFormat; readonly label: string }[] = [
  ...FORMATS,
  {
    format: 'jsonl',
    get label() {
      return t('jsonLines')
    },
  },
  {
    format: 'csv',
    get label() {
      return t('csvWithoutLinks')
    },
  },
]

const attempt = async (name: string, make: () => Promise<Blob>): Promise<void> => {
  try {
    saveAs(await make(), name)
    toast({ title: t('savedName', { name }) })
  } catch (error) {
    toast({ title: t('notSaved'), detail: describeError(error).sentence, tone: 'error' })
  }
}

/** The drawing as a picture, and what it shows as a file for other programs. */
export const FilesMenu = ({ namespace, session }: FilesMenuProps) => {
  const client = useClient()
  const readOnly = useReadOnly()
  const shown = (): number[][] =>
    session.graph
      .filterNodes((_, { hidden, facts }) => !hidden && facts.kind !== 'community' && !facts.isPast)
      .map((id) => [...session.graph.getNodeAttribute(id, 'facts').coordinate])
  const data = async (format: ExportFormat, coordinates?: number[][]): Promise<Blob> => {
    const parts: string[] = []
    const input = { namespace, format, ...(coordinates && { coordinates }) }
    for await (const { text } of client.graph.export(input)) parts.push(text)
    return new Blob(parts, { type: 'application/octet-stream' })
  }
  const svg = async (): Promise<Blob> =>
    new Blob([session.drawing()?.toSvg() ?? ''], { type: 'image/svg+xml' })
  const png = async (): Promise<Blob> => {
    const drawing = session.drawing()
    if (drawing === null) throw new Error('The drawing is not on the screen.')
    return drawing.toPng()
  }
  const isDrawn = session.drawing() !== null
  return (
    <Menu
      align="end"
      trigger={<IconButton icon={Download} label={t('files')} />}
      items={[
        { kind: 'title', id: 'picture', label: t('whatIsSeen') },
        { id: 'png', label: 'PNG', disabled: !isDrawn, run: () => void attempt(`${namespace}.png`, png) },
        { id: 'svg', label: 'SVG', disabled: !isDrawn, run: () => void attempt(`${namespace}.svg`, svg) },
        { kind: 'title', id: 'shown', label: t('memoriesThatAreShown') },
        ...FORMATS.map(({ format, label }) => ({
          id: `shown-${format}`,
          label,
          run: () => void attempt(`${namespace}-shown.${format}`, () => data(format, shown())),
        })),
        { kind: 'title', id: 'whole', label: t('theWholeNamespace') },
        ...WHOLE_FORMATS.map(({ format, label }) => ({
          id: `whole-${format}`,
          label,
          run: () => void attempt(`${namespace}.${format}`, () => data(format)),
        })),
        {
          id: 'export',
          label: t('export'),
          icon: FileOutput,
          run: () => openOverlay({ kind: 'export', namespace }),
        },
        { kind: 'line', id: 'line' },
        {
          id: 'import',
          label: t('importAFile'),
          icon: FileInput,
          disabled: readOnly,
          run: () => openOverlay({ kind: 'import', namespace }),
        },
      ]}
    />
  )
}
