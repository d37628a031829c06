// What the staff pages gain when scripts run; each of them works without.
import { initAll } from './govuk-frontend.min.js'

// GOV.UK Frontend looks for these; a class on the body needs no inline script.
document.body.classList.add('js-enabled', 'govuk-frontend-supported')

initAll()

// On a phone a long list begins with its first rows, and filters wait until they are wanted.
const ROWS_ON_A_PHONE = 10

function fold(list) {
  const later = [...list.querySelectorAll('tbody tr')].slice(ROWS_ON_A_PHONE)
  if (later.length < 3) return
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'govuk-button govuk-button--secondary staff-no-print'
  button.textContent = `Show ${later.length} more`
  button.addEventListener('click', () => {
    for (const row of later) row.hidden = false
    later[0].querySelector('a')?.focus()
    button.remove()
  })
  for (const row of later) row.hidden = true
  list.after(button)
}

if (window.matchMedia('(max-width: 40rem)').matches) {
  document.querySelectorAll('[data-folds]').forEach(fold)
  for (const filters of document.querySelectorAll('[data-open-where-wide]')) {
    filters.open = window.location.search.length > 1
  }
}

// A page that the browser kept in memory could show somebody's words after signing out.
window.addEventListener('pageshow', (event) => {
  if (event.persisted) window.location.reload()
})
