import { StandInEmitter } from './not-provided.ts'

const bounds = { x: 0, y: 0, width: 1920, height: 1080 }

/** The one display there is. */
export const DISPLAY = {
  id: 1,
  label: 'Stand-in display',
  bounds,
  workArea: bounds,
  size: { width: bounds.width, height: bounds.height },
  workAreaSize: { width: bounds.width, height: bounds.height },
  scaleFactor: 1,
  rotation: 0,
  internal: false,
} as const

class Screen extends StandInEmitter {
  getPrimaryDisplay(): typeof DISPLAY {
    return DISPLAY
  }

  getAllDisplays(): (typeof DISPLAY)[] {
    return [DISPLAY]
  }

  getDisplayMatching(): typeof DISPLAY {
    return DISPLAY
  }

  getDisplayNearestPoint(): typeof DISPLAY {
    return DISPLAY
  }

  getCursorScreenPoint(): { x: number; y: number } {
    return { x: 0, y: 0 }
  }
}

export const screen = new Screen()
