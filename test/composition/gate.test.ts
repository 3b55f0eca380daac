import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { duplicates } from '#hosts/cli/duplicates'
import { calibrateGate, listInbox, previewGate } from '#hosts/cli/gate'
import type { Composition } from '#hosts/composition/compose'
import { loadConfig } from '#hosts/config'
import { StartError } from '#hosts/start-error'
import { builtFiles } from './built-files.ts'
import {
  during,
  from,
  loaded,
  removeFolder,
  SAMPLE,
  SMALL_SAMPLE_SIZE,
  smallSample,
  start,
  temporaryFolder,
} from './start.ts'

const dataDir = temporaryFolder()
afterAll(() => removeFolder(dataDir))

const salience = { novelty_gate: true, novelty_threshold: 0.2 }
const options = (namespace = 'default') => ({
  config: loadConfig({
    env: {},
    explicit: { data_dir: dataDir, namespace, memory_enterprise: { salience } },
  }),
  files: builtFiles,
})

const printedBy = async (work: () => Promise<void>): Promise<unknown> => {
  const printed: string[] = []
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0)
  const err = vi.spyOn(process.stderr, 'write').mockImplementation(() => true)
  try {
    await work()
    return JSON.parse(printed.join(''))
  } finally {
    out.mockRestore()
    err.mockRestore()
  }
}

const TEXT = 'The session cookie has no Secure flag'
const fill = async (composition: Composition): Promise<void> => {
  const { handlers } = composition
  // Until the vectors are there the gate cannot tell, and lets everything pass.
  await loaded(composition)
  const input = { namespace: 'default', type: 'semantic', importance: 0, ifTaken: 'refuse' } as const
  const payload = JSON.stringify({ text: TEXT })
  const first = await handlers.memories.store({ ...input, coordinate: [1], payload }, from())
  const second = await handlers.memories.store({ ...input, coordinate: [2], payload }, from())
  expect([first.stored, second.stored]).toEqual([true, false])
  await handlers.memories.store({ ...input, coordinate: [3], payload, force: true }, from())
  // The sample came in whole, though the gate is on.
  expect(await handlers.memories.stats({ namespace: SAMPLE }, from())).toMatchObject({
    total: SMALL_SAMPLE_SIZE,
  })
  await handlers.namespaces.remove({ name: SAMPLE, confirm: SAMPLE }, from())
}

describe('soma gate', () => {
  beforeAll(async () => {
    await during(start(dataDir, { memory_enterprise: { salience }, files: smallSample(dataDir) }), fill)
  })

  it('GATE-5 previews a text', async () => {
    const preview = await printedBy(() => previewGate(options(), { text: TEXT }))
    expect(preview).toMatchObject({ isOn: true, passes: false, gate: { threshold: 0.2 } })
    const payload = JSON.stringify({ text: 'Bananas ripen beside apples' })
    expect(await printedBy(() => previewGate(options(), { payload }))).toMatchObject({ passes: true })
    expect(() => previewGate(options(), {})).toThrow(StartError)
    await expect(previewGate(options(), { payload: '[' })).rejects.toThrow(StartError)
  })

  it('GATE-3 lists the inbox', async () => {
    expect(await printedBy(() => listInbox(options(), 5))).toMatchObject({
      total: 1,
      dropped: 0,
      entries: [{ coordinate: [2], title: TEXT, gate: { nearest: { coordinate: [1] } } }],
    })
    await expect(listInbox(options('nowhere'), 5)).rejects.toThrow(/Name one with --namespace/)
  })

  it('GATE-5 calibrates', async () => {
    expect(await printedBy(() => calibrateGate(options(), 10))).toMatchObject({
      memories: 2,
      sampled: 2,
      novelty: { p50: expect.closeTo(0, 6) },
    })
  })

  it('DUP-1 lists duplicates', async () => {
    const flags = { similarity: 0.95, sample: 1000, json: true }
    expect(await printedBy(() => duplicates(options(), flags))).toMatchObject({
      total: 1,
      clusters: [{ size: 2, members: [{ coordinate: [1] }, { coordinate: [3] }] }],
    })
    await expect(duplicates(options('nowhere'), flags)).rejects.toThrow(StartError)
  })
})
