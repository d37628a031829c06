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
  for (const each of document.querySelectorAll('.fold, [data-fold-on-phone]')) each.open = false
}

// On paper nothing stays folded.
window.addEventListener('beforeprint', () => {
  for (const each of document.querySelectorAll('.fold')) each.open = true
})

// A paper is typed in by keyboard: a digit ticks, Enter goes on instead of sending half a form.
function tickByNumber(event, field) {
  const boxes = [...field.querySelectorAll('input')]
  const first = boxes[0]?.type === 'radio' ? 0 : 1
  const box = boxes[Number(event.key) - first]
  if (!box) return
  box.focus()
  box.click()
  event.preventDefault()
}

document.querySelector('[data-paper]')?.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.tagName !== 'INPUT') return
  const field = event.target.closest('[data-keys]')
  if (field && /^\d$/.test(event.key)) tickByNumber(event, field)
  if (event.key !== 'Enter') return
  event.preventDefault()
  const stops = [...event.currentTarget.querySelectorAll('input:not([type=hidden]), textarea, select, button')]
  const later = stops.slice(stops.indexOf(event.target) + 1)
  later.find((stop) => stop.name !== event.target.name)?.focus()
})

// A page that the browser kept in memory could show somebody's words after signing out.
window.addEventListener('pageshow', (event) => {
  if (event.persisted) window.location.reload()
})
