import { IntlMessageFormat } from 'intl-messageformat'

/**
 * Holds the messages of a language against the English ones.
 *
 * @typedef {Readonly<Record<string, string>>} Texts
 * @typedef {Readonly<Record<string, Texts>>} Messages by part of the interface
 */

/**
 * @param {Messages} english
 * @param {{ locale: string, messages: Messages }} other
 * @returns {string[]}
 */
export function messageFindings(english, { locale, messages }) {
  /** @type {string[]} */
  const findings = []
  for (const [feature, texts] of Object.entries(messages)) {
    const originals = english[feature]
    if (!originals) {
      findings.push(`${locale}/${feature}: English has no such file`)
      continue
    }
    for (const key of Object.keys(originals)) {
      if (texts[key] === undefined) findings.push(`${locale}/${feature}: ${key} is missing`)
    }
    for (const [key, text] of Object.entries(texts)) {
      const original = originals[key]
      if (original === undefined) findings.push(`${locale}/${feature}: English has no ${key}`)
      else
        findings.push(
          ...textFindings({ original, text, locale }).map((w) => `${locale}/${feature}: ${key} ${w}`),
        )
    }
  }
  return findings
}

/**
 * @param {{ original: string, text: string, locale: string }} message
 * @returns {string[]}
 */
function textFindings({ original, text, locale }) {
  try {
    const wanted = readMessage(original, 'en')
    const got = readMessage(text, locale)
    return [
      ...(text.trim() === '' ? ['is empty'] : []),
      ...[...wanted.names].filter((name) => !got.names.has(name)).map((name) => `does not use ${name}`),
      ...[...got.names]
        .filter((name) => !wanted.names.has(name))
        .map((name) => `uses ${name}, which English has not`),
      ...got.plurals.flatMap(({ type, options }) =>
        new Intl.PluralRules(locale, { type })
          .resolvedOptions()
          .pluralCategories.filter((one) => !options.includes(one))
          .map((one) => `has a plural without "${one}"`),
      ),
    ]
  } catch (error) {
    return [`does not parse: ${error instanceof Error ? error.message : String(error)}`]
  }
}

/**
 * What a message asks for: names of values and of tags, and the cases of its plurals.
 * @param {string} text
 * @param {string} locale
 */
function readMessage(text, locale) {
  /** @type {Set<string>} */
  const names = new Set()
  /** @type {{ type: 'cardinal' | 'ordinal', options: string[] }[]} */
  const plurals = []
  const read = (/** @type {any[]} */ parts) => {
    for (const part of parts) {
      // 0 is text, 7 the number sign of a plural; 8 is a tag, 6 a plural.
      if (part.type !== 0 && part.type !== 7) names.add(part.type === 8 ? `<${part.value}>` : part.value)
      if (part.type === 6) plurals.push({ type: part.pluralType, options: Object.keys(part.options) })
      if (part.options) for (const { value } of Object.values(part.options)) read(value)
      if (part.children) read(part.children)
    }
  }
  read(new IntlMessageFormat(text, locale).getAst())
  return { names, plurals }
}
