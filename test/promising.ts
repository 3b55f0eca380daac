/** Makes a port whose methods answer at once one whose methods promise to. */
export const promising = <Port extends object>(port: object): Port =>
  new Proxy(port, {
    get: (target, name) => {
      const method = Reflect.get(target, name) as unknown
      if (typeof method !== 'function') return method
      return async (...args: unknown[]) => method.apply(target, args) as unknown
    },
  }) as Port
