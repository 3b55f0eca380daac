/** What the shortcuts of the screen do, while it is there. */
export const activityHandle: { openInRecall: (() => void) | null } = { openInRecall: null }
