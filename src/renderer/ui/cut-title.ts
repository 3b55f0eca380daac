/** Of a title the engine keeps 200 characters (MEM-6), or one less where a pair would be split. */
const KEPT = 199

/** A title that was cut says so, where there is room for all that was kept of it. */
export const cutTitle = (title: string): string => (title.length >= KEPT ? `${title.trimEnd()}…` : title)
