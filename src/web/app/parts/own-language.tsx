import { Radio } from 'antd'
import { chooseLanguage, chosenLanguage, LANGUAGE_NAMES, type Language } from '../../texts/language.ts'
import { shellTexts } from '../../texts/shell.ts'

const LANGUAGES: readonly Language[] = ['zh', 'en']

/** The language of the interface, each by its own name. */
export function OwnLanguage() {
  return (
    <>
      <Radio.Group
        aria-label={shellTexts.language}
        options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
        value={chosenLanguage()}
        onChange={({ target }) => chooseLanguage(target.value as Language)}
      />
      <p className="soft">{shellTexts.languageWhat}</p>
    </>
  )
}
