import { provideModelMaker } from '#documents'
import { providePackagedAssets } from '#server/assets'

/** What reading needs in Node: engines and fonts out of their packages, and the native recogniser where it is installed. */
export function provideNodeAssets(): void {
  providePackagedAssets()
  provideModelMaker(async (bytes) => (await import('./native-model.ts')).nativeModel(bytes))
}
