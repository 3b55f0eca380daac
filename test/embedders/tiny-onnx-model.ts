import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A real model for ONNX Runtime and a real tokenizer, a few kilobytes small: every token is a row of a table, drawn
 * from a fixed sequence, and the "transformer" looks it up. What loads it is what loads any sentence model; what comes
 * out can be worked out by hand.
 */
export interface TinyModel {
  readonly dimension: number
  /** The longest input in tokens, [CLS] and [SEP] included. */
  readonly maxTokens: number
  readonly words: readonly string[]
}

const SPECIAL = ['[PAD]', '[UNK]', '[CLS]', '[SEP]']

export const tokensOf = ({ words }: TinyModel): string[] => [...SPECIAL, ...words]

/** The row of a token: numbers between -1 and 1. */
export const rowOf = ({ dimension }: TinyModel, token: number): number[] =>
  Array.from({ length: dimension }, (_, i) => Math.fround(Math.sin((token + 1) * 12.9898 + i * 78.233)))

/** Writes the folder of a model as the Hub has it. `onnxFile` may be that of another precision. */
export const writeTinyModel = (folder: string, model: TinyModel, onnxFile = 'model.onnx'): void => {
  mkdirSync(join(folder, 'onnx'), { recursive: true })
  const files = tinyModelFiles(model)
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder, name === 'onnx/model.onnx' ? `onnx/${onnxFile}` : name), content)
  }
}

export const tinyModelFiles = (model: TinyModel): Record<string, Buffer> => ({
  'config.json': json({
    model_type: 'bert',
    architectures: ['BertModel'],
    hidden_size: model.dimension,
    num_hidden_layers: 0,
    num_attention_heads: 1,
    vocab_size: tokensOf(model).length,
    max_position_embeddings: model.maxTokens,
  }),
  'tokenizer.json': json(tokenizer(model)),
  'tokenizer_config.json': json({
    tokenizer_class: 'BertTokenizer',
    do_lower_case: true,
    model_max_length: model.maxTokens,
    pad_token: '[PAD]',
    unk_token: '[UNK]',
    cls_token: '[CLS]',
    sep_token: '[SEP]',
  }),
  'onnx/model.onnx': onnx(model),
})

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value))

const tokenizer = (model: TinyModel) => ({
  version: '1.0',
  truncation: null,
  padding: null,
  added_tokens: SPECIAL.map((content, id) => ({
    id,
    content,
    special: true,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
  })),
  normalizer: { type: 'Lowercase' },
  pre_tokenizer: { type: 'BertPreTokenizer' },
  post_processor: {
    type: 'TemplateProcessing',
    single: [special('[CLS]'), { Sequence: { id: 'A', type_id: 0 } }, special('[SEP]')],
    pair: [special('[CLS]'), { Sequence: { id: 'A', type_id: 0 } }, special('[SEP]')],
    special_tokens: {
      '[CLS]': { id: '[CLS]', ids: [2], tokens: ['[CLS]'] },
      '[SEP]': { id: '[SEP]', ids: [3], tokens: ['[SEP]'] },
    },
  },
  decoder: null,
  model: {
    type: 'WordPiece',
    vocab: Object.fromEntries(tokensOf(model).map((token, id) => [token, id])),
    unk_token: '[UNK]',
    continuing_subword_prefix: '##',
    max_input_chars_per_word: 100,
  },
})

const special = (id: string) => ({ SpecialToken: { id, type_id: 0 } })

/**
 * `last_hidden_state = Gather(W, input_ids)` as the protocol buffer of a ModelProto (onnx.proto3 names the field
 * numbers).
 */
const onnx = (model: TinyModel): Buffer => {
  const tokens = tokensOf(model)
  const table = Float32Array.from(tokens.flatMap((_, token) => rowOf(model, token)))
  const weights = message(
    integer(1, tokens.length),
    integer(1, model.dimension),
    integer(2, FLOAT),
    text(8, 'W'),
    bytes(9, Buffer.from(table.buffer)),
  )
  const gather = message(
    text(1, 'W'),
    text(1, 'input_ids'),
    text(2, 'last_hidden_state'),
    text(3, 'look-up'),
    text(4, 'Gather'),
  )
  const graph = message(
    bytes(1, gather),
    text(2, 'tiny'),
    bytes(5, weights),
    bytes(11, tensorInfo('input_ids', INT64, ['batch', 'sequence'])),
    bytes(11, tensorInfo('attention_mask', INT64, ['batch', 'sequence'])),
    bytes(12, tensorInfo('last_hidden_state', FLOAT, ['batch', 'sequence', model.dimension])),
  )
  const operators = message(text(1, ''), integer(2, 13))
  return message(integer(1, 8), text(2, 'tiny'), bytes(7, graph), bytes(8, operators))
}

const FLOAT = 1
const INT64 = 7

const tensorInfo = (name: string, type: number, shape: readonly (string | number)[]): Buffer => {
  const sizes = shape.map((size) => bytes(1, typeof size === 'number' ? integer(1, size) : text(2, size)))
  return message(text(1, name), bytes(2, bytes(1, message(integer(1, type), bytes(2, message(...sizes))))))
}

const message = (...fields: readonly Buffer[]): Buffer => Buffer.concat(fields)

const bytes = (field: number, content: Buffer): Buffer =>
  Buffer.concat([varint((field << 3) | 2), varint(content.length), content])

const text = (field: number, content: string): Buffer => bytes(field, Buffer.from(content))

const integer = (field: number, value: number): Buffer => Buffer.concat([varint(field << 3), varint(value)])

const varint = (value: number): Buffer => {
  const out: number[] = []
  let left = value
  for (; left > 127; left = Math.floor(left / 128)) out.push((left % 128) | 128)
  return Buffer.from([...out, left])
}
