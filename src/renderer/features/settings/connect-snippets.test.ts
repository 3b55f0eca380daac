import { expect, it } from 'vitest'
import { connectSnippets } from './connect-snippets.ts'

const command = ['node', '/opt/soma/scripts/soma.mjs', '--data', "/home/ada/it's mine"]
const door = { state: 'open', address: 'http://127.0.0.1:9600', mcp: true } as const
const textOf = (kind: string, at: Parameters<typeof connectSnippets>[0]['door'] = door) =>
  connectSnippets({ door: at, command }, 'TOKEN').find((snippet) => snippet.kind === kind)?.text ?? ''

it('sets agents up with real paths, and those over HTTP with address and token', () => {
  expect(JSON.parse(textOf('stdio'))).toEqual({
    mcpServers: { soma: { command: 'node', args: [...command.slice(1), 'mcp'] } },
  })
  expect(JSON.parse(textOf('mcp'))).toEqual({
    mcpServers: {
      soma: { url: 'http://127.0.0.1:9600/mcp', headers: { Authorization: 'Bearer TOKEN' } },
    },
  })
})

it('quotes what a shell would take apart', () => {
  expect(textOf('cli')).toContain(`--data '/home/ada/it'\\''s mine' store`)
})

it('names the usual address while nobody is let in', () => {
  expect(textOf('curl', { state: 'closed' })).toContain('http://127.0.0.1:9595/memories')
})
