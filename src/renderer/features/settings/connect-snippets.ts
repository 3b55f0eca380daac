import type { AccessState } from '#contract/access'
import { wordsOf } from '../../words/words.ts'

const t = wordsOf('settings')

export type SnippetKind = 'stdio' | 'mcp' | 'curl' | 'cli'

export interface Snippet {
  readonly kind: SnippetKind
  readonly label: string
  /** What it is for and where it goes. */
  readonly about: string
  readonly text: string
}

/** Until it opens. */
const USUAL_ADDRESS = 'http://127.0.0.1:9595'

const json = (value: unknown): string => JSON.stringify(value, null, 2)

/** A word as a shell reads it. */
const quoted = (word: string): string =>
  /^[\w@%+=:,./\\-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`

/** How each kind of program is set up, with what is true here. */
export const connectSnippets = (
  { door, command }: Pick<AccessState, 'door' | 'command'>,
  token: string,
): readonly Snippet[] => {
  const address = door.state === 'open' ? door.address : USUAL_ADDRESS
  const [program, ...args] = command
  const authorization = `Bearer ${token}`
  return [
    {
      kind: 'stdio',
      label: t('agent'),
      about: t('forTheConfigurationOfAn'),
      text: json({ mcpServers: { soma: { command: program, args: [...args, 'mcp'] } } }),
    },
    {
      kind: 'mcp',
      label: t('agentOverHttp'),
      about: t('forAnMcpClientThat'),
      text: json({
        mcpServers: { soma: { url: `${address}/mcp`, headers: { Authorization: authorization } } },
      }),
    },
    {
      kind: 'curl',
      label: 'curl',
      about: t('everyRouteStandsIn', { address }),
      text: [
        `curl ${address}/memories -H 'Authorization: ${authorization}' \\`,
        `  -H 'Content-Type: application/json' \\`,
        `  -d '{"coord": [1, 2, 3], "payload": {"text": "The bridge opens at noon"}}'`,
        `curl '${address}/recall?query=bridge' -H 'Authorization: ${authorization}'`,
      ].join('\n'),
    },
    {
      kind: 'cli',
      label: t('commandLine'),
      about: t('worksWhetherOrNotThe'),
      text: [
        `${command.map(quoted).join(' ')} store --coord 1,2,3 --payload '{"text": "The bridge opens at noon"}'`,
        `${command.map(quoted).join(' ')} recall --query bridge`,
      ].join('\n'),
    },
  ]
}
