import { type Finding, type Form, formatSource, type Rule, rules, type Severity } from '#engine'
import { placeName, sourceOf } from '../place.ts'
import { json, type Terminal } from '../terminal.ts'
import type { Reporter } from './reporter.ts'

const LEVELS: Record<Severity, 'error' | 'warning' | 'note'> = { error: 'error', warning: 'warning', notice: 'note' }

/** SARIF 2.1.0: one run, rules with their reasons, one result a finding; files that can't be read are notifications. */
export function sarifReporter(terminal: Terminal): Reporter {
  const log: Log = { used: new Set(), notifications: [], results: [], isComplete: true }
  return {
    add({ file, problems, result }) {
      for (const { message } of problems) log.notifications.push(notification(file, message))
      if (!result) log.isComplete = false
      for (const finding of result?.findings ?? []) {
        log.used.add(finding.rule)
        if (result) log.results.push(resultOf(file, result.form, finding))
      }
    },
    end: () => json(terminal, sarif(log)),
  }
}

type Log = { used: Set<string>; notifications: unknown[]; results: unknown[]; isComplete: boolean }

function notification(file: string, message: string): unknown {
  return { level: 'warning', message: { text: message }, locations: [{ physicalLocation: artifact(file) }] }
}

function sarif({ used, notifications, results, isComplete }: Log): unknown {
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'jiheng',
            informationUri: 'https://example.org/jiheng',
            rules: rules.filter(({ id }) => used.has(id)).map(descriptor),
          },
        },
        invocations: [{ executionSuccessful: isComplete, toolExecutionNotifications: notifications }],
        results,
      },
    ],
  }
}

function descriptor(rule: Rule): unknown {
  return {
    id: rule.id,
    name: rule.code,
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.why },
    defaultConfiguration: { level: LEVELS[rule.severity] },
    help: { text: `${rule.basis.document}${rule.basis.clause ? ` ${rule.basis.clause}` : ''}` },
  }
}

function resultOf(file: string, form: Form, { rule, severity, at, message, advice }: Finding): unknown {
  return {
    ruleId: rule,
    level: LEVELS[severity],
    message: { text: `${message}${advice}` },
    locations: (at.length === 0 ? [''] : at).map((pointer) => ({
      physicalLocation: { ...artifact(file), ...regionOf(form, pointer) },
      logicalLocations: [{ fullyQualifiedName: pointer, name: placeName(form, pointer) }],
    })),
  }
}

function artifact(file: string): { artifactLocation: { uri: string } } {
  return { artifactLocation: { uri: file.split(/[\\/]/).map(encodeURIComponent).join('/') } }
}

/** Lines and columns for text; a spreadsheet cell is told in words. */
function regionOf(form: Form, pointer: string): { region?: unknown } {
  const source = sourceOf(form, pointer)
  if (!source) return {}
  if ('line' in source) return { region: { startLine: source.line } }
  if ('page' in source) return { region: { startLine: source.page, snippet: { text: formatSource(source) } } }
  return { region: { startLine: source.row, snippet: { text: formatSource(source) } } }
}
