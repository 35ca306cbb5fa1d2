import { accountEndpoints } from './accounts.ts'
import { analysisEndpoints } from './analysis.ts'
import { attachmentEndpoints } from './attachments.ts'
import { bureauSettingEndpoints } from './bureau-settings.ts'
import { campaignEndpoints } from './campaigns.ts'
import { commentEndpoints } from './comments.ts'
import { delegationEndpoints } from './delegations.ts'
import { doctorEndpoints } from './doctor.ts'
import type { Endpoint } from './endpoint.ts'
import { formFileEndpoints } from './form-file.ts'
import { formHistoryEndpoints } from './form-history.ts'
import { formListEndpoints } from './form-list.ts'
import { formEndpoints } from './forms.ts'
import { organisationImportEndpoints } from './import-organisation.ts'
import { jobEndpoints } from './jobs.ts'
import { logEndpoints } from './logs.ts'
import { moveEndpoints } from './moves.ts'
import { notificationEndpoints } from './notifications.ts'
import { oidcEndpoints } from './oidc.ts'
import { ownAccountEndpoints } from './own-account.ts'
import { peopleEndpoints } from './people.ts'
import { policyPreviewEndpoints } from './policy-preview.ts'
import { reviewEndpoints } from './reviews.ts'
import { roleEndpoints } from './roles.ts'
import { rollUpEndpoints } from './rollup.ts'
import { sampleEndpoints } from './samples.ts'
import { tokenEndpoints } from './tokens.ts'
import { totpEndpoints } from './totp.ts'
import { unitChangeEndpoints } from './unit-changes.ts'
import { unitEndpoints } from './units.ts'

/** Every endpoint there is, with its types. */
const typed = [
  ...peopleEndpoints,
  ...ownAccountEndpoints,
  ...totpEndpoints,
  ...oidcEndpoints,
  ...tokenEndpoints,
  ...accountEndpoints,
  ...roleEndpoints,
  ...delegationEndpoints,
  ...bureauSettingEndpoints,
  ...policyPreviewEndpoints,
  ...doctorEndpoints,
  ...unitEndpoints,
  ...unitChangeEndpoints,
  ...organisationImportEndpoints,
  ...formListEndpoints,
  ...formEndpoints,
  ...moveEndpoints,
  ...formHistoryEndpoints,
  ...formFileEndpoints,
  ...commentEndpoints,
  ...attachmentEndpoints,
  ...campaignEndpoints,
  ...logEndpoints,
  ...analysisEndpoints,
  ...reviewEndpoints,
  ...sampleEndpoints,
  ...rollUpEndpoints,
  ...jobEndpoints,
  ...notificationEndpoints,
] as const

export type Endpoints = typeof typed
export const endpoints: readonly Endpoint[] = typed
