import { readFileSync } from 'node:fs'

/** What tells one build from the next: results of an older one must not be mixed with new ones. From source there is none. */
export function buildStamp(): string {
  try {
    return readFileSync(new URL('../build.json', import.meta.url), 'utf8')
  } catch {
    // Run from source: whoever changes the code throws the journal away.
    return 'source'
  }
}
