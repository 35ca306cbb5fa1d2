import { anchorLogJob } from './anchor-log.ts'
import { exportFormsJob } from './export-forms.ts'
import { importFilesJob } from './import-files.ts'
import type { JobKind } from './job.ts'
import { notifyJob } from './notify.ts'
import { projectLinesJob } from './project-lines.ts'
import { remindJob } from './remind.ts'
import { rescoreJob } from './rescore.ts'
import { tidyJob } from './tidy.ts'

/** Every kind of long work. */
export const jobKinds: readonly JobKind[] = [
  projectLinesJob,
  notifyJob,
  importFilesJob,
  exportFormsJob,
  rescoreJob,
  remindJob,
  anchorLogJob,
  tidyJob,
]
