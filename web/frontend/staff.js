// What the staff pages gain when scripts run; each of them works without.
import { initAll } from './govuk-frontend.min.js'

// GOV.UK Frontend looks for these; a class on the body needs no inline script.
document.body.classList.add('js-enabled', 'govuk-frontend-supported')

initAll()

// A page that the browser kept in memory could show somebody's words after signing out.
window.addEventListener('pageshow', (event) => {
  if (event.persisted) window.location.reload()
})
