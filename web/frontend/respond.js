// What the respondents' pages gain when scripts run; each of them works without.
import { createAll, Button, CharacterCount, Checkboxes, ErrorSummary, ExitThisPage } from './govuk-frontend.min.js'

// GOV.UK Frontend looks for these; a class on the body needs no inline script.
document.body.classList.add('js-enabled', 'govuk-frontend-supported')

createAll(Button, { preventDoubleClick: true })
createAll(CharacterCount)
createAll(Checkboxes)
createAll(ErrorSummary)
createAll(ExitThisPage)

// A page that the browser kept in memory could show an answer again after the end.
window.addEventListener('pageshow', (event) => {
  if (event.persisted) window.location.reload()
})
