import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { type ConfigSources, loadConfig } from '#hosts/config'
import { StartError } from '#hosts/start-error'
import { removeFolder, temporaryFolder } from './start.ts'

const folder = temporaryFolder()
afterAll(() => removeFolder(folder))

const written = (name: string, text: string): string => {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

const load = (sources: Partial<ConfigSources> = {}) => loadConfig({ env: {}, ...sources })

const refusal = (sources: Partial<ConfigSources>): string => {
  try {
    load(sources)
  } catch (error) {
    if (error instanceof StartError) return error.message
    throw error
  }
  throw new Error('it was taken')
}

describe('where a setting comes from', () => {
  const file = written(
    'all.yaml',
    'namespace: file\nhttp:\n  port: 1001\n  host: 10.0.0.1\nbackup:\n  keep: 7\n',
  )
  const env = { SOMA_NAMESPACE: 'env', SOMA_HTTP__PORT: '1002', SOMA_BACKUP__KEEP: '8' }

  it('the argument goes before the environment, that before the file, that before the default', () => {
    expect(load()).toMatchObject({ namespace: 'default', http: { port: 9595 }, backup: { keep: 5 } })
    expect(load({ file })).toMatchObject({ namespace: 'file', http: { port: 1001 }, backup: { keep: 7 } })
    expect(load({ file, env })).toMatchObject({ namespace: 'env', http: { port: 1002 }, backup: { keep: 8 } })
    const all = load({
      file,
      env,
      explicit: { namespace: 'argument', http: { port: 1003, host: undefined } },
    })
    expect(all).toMatchObject({ namespace: 'argument', http: { port: 1003, host: '10.0.0.1' } })
    expect(all.backup).toEqual({ keep: 8, interval_hours: 24 })
  })

  it('a variable is read as what its setting is, and one that is empty says nothing', () => {
    const env = { SOMA_NAMESPACE: '2024', SOMA_HTTP__TOKEN: '1234567890123456', SOMA_HTTP__PORT: '' }
    expect(load({ env })).toMatchObject({
      namespace: '2024',
      http: { token: '1234567890123456', port: 9595 },
    })
    expect(load({ env: { SOMA_API_TOKEN: '', SOMA_API_TOKEN_FILE: '' } })).toEqual(load())
  })

  it('variables of the original program, and those of Langfuse, say what they always said', () => {
    const exact = written('exact.yaml', 'vector:\n  backend: exact\n')
    const backend = (env: Record<string, string>) => load({ env, file: exact }).vector.backend
    expect(backend({})).toBe('exact')
    expect(backend({ SFM_FRACTAL_BACKEND: '1' })).toBe('fractal')
    expect(backend({ SFM_FRACTAL_BACKEND: '0' })).toBe('exact')
    expect(backend({ SFM_FRACTAL_BACKEND: '1', SOMA_VECTOR__BACKEND: 'exact' })).toBe('exact')
    const keys = {
      SOMA_LANGFUSE_PUBLIC: 'pk',
      SOMA_LANGFUSE_SECRET: 'sk',
      SOMA_LANGFUSE_HOST: 'http://localhost',
    }
    expect(load({ env: keys }).telemetry).toMatchObject({
      langfuse_public: 'pk',
      langfuse_secret: 'sk',
      langfuse_host: 'http://localhost',
    })
  })

  it('paths are whole, wherever they come from', () => {
    const settings = load({ env: { SOMA_DATA_DIR: 'here', SOMA_SQLITE__PATH: 'there.sqlite' } })
    expect(settings.data_dir).toBe(resolve('here'))
    expect(settings.database).toBe(resolve('here/there.sqlite'))
  })

  it('YAML and JSON say the same', () => {
    const json = written(
      'all.json',
      '{"namespace":"file","http":{"port":1001,"host":"10.0.0.1"},"backup":{"keep":7}}',
    )
    // They only differ in where they come from.
    const said = (file?: string) => ({ ...load({ file }), given: null })
    expect(said(json)).toEqual(said(file))
    expect(said(written('empty.yaml', ''))).toEqual(said())
  })

  it('the database lies in the data folder, elsewhere if that is said, and nowhere on demand', () => {
    const explicit = { data_dir: folder }
    expect(load({ explicit }).database).toBe(join(folder, 'memories.sqlite'))
    expect(load({ explicit, env: { SOMA_SQLITE__PATH: '/a/b.sqlite' } }).database).toBe('/a/b.sqlite')
    expect(load({ explicit: { ...explicit, mode: 'on_demand' } }).database).toBe(':memory:')
  })
})

describe('the token', () => {
  const token = 'a-token-that-is-long-enough'

  it('comes from SOMA_API_TOKEN, or from the file of SOMA_API_TOKEN_FILE', () => {
    expect(load({ env: { SOMA_API_TOKEN: token } }).http.token).toBe(token)
    const file = written('token', `${token}\n`)
    expect(load({ env: { SOMA_API_TOKEN_FILE: file } }).http.token).toBe(token)
    expect(load({ env: { SOMA_API_TOKEN: token, SOMA_API_TOKEN_FILE: '/none' } }).http.token).toBe(token)
  })

  it('of digits alone is still a text', () => {
    expect(load({ env: { SOMA_API_TOKEN: '12345678901234567890' } }).http.token).toBe('12345678901234567890')
  })

  it('is refused where its file is missing or it is short', () => {
    const missing = join(folder, 'no-token')
    expect(refusal({ env: { SOMA_API_TOKEN_FILE: missing } })).toContain(missing)
    expect(refusal({ env: { SOMA_API_TOKEN: 'short' } })).toContain('http.token')
  })
})

describe('what is refused', () => {
  it.each([
    [{ file: written('unknown.yaml', 'namespce: x') }, 'namespce', 'Did you mean "namespace"?'],
    [{ file: written('nested.yaml', 'http:\n  prot: 1') }, 'http.prot', 'Did you mean "http.port"?'],
    [{ env: { SOMA_HTTP__PROT: '1' } }, 'http.prot', 'Did you mean "http.port"?'],
    [{ env: { SOMA_BACKUP__KEEEP: '1' } }, 'the environment', 'Did you mean "backup.keep"?'],
    [{ env: { SOMA_PORT: '1' } }, 'port', 'Did you mean "http.port"?'],
    [{ file: written('group.yaml', 'storage: { synchronous: FULL }') }, 'storage', 'Did you mean'],
  ])('an unknown key, with the nearest one: %j', (sources, key, nearest) => {
    const sentence = refusal(sources)
    expect(sentence).toContain(key)
    expect(sentence).toContain(nearest)
    expect(sentence).not.toContain('\n')
  })

  it.each([
    [{ env: { SOMA_HTTP__PORT: 'abc' } }, 'http.port', 'the environment'],
    [{ env: { SOMA_MODE: 'sometimes' } }, 'mode', 'the environment'],
    [{ file: written('keep.yaml', 'backup: { keep: 0 }') }, 'backup.keep', 'keep.yaml'],
    [{ file: written('flat.yaml', 'http: 9595') }, 'http', 'flat.yaml'],
    [{ explicit: { namespace: 'with space' } }, 'namespace', 'the command line'],
    [
      { file: written('port.yaml', 'http: { port: 1 }'), explicit: { http: { port: 70_000 } } },
      'http.port',
      'the command line',
    ],
  ])('a bad value, with key and source: %j', (sources, key, source) => {
    const sentence = refusal(sources)
    expect(sentence).toContain(`"${key}"`)
    expect(sentence).toContain(source)
    expect(sentence).not.toContain('\n')
  })

  it.each([
    [{ provider: 'openai', model: 'tiny' }, 'embedding.url', 'for example http://localhost:11434/v1'],
    [{ provider: 'openai', url: 'http://localhost:1' }, 'embedding.model', 'the provider openai needs it'],
    [{ provider: 'transformers' }, 'embedding.model', 'or embedding.path'],
    [{ provider: 'magic' }, 'embedding.provider', 'Invalid option'],
    [{ dimension: 0 }, 'embedding.dimension', 'Too small'],
  ])('EMB-3 an embedder that lacks something, in one sentence: %j', (embedding, key, what) => {
    const sentence = refusal({ file: written('embedding.json', JSON.stringify({ embedding })) })
    expect(sentence).toContain(`"${key}"`)
    expect(sentence).toContain(what)
    expect(sentence).not.toContain('\n')
  })

  it('EMB-3 takes what an embedder needs from the environment too, digits as text', () => {
    const env = {
      SOMA_EMBEDDING__PROVIDER: 'openai',
      SOMA_EMBEDDING__URL: 'http://localhost:11434',
      SOMA_EMBEDDING__MODEL: '7',
      SOMA_EMBEDDING__API_KEY: '12345',
      SOMA_EMBEDDING__DIMENSION: '256',
    }
    expect(load({ env }).embedding).toMatchObject({ model: '7', api_key: '12345', dimension: 256 })
  })

  it.each([
    ['a file that is not there', join(folder, 'none.yaml')],
    ['broken YAML', written('broken.yaml', 'http: [1, 2\nport: }')],
    ['a list', written('list.yaml', '- 1\n- 2')],
    ['a text', written('text.yaml', 'hello')],
  ])('%s, in one line that names the file', (_, file) => {
    const sentence = refusal({ file })
    expect(sentence).toContain(file)
    expect(sentence).not.toContain('\n')
  })

  it('names of the scripts are left alone', () => {
    const env = { SOMA_NODE: 'x', SOMA_SKIP_BROWSER: '1', SOMA_EDITION: 'desktop', SOMATIC: 'x', HOME: '/' }
    expect(load({ env })).toEqual(load())
  })
})

describe('a secret', () => {
  const secret = 'hunter2-hunter2-hunter2'
  it.each([
    [
      {
        env: { SOMA_MEMORY_ENTERPRISE__ENCRYPTION_KEY: '' },
        file: written('s1.yaml', `memory_enterprise: { encryption_key: [${secret}] }`),
      },
    ],
    [{ file: written('s2.yaml', `memory_enterprise: { encryption_keys: ${secret} }`) }],
    [{ file: written('s3.yaml', `memory_enterprise: ${secret}`) }],
    [{ file: written('s4.yaml', `memory_enterprise:\n  encryption_key: *${secret}`) }],
    [{ file: written('s5.yaml', `memory_enterprise:\n encryption_key: "${secret}`) }],
    [{ file: written('s6.yaml', `http: { token: { a: ${secret} } }`) }],
    [{ file: written('s7.yaml', `"${secret}`) }],
    [{ env: { SOMA_MEMORY_ENTERPRISE__ENCRYPTION_KY: secret } }],
    [{ env: { SOMA_HTTP__TOKEN: 'hunter2', SOMA_HTTP__PORT: secret } }],
    [
      {
        env: {
          SOMA_MEMORY_ENTERPRISE__ENCRYPTION_FIELDS: '[1]',
          SOMA_MEMORY_ENTERPRISE__ENCRYPTION_KEY: secret,
        },
      },
    ],
  ])('SEC-2 is in no refusal: %j', (sources) => {
    const sentence = refusal(sources)
    expect(sentence).not.toMatch(/hunter2|\n/)
    expect(sentence).toMatch(/memory_enterprise|http|s\d\.yaml/)
  })

  it('SEC-1 fields are a list or all', () => {
    const fields = (text: string) =>
      load({ env: { SOMA_MEMORY_ENTERPRISE__ENCRYPTION_FIELDS: text } }).memory_enterprise.encryption_fields
    expect(fields('*')).toBe('*')
    expect(fields('[a, b]')).toEqual(['a', 'b'])
    expect(load().memory_enterprise).toMatchObject({ encryption_fields: ['task', 'code'] })
  })
})
