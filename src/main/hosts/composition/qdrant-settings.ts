import { readFileSync } from 'node:fs'
import type { QdrantAddress } from '#stores/qdrant/connect'
import type { QdrantSettings } from '#stores/qdrant/qdrant-vectors'
import type { Config } from '../config-schema.ts'
import { resolveSecret } from '../secret-reference.ts'
import type { Keychain } from './sealing.ts'

type Settings = Config['qdrant']

/**
 * How Qdrant is reached.
 * @throws StartError for a key that is out of reach
 */
export const qdrantAddress = ({ qdrant }: Pick<Config, 'qdrant'>, keychain?: Keychain): QdrantAddress => {
  const sources = { env: process.env, readFile: (path: string) => readFileSync(path, 'utf8'), keychain }
  return {
    url: qdrant.url,
    apiKey: qdrant.api_key === undefined ? undefined : resolveSecret(qdrant.api_key, sources),
    allowInsecure: qdrant.allow_insecure,
    timeout: qdrant.timeout_seconds * 1000,
  }
}

/**
 * How Qdrant has the vectors, where it does; null where it does not.
 * @throws StartError likewise
 */
export const qdrantSettings = (
  config: Pick<Config, 'mode' | 'vector' | 'qdrant'>,
  keychain?: Keychain,
): QdrantSettings | null => {
  if (config.mode === 'on_demand' || config.vector.backend !== 'qdrant') return null
  const { qdrant } = config
  return {
    address: qdrantAddress(config, keychain),
    prefix: qdrant.collection_prefix,
    wait: qdrant.wait,
    ordering: qdrant.write_ordering,
    consistency: qdrant.read_consistency === 'one' ? undefined : qdrant.read_consistency,
    create: creation(qdrant),
    search: {
      exact: qdrant.exact,
      ...(qdrant.hnsw.ef !== undefined && { hnsw_ef: qdrant.hnsw.ef }),
      ...(qdrant.quantization.type !== 'none' && {
        quantization: {
          rescore: qdrant.quantization.rescore,
          oversampling: qdrant.quantization.oversampling,
        },
      }),
    },
  }
}

const creation = ({
  hnsw: { ef: _ef, ...graph },
  quantization,
  ...qdrant
}: Settings): QdrantSettings['create'] => ({
  ...defined({
    shard_number: qdrant.shard_number,
    replication_factor: qdrant.replication_factor,
    write_consistency_factor: qdrant.write_consistency_factor,
  }),
  on_disk: qdrant.on_disk,
  on_disk_payload: qdrant.on_disk_payload,
  hnsw_config: defined(graph),
  ...(quantization.type !== 'none' && { quantization_config: quantized(quantization) }),
})

const quantized = ({ type, compression, always_ram }: Settings['quantization']) => {
  if (type === 'product') return { product: { compression, always_ram } }
  return type === 'binary' ? { binary: { always_ram } } : { scalar: { type: 'int8' as const, always_ram } }
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> }

const defined = <T extends object>(values: T): Partial<Defined<T>> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<Defined<T>>
