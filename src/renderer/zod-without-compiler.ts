import { z } from 'zod'

// Before anything makes a schema: Zod would try whether it may compile code, and the content security policy would report that.
z.config({ jitless: true })
