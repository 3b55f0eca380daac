import { describe, expect, it, vi } from 'vitest'
import { makeBridge } from './bridge.ts'
import { makeCodec } from './codec.ts'

type Api = Record<string, (...args: unknown[]) => unknown>

/** Two worlds that meet in one EventTarget, as they do in a page's window. */
function twoWorlds() {
  const meeting = new EventTarget()
  const mainGlobal: Record<string, unknown> = {}
  const main = makeBridge({ makeCodec, meeting, mine: 'main', theirs: 'preload', global: mainGlobal })
  const preload = makeBridge({ makeCodec, meeting, mine: 'preload', theirs: 'main', global: {} })
  return { main, preload, mainGlobal }
}

function exposed(api: object): Api {
  const { preload, mainGlobal } = twoWorlds()
  preload.expose('api', api)
  return mainGlobal.api as Api
}

describe('contextBridge', () => {
  it('passes values as copies, both ways', () => {
    const sent = { list: [1, new Date(3)] }
    const kept: unknown[] = []
    const api = exposed({ swap: (value: unknown) => (kept.push(value) ? sent : undefined) })
    const mine = { map: new Map([[1, 2]]) }
    expect(api.swap!(mine)).toEqual(sent)
    expect(kept).toEqual([mine])
    expect(kept[0]).not.toBe(mine)
  })

  it('calls back through functions given as arguments, and nested', () => {
    const api = exposed({ twice: (f: (n: number) => number, n: number) => f(f(n)) })
    expect(api.twice!((n: number) => n * 3, 2)).toBe(18)
    expect(api.twice!((n: number) => api.twice!((m: number) => m + 1, n) as number, 0)).toBe(4)
  })

  it('passes promises, fulfilled and rejected', async () => {
    const api = exposed({ later: async () => [1n], never: async () => Promise.reject(new TypeError('no')) })
    expect(await api.later!()).toEqual([1n])
    await expect(api.never!()).rejects.toThrow(new TypeError('no'))
  })

  it('passes what is thrown', () => {
    const api = exposed({
      fail: () => {
        throw new RangeError('far')
      },
    })
    expect(() => api.fail!()).toThrow(new RangeError('far'))
  })

  it('freezes what it exposes, all the way down', () => {
    const api = exposed({ nested: { list: [1] } }) as unknown as { nested: { list: number[] } }
    expect([api, api.nested, api.nested.list].every(Object.isFrozen)).toBe(true)
  })

  it('does not replace a global that exists', () => {
    const { preload } = twoWorlds()
    preload.expose('api', {})
    expect(() => preload.expose('api', {})).toThrow('existing property')
  })

  it('refuses what cannot be copied', () => {
    const api = exposed({ take: () => {}, give: () => Symbol('s') })
    expect(() => api.take!(Symbol('s'))).toThrow('could not be cloned')
    expect(() => api.give!()).toThrow('could not be cloned')
  })

  it('tells the other world what it offered to hear', () => {
    const { main, preload } = twoWorlds()
    const heard = vi.fn()
    preload.offer('open', heard)
    main.tell('open', 'url', 1)
    expect(heard).toHaveBeenCalledWith('url', 1)
  })
})
